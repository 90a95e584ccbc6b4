import pytest

from bot.assess.scheme import Schemes
from bot.errors import Refused


@pytest.mark.parametrize(
    ("item", "given", "points"),
    [
        ("G.3.1#未使用普通话", None, -2),
        ("G.3.1#迟到早退", 3, -3),
        ("G.3.3#旷工", None, -20),
        ("G.2#考试满分", None, 5),
        ("G.3#额外奖惩", -5, -5),
        ("G.3#额外奖惩", 5, 5),
        ("J.3", None, 0),
        ("A.罚1", None, 0),
    ],
)
def test_item_points_have_the_sign_of_their_kind(
    ledger: Schemes, item: str, given: int | None, points: int
) -> None:
    assert ledger.items[item].points_of(given) == points


@pytest.mark.parametrize(
    ("item", "given", "complaint"),
    [
        ("G.3.1#迟到早退", None, "请写明多少分：2～5"),
        ("G.3.1#迟到早退", 6, "只能是 2～5分"),
        ("G.3.1#迟到早退", 1, "只能是 2～5分"),
        ("G.3.1#未使用普通话", 5, "只能是 2分"),
        ("G.3#额外奖惩", 6, "只能是 -5～5分"),
        ("J.3", 2, "不记分"),
    ],
)
def test_item_points_that_the_clause_does_not_allow_are_refused(
    ledger: Schemes, item: str, given: int | None, complaint: str
) -> None:
    with pytest.raises(Refused, match=complaint) as caught:
        ledger.items[item].points_of(given)
    assert item in str(caught.value)


@pytest.mark.parametrize(
    ("item", "given", "yuan"),
    [
        ("H.10", None, 10),
        ("A.罚8", 300, 300),
        ("H.15#带教奖励", 100, 100),
        ("A.奖2", 888, 888),
        ("A.罚1", None, None),
    ],
)
def test_item_yuan_are_fixed_or_set_by_a_person(
    ledger: Schemes, item: str, given: int | None, yuan: int | None
) -> None:
    assert ledger.items[item].yuan_of(given) == yuan


@pytest.mark.parametrize(
    ("item", "given", "complaint"),
    [
        ("A.罚8", None, "请写明多少元：100～500"),
        ("A.罚8", 99, "只能是 100～500元"),
        ("A.罚9", 501, "只能是 100～500元"),
        ("A.奖2", -1, "至少 0元"),
        ("H.15#带教奖励", 120, "不在可选的数里：第一名150、第二名100、第三名50"),
        ("A.罚1", 10, "按第几次算"),
        ("G.3.3#旷工", 10, "不涉及钱"),
    ],
)
def test_item_yuan_that_the_clause_does_not_allow_are_refused(
    ledger: Schemes, item: str, given: int | None, complaint: str
) -> None:
    with pytest.raises(Refused, match=complaint):
        ledger.items[item].yuan_of(given)


def test_item_fine_or_dismissal_needs_no_fine_with_dismissal(ledger: Schemes) -> None:
    assert ledger.items["A.罚8"].yuan_of(None, dismissed=True) is None


def test_item_fine_and_dismissal_needs_the_fine_all_the_same(ledger: Schemes) -> None:
    with pytest.raises(Refused, match="100～500"):
        ledger.items["A.罚9"].yuan_of(None, dismissed=True)


@pytest.mark.parametrize(
    ("item", "chosen", "dismissed"),
    [
        ("A.罚8", False, False),
        ("A.罚8", True, True),
        ("A.罚9", False, True),
        ("G.3.3#拉帮结派", False, True),
        ("H.10", False, False),
    ],
)
def test_item_dismisses_where_the_clause_or_the_person_says_so(
    ledger: Schemes, item: str, chosen: bool, dismissed: bool
) -> None:
    assert ledger.items[item].dismisses(chosen) is dismissed


def test_item_without_dismissal_in_its_clause_refuses_it(ledger: Schemes) -> None:
    with pytest.raises(Refused, match="没有写可以开除"):
        ledger.items["A.罚1"].dismisses(True)
