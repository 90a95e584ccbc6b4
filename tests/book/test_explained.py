import pytest

from bot.book.explained import explained
from bot.book.handbook import Handbook
from bot.book.shelf import Shelf
from bot.errors import BookError


def _explained(rule: str, shelf: Shelf, handbook: Handbook, book: str = "exchange") -> str:
    return explained(rule, shelf[book], handbook)


def test_explained_quotes_the_clause(shelf: Shelf, handbook: Handbook) -> None:
    assert "依据：K.6.6《兑换中心客服部管理规章制度》\n    遇到无声电话" in _explained("S01", shelf, handbook)


@pytest.mark.parametrize(
    "part", ["F04 与客户争吵", "重度，20分，一票否决", "为什么：", "什么时候看：坐席的每一句话", "· 你有病吧"]
)
def test_explained_tells_what_why_when_points_and_examples(
    shelf: Shelf, handbook: Handbook, part: str
) -> None:
    assert part in _explained("F04", shelf, handbook)


def test_explained_expected_line_is_the_book_s_own(shelf: Shelf, handbook: Handbook) -> None:
    assert "应当说：“您好！加速度。”" in _explained("O01", shelf, handbook, "gym")


def test_explained_takes_small_letters(shelf: Shelf, handbook: Handbook) -> None:
    assert _explained("s01", shelf, handbook).startswith("S01 ")


def test_explained_unknown_rule_lists_those_there_are(shelf: Shelf, handbook: Handbook) -> None:
    with pytest.raises(BookError, match="没有“X9”这条规则。可以写：A01、A02"):
        _explained("X9", shelf, handbook)


def test_explained_every_rule_of_every_book(shelf: Shelf, handbook: Handbook) -> None:
    for book in shelf:
        for rule in book.rules:
            told = explained(rule, book, handbook)
            assert "怎样算做到：" in told
            assert "{" not in told.replace("{organisation}", "").replace("{agent_number}", "")
