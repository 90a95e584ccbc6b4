import subprocess
import sys

import pytest

from bot.assess.item import MONEY
from bot.assess.scheme import Schemes, schemes, schemes_of
from bot.book.faces import coverage, read_demands
from bot.book.handbook import Handbook
from bot.book.shelf import Shelf
from bot.errors import NotFound
from bot.paths import home


def test_scheme_assessment_comes_first_and_is_for_everybody(shelf: Shelf) -> None:
    for book in shelf.books:
        assert schemes_of(book)[0].id == "assessment"


@pytest.mark.parametrize(
    ("book", "has", "lacks"),
    [
        ("gym", "A.罚1", "H.10"),
        ("shop", "H.10", "A.罚1"),
        ("shop", "H.12", "K.5.8"),
        ("exchange", "K.5.8", "H.12"),
        ("hospital", "I.6", "H.12"),
        ("fibre", "J.1#签到与迟到早退旷工", "I.6"),
        ("fibre", "K.7.4#三天之内", "K.5.8"),
        ("hotel", "G.3.3#旷工", "A.罚1"),
    ],
)
def test_scheme_items_are_for_the_agents_of_their_text(
    ledger: Schemes, book: str, has: str, lacks: str
) -> None:
    items = {item.id for scheme in ledger.of(book) for item in scheme.items}
    assert has in items
    assert lacks not in items


@pytest.mark.parametrize(
    ("rule", "book", "items"),
    [
        ("F06", "fibre", ["G.3.1#未使用普通话"]),
        ("F05", "gym", ["G.3.1#谈论无关事情"]),
        ("T02", "exchange", ["G.3.1#回复申诉不及时不耐心"]),
        ("R04", "hospital", ["G.3.1#交接班记录未填"]),
        ("F04", "gym", ["G.3.3#与客户口角争执", "A.违反"]),
        ("F04", "shop", ["G.3.3#与客户口角争执"]),
        ("P02", "exchange", ["K.5.5#保密"]),
        ("P02", "shop", []),
        ("P03", "shop", ["H.16"]),
        ("P04", "gym", ["A.罚5"]),
        ("T04", "fibre", ["K.7.4#三天之内"]),
        ("T05", "fibre", ["K.7.1"]),
        ("O05", "exchange", []),
    ],
)
def test_scheme_findings_come_under_their_items(
    ledger: Schemes, rule: str, book: str, items: list[str]
) -> None:
    assert [item.id for item in ledger.found_by(rule, book)] == items


def test_scheme_rule_that_cites_the_assessment_comes_under_it(ledger: Schemes, shelf: Shelf) -> None:
    for book in shelf:
        for rule, written in book.rules.items():
            items = ledger.found_by(rule, book.book)
            cited = [clause for clause in written.clause.split() if clause.startswith("G.3.")]
            assert all(any(item.clause == clause for item in items) for clause in cited), rule


def test_scheme_rule_that_cites_the_gyms_rules_is_fined_there(ledger: Schemes, shelf: Shelf) -> None:
    for rule, written in shelf["gym"].rules.items():
        if any(clause.startswith("A.") for clause in written.clause.split()):
            assert [item.scheme for item in ledger.found_by(rule, "gym") if item.kind in MONEY] == ["gym"], (
                rule
            )


@pytest.mark.parametrize("book", ["exchange", "gym", "shop", "hospital", "hotel"])
@pytest.mark.parametrize(
    ("event", "item"),
    [
        ("exam_full", "G.2#考试满分"),
        ("exam_failed", "G.3.2#考试60以下"),
        ("no_complaint", "G.2#投诉率为零"),
        ("first_of_desk", "G.2#工作量质量之首"),
        ("callback_overdue", "K.7.4#三天之内"),
        ("callback_resting", "K.7.1"),
    ],
)
def test_scheme_every_event_is_proposed_for_everybody(
    ledger: Schemes, book: str, event: str, item: str
) -> None:
    proposed = ledger.proposed(event, book)
    assert proposed is not None
    assert proposed.id == item


@pytest.mark.parametrize(
    ("text", "book", "item"),
    [
        ("G.3.1#迟到早退", "shop", "G.3.1#迟到早退"),
        ("迟到", "shop", "G.3.1#迟到早退"),
        ("迟到早退", "shop", "G.3.1#迟到早退"),
        ("旷工", "gym", "G.3.3#旷工"),
        ("罚10", "gym", "A.罚10"),
        ("A.罚1", "gym", "A.罚1"),
    ],
)
def test_scheme_item_is_found_by_id_or_part_of_its_name(
    ledger: Schemes, text: str, book: str, item: str
) -> None:
    assert ledger.find(text, book).id == item


def test_scheme_name_that_several_have_lists_them(ledger: Schemes) -> None:
    with pytest.raises(NotFound, match=r"对得上 3 项，请写条款号：.*G.2#投诉率为零.*H.6#投诉罚款"):
        ledger.find("投诉", "shop")


def test_scheme_name_that_nothing_has_lists_near_ones(ledger: Schemes) -> None:
    with pytest.raises(NotFound, match=r"没有“迟到了”这一项。相近的有：.*迟到、早退"):
        ledger.find("迟到了", "fibre")


@pytest.mark.parametrize("text", ["", "，", "abcdefg"])
def test_scheme_nothing_to_go_by_asks_for_a_clause(ledger: Schemes, text: str) -> None:
    with pytest.raises(NotFound, match="请写条款号"):
        ledger.find(text)


def test_scheme_item_of_another_trade_is_not_found(ledger: Schemes) -> None:
    with pytest.raises(NotFound):
        ledger.find("H.10", "gym")


def test_scheme_unknown_scheme_lists_those_there_are(ledger: Schemes) -> None:
    with pytest.raises(NotFound, match=r"没有“gim”这张表.*gym（前台奖惩）"):
        ledger["gim"]


def test_scheme_every_clause_of_the_account_is_carried(ledger: Schemes) -> None:
    wanted = {c for demand in read_demands() if "ledger" in demand.needs for c in demand.clauses}
    assert wanted - ledger.clauses == set()


def test_scheme_coverage_counts_the_ledger(ledger: Schemes, shelf: Shelf, handbook: Handbook) -> None:
    cells = coverage(shelf, handbook, set(), set(), ledger=ledger.clauses)
    assert [cell.clause for cell in cells if cell.face == "ledger" and cell.missing] == []


def test_scheme_is_read_once_a_process() -> None:
    assert schemes() is schemes()


def test_scheme_is_not_read_by_a_question_without_a_score() -> None:
    code = (
        "import sys; from bot.coach.arithmetic import work_out; work_out('收件10000件下月领多少', ['L.4.1.3']);"
        "before = 'bot.assess.scheme' in sys.modules; work_out('91分工资', ['G.4.3']);"
        "print(before, 'bot.assess.scheme' in sys.modules, 'sqlalchemy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=home(), check=True
    )
    assert done.stdout.split() == ["False", "True", "False"]


def test_scheme_an_item_of_another_trade_is_told_as_such(ledger: Schemes) -> None:
    with pytest.raises(NotFound, match="只给别的行业用"):
        ledger.find("H.6", "exchange")
