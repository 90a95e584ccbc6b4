"""Customers and their numbers as they are kept."""

import pytest

from bot.errors import Refused
from bot.records.callbacks.people import addressed, called, hidden, number_said, phone_of


@pytest.mark.parametrize(
    ("name", "title", "shown"),
    [("王小明", "女", "王女士"), ("王小明", "", "王先生/女士"), ("欧阳锋", "先生", "欧阳先生"), ("李女士", "", "李女士"),
     ("李", "小姐", "李小姐"), ("", "先生", ""), ("王小明", "=cmd", "王先生/女士")],
)  # fmt: skip
def test_people_are_kept_by_surname_and_title(name: str, title: str, shown: str) -> None:
    assert addressed(name, title) == shown


def test_people_a_number_is_digits_alone() -> None:
    assert phone_of(" 138 1234-5678 ") == "13812345678" and phone_of("") == ""
    with pytest.raises(Refused, match="1381234"):
        phone_of("1381234")


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13812345678", "138****5678"), ("0591-87654321", "0591-****4321"), ("87654321", "****4321"),
     ("+4479111234567", "+44*******4567")],
)  # fmt: skip
def test_people_every_number_is_masked_in_its_middle(phone: str, shown: str) -> None:
    assert hidden(phone) == shown


def test_people_are_called_by_what_the_agent_says() -> None:
    assert called(["您好，8号为您服务。", "好的欧阳女士，请稍等。"]) == "欧阳女士"
    assert called(["这位先生，您好。"]) == ""


def test_people_the_number_they_give_is_found_also_where_it_is_masked() -> None:
    assert number_said(["我的电话是一三八一二三四五六七八"]) == "13812345678"
    assert number_said(["138****5678", "谢谢"]) == "138****5678"
    assert number_said(["幺八八，****，四四一一"]) == "188****4411"
    assert number_said(["卡号418 552"]) == ""
