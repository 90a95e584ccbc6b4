import pytest

from bot.book.shelf import Shelf
from bot.coach.facts import agent_number, customer, trade
from bot.language.entities import pipeline


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("我是8号", "8"),
        ("我这边是洞八号", "08"),
        ("工号1024", "1024"),
        ("工号是A12", "A12"),
        ("八号", "8"),
        ("我叫李敏", ""),
    ],
)
def test_facts_agent_number(said: str, number: str) -> None:
    assert agent_number(said) == number


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("客户姓王是位先生", "王先生"),
        ("是张女士", "张女士"),
        ("打来的是位姓陈的小姐", "陈小姐"),
        ("她姓刘女的", "刘女士"),
        ("对方姓欧阳，男的", "欧阳先生"),
        ("对方姓赵", "赵先生/女士"),
        ("没问到姓", ""),
    ],
)
def test_facts_customer(said: str, named: str) -> None:
    entities = [{"entity": e.label_, "value": e.text} for e in pipeline()(said).ents]
    assert customer(said, entities) == named


def test_facts_trade(shelf: Shelf) -> None:
    assert trade("我在健身房前台", shelf) == "gym"
    assert trade("我在家", shelf) == ""


@pytest.mark.parametrize(
    ("said", "label", "value"),
    [
        ("手机13812345678", "phone", "13812345678"),
        ("11月5号来的", "date", "11月5号"),
        ("我在健身房前台", "trade", "健身房"),
        ("收了300件", "number", "300"),
        ("王先生", "customer", "王先生"),
    ],
)
def test_facts_ruler_finds_entities(said: str, label: str, value: str) -> None:
    assert (label, value) in [(e.label_, e.text) for e in pipeline()(said).ents]
