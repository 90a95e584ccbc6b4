import pytest

from bot.book.model import Forbid
from bot.book.shelf import Shelf
from bot.check.expressions import Expressions, expressions


def test_expressions_give_offsets_of_the_original() -> None:
    compiled = Expressions.of(Forbid(words=["等一下"]))
    assert compiled.spans("您好，等一下！") == [(3, 6)]


def test_expressions_see_traditional_and_full_width() -> None:
    assert Expressions.of(Forbid(words=["说话呀"])).spans("喂，說話呀") == [(2, 5)]


def test_expressions_inside_innocent_ones_do_not_count() -> None:
    compiled = Expressions.of(Forbid(words=["滚"], unless=["滚动", "滚筒"]))
    assert compiled.spans("滚动条往下拉，是滚筒洗衣机") == []
    assert compiled.spans("你滚") == [(1, 2)]


@pytest.mark.parametrize(
    "said", ["请稍等", "请您等一下", "麻烦您说一下电话号码", "请您大点声好吗", "让您久等了", "劳驾您等一会儿"]
)
def test_expressions_polite_requests_are_no_breach(shelf: Shelf, said: str) -> None:
    assert expressions(shelf["common"].rules["A03"].forbid).spans(said) == []


@pytest.mark.parametrize("said", ["等一下", "稍等", "说一下号码", "大点声", "别挂"])
def test_expressions_bare_requests_are(shelf: Shelf, said: str) -> None:
    assert expressions(shelf["common"].rules["A03"].forbid).spans(said) != []
