"""What stands in scripts/ledger against what the handbook prints."""

import re

import pytest

from bot.assess.item import DEDUCTIONS, LEAVES, WARNING
from bot.assess.scheme import Schemes
from bot.book.handbook import Clause, Handbook


@pytest.fixture(scope="module")
def printed(handbook: Handbook) -> dict[str, Clause]:
    return {clause.key: clause for clause in handbook.clauses}


def test_ledger_points_of_the_assessment_are_as_printed(ledger: Schemes, printed: dict[str, Clause]) -> None:
    for item in ledger["assessment"].items:
        if item.points and item.kind != "extra":
            points = str(item.points).replace("～", "-")
            assert re.search(rf"(?<!\d){points}分", printed[item.id].text), item.id


def test_ledger_every_point_of_the_assessment_is_an_item(ledger: Schemes, handbook: Handbook) -> None:
    wanted = {
        clause.key
        for clause in handbook.clauses
        if clause.part and clause.id in ("G.2", "G.3.1", "G.3.2", "G.3.3") and clause.part != "追加扣分"
    }
    assert wanted - set(ledger.items) == set()


def test_ledger_kinds_of_the_assessment_follow_its_headings(ledger: Schemes) -> None:
    kinds = {"G.2": {"bonus"}, "G.3.1": {"light"}, "G.3.2": {"medium"}, "G.3.3": {"severe", "dismissal"}}
    for item in ledger["assessment"].items:
        assert item.kind in kinds.get(item.clause, {"extra", "note"}), item.id


def test_ledger_dismissals_are_as_printed(ledger: Schemes, printed: dict[str, Clause]) -> None:
    for item in ledger["assessment"].items:
        assert (item.kind == "dismissal") == ("直接辞退" in printed[item.id].text), item.id


def test_ledger_ladders_are_as_printed(ledger: Schemes, printed: dict[str, Clause]) -> None:
    for item in ledger["gym"].items:
        if item.ladder:
            text = printed[item.id].text
            assert [s for s in item.ladder if s != WARNING] == [
                int(n) for n in re.findall(r"(\d+)元", text)
            ], item.id
            assert (item.ladder[0] == WARNING) == ("口头警告" in text), item.id


def test_ledger_shops_ladder_doubles_and_ends(ledger: Schemes) -> None:
    item = ledger.items["H.6#投诉罚款"]
    assert (item.ladder, item.within) == ((50, 100, LEAVES), "month")


@pytest.mark.parametrize(
    "item", ["H.10", "H.14", "H.16", "A.奖1", "H.15#带教奖励", "A.罚8", "A.罚9", "A.罚10"]
)
def test_ledger_sums_are_as_printed(ledger: Schemes, printed: dict[str, Clause], item: str) -> None:
    yuan, text = ledger.items[item].yuan, printed[item].text
    assert yuan is not None
    sums = [sum_ for _, sum_ in yuan.choices] or sorted({yuan.low, yuan.high or 0})
    assert sums == [int(n) for n in re.findall(r"(\d+)(?=元|-\d+元)", text)]


def test_ledger_numbers_of_the_month_are_the_handbooks(ledger: Schemes) -> None:
    marking = ledger.marking
    assert (marking.base, marking.cap, marking.trainer) == (80, 110, 5)
    assert marking.extra.model_dump() == {"medium": 2, "light": 4, "points": 20, "count": "entries"}
    assert marking.pay.model_dump() == {"around": 80, "yuan": 10, "most": 300, "from_month": 3}
    assert marking.dismissal.model_dump() == {"below": 60, "last_below": 70, "last_months": 2}


def test_ledger_discipline_that_only_records_says_where_points_are_booked(ledger: Schemes) -> None:
    for item in ledger["discipline"].items:
        if item.see:
            assert ledger.items[item.see].kind in DEDUCTIONS | {"dismissal"}, item.id
