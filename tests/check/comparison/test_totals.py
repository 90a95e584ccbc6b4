"""Sums over compared conversations."""

from dataclasses import replace

from bot.check.comparison.pair import Pair, Shift
from bot.check.comparison.totals import Judged, Totals
from bot.check.finding import Finding, Report

F = Finding("F02", "推卸", "light", 5, False, 2, None, (), "K.1.7", "推卸责任", "", (), "", 1.0)
R = Report("c", "gym", "b", "m", "A1", 90, True, False, (), {"F02": "met", "S01": "not_applicable"})


def _pairs() -> list[Pair]:
    broken = replace(R, score=55, passed=False, outcomes={"F02": "violated", "S01": "met"})
    return [
        Pair(R, R, ()),
        Pair(R, broken, (Shift("appeared", F), Shift("appeared", replace(F, turn=4)))),
        Pair(replace(broken, agent="B2"), replace(R, agent="B2"), (Shift("vanished", F),)),
        Pair(R, R, (Shift("changed", replace(F, points=10), F),)),
    ]


def _totals(pairs: list[Pair]) -> Totals:
    totals = Totals()
    for pair in pairs:
        totals.add(pair)
    return totals


def test_totals_count_conversations_and_scores() -> None:
    found = _totals(_pairs())
    assert (found.everyone.conversations, found.differing, found.lower, found.higher) == (4, 3, 1, 1)
    assert (found.failed, found.mended) == (1, 1)
    assert (found.everyone.old.passed, found.everyone.new.passed) == (3, 3)


def test_totals_by_agent_the_largest_move_first() -> None:
    found = _totals(_pairs()).moved_agents()
    assert [(name, sums.conversations, sums.means) for name, sums in found] == [
        ("B2", 1, (55.0, 90.0)),
        ("A1", 3, (90.0, (90 + 55 + 90) / 3)),
    ]


def test_totals_by_rule_with_how_often_it_could_be_judged() -> None:
    ((name, rule),) = _totals(_pairs()).differing_rules()
    assert (name, rule.conversations, rule.points) == ("F02", 3, 10)
    assert (rule.shifted.appeared, rule.shifted.vanished, rule.shifted.changed) == (2, 1, 1)
    assert (rule.old, rule.new) == (Judged(4, 1), Judged(4, 1))


def test_totals_of_parts_add_up_to_the_whole() -> None:
    one, two = _totals(_pairs()[:2]), _totals(_pairs()[2:])
    one.merge(two)
    assert one == _totals(_pairs())
