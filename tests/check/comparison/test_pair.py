"""One conversation on both sides: what appears, vanishes and changes."""

from dataclasses import replace

import pytest

from bot.book.shelf import Shelf
from bot.check.checker import Checker
from bot.check.comparison.pair import compared, shifts
from bot.check.finding import Finding
from bot.check.rulebook import Rulebook
from bot.conversation.model import Conversation, Head, Turn

F = Finding("F02", "推卸", "light", 5, False, 2, None, (), "K.1.7", "推卸责任", "", (), "", 1.0)
TALK = Conversation(
    Head(id="c", book="exchange"),
    (
        Turn("agent", "您好，兑换中心，8号为您服务。"),
        Turn("customer", "查积分"),
        Turn("agent", "这不归我管，你去找别人"),
    ),
)


def _kinds(old: list[Finding], new: list[Finding]) -> list[tuple[str, str, int]]:
    return [(shift.kind, shift.finding.rule, shift.points) for shift in shifts(old, new)]


def test_pair_same_findings_are_no_shift() -> None:
    assert _kinds([F, replace(F, turn=4)], [replace(F, turn=4), F]) == []


def test_pair_finding_on_one_side_appears_or_vanishes() -> None:
    assert _kinds([F], [replace(F, rule="F01")]) == [("appeared", "F01", 5), ("vanished", "F02", -5)]


def test_pair_finding_of_another_turn_is_another_one() -> None:
    assert _kinds([F], [replace(F, turn=4)]) == [("vanished", "F02", -5), ("appeared", "F02", 5)]


def test_pair_second_finding_of_the_same_place_counts_by_itself() -> None:
    assert _kinds([F], [F, F]) == [("appeared", "F02", 5)]


@pytest.mark.parametrize("change", [{"points": 10}, {"severity": "medium"}, {"critical": True}])
def test_pair_other_cost_is_a_change(change: dict[str, object]) -> None:
    (shift,) = shifts([F], [replace(F, **change)])  # type: ignore[arg-type]
    assert (shift.kind, shift.before) == ("changed", F)
    assert shift.points == (5 if "points" in change else 0)


def test_pair_other_words_alone_are_no_change() -> None:
    assert _kinds([F], [replace(F, message="别的话", expected="别的句", confidence=0.5)]) == []


def _checker(shelf: Shelf, **change: object) -> Checker:
    book = shelf["exchange"]
    rules = {**book.rules, "F02": book.rules["F02"].model_copy(update=change)}
    return Checker(Rulebook.of(book.model_copy(update={"rules": rules}), {}, None))


def test_pair_judges_by_both_books(shelf: Shelf) -> None:
    pair = compared(TALK, _checker(shelf), _checker(shelf, points=20))
    assert [(s.kind, s.finding.rule, s.points) for s in pair.shifts] == [("changed", "F02", 15)]
    assert pair.moved == -15
    assert pair.differs


def test_pair_of_one_checker_judges_once(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    checker = _checker(shelf)
    before = Checker.check
    judged = []
    monkeypatch.setattr(Checker, "check", lambda own, talk: judged.append(talk) or before(own, talk))
    pair = compared(TALK, checker, checker)
    assert (pair.old is pair.new, pair.differs, len(judged)) == (True, False, 1)


def test_pair_another_pass_mark_differs_without_a_shift(shelf: Shelf) -> None:
    book = shelf["exchange"]
    strict = book.model_copy(update={"marking": book.marking.model_copy(update={"passing": 100})})
    pair = compared(TALK, _checker(shelf), Checker(Rulebook.of(strict, {}, None)))
    assert pair.shifts == ()
    assert pair.old.passed and not pair.new.passed and pair.differs
