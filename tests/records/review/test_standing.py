"""What a conversation stands at after a verdict: as it was counted, by the script of its time."""

import json

import pytest
from sqlalchemy import select, update

from bot.records.conversations import KeptReport, current_report, hold
from bot.records.review.additions import add
from bot.records.review.given import Given
from bot.records.review.verdicts import decide
from bot.records.tallies import ConversationTally
from tests.records.conftest import NOW, Desk, found


def _decide(desk: Desk, number: int, word: str, **more: object) -> None:
    with desk.database.session() as session:
        decide(session, "小质", number, Given(word, "听了录音" if word != "confirm" else "", **more), NOW)


def _stands(desk: Desk) -> tuple[int, int, int, int]:
    """The settled score; of the month: passed, critical and the sum of scores."""
    with desk.database.session() as session:
        settled = session.execute(select(KeptReport.settled).where(KeptReport.current)).scalar_one()
        tally = session.execute(
            select(ConversationTally).where(ConversationTally.period == "2026-10")
        ).scalar_one()
    return settled, tally.passed, tally.critical, tally.score_sum


def test_standing_a_critical_finding_changed_to_a_light_one_fails_nobody(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found("F04", 20, critical=True)))
    assert _stands(desk) == (59, 0, 1, 59)
    _decide(desk, finding.id, "change", rule="F02")
    assert _stands(desk) == (95, 1, 0, 95)


def test_standing_a_light_finding_changed_to_a_critical_one_fails_the_conversation(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found("F02")))
    _decide(desk, finding.id, "change", rule="F04")
    assert _stands(desk) == (59, 0, 1, 59)


def _marked(desk: Desk, **marking: int) -> None:
    with desk.database.session() as session:
        report = session.execute(select(KeptReport)).scalar_one()
        own = json.loads(report.marking) | marking
        session.execute(update(KeptReport).values(marking=json.dumps(own)))


def test_standing_a_plain_confirmation_moves_no_score(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found()))
    _marked(desk, start=90)
    _decide(desk, finding.id, "confirm")
    assert _stands(desk) == (95, 1, 0, 95)


def test_standing_is_scored_as_the_script_did_then_and_the_totals_follow(desk: Desk) -> None:
    first, _ = desk.findings(desk.conversation(found(), found("F01")))
    _marked(desk, start=90, passing=88)
    _decide(desk, first.id, "dismiss")
    assert _stands(desk) == (85, 0, 0, 85)


def test_standing_intake_keeps_how_the_script_scores(desk: Desk) -> None:
    desk.conversation(found())
    with desk.database.session() as session:
        report = session.execute(select(KeptReport)).scalar_one()
    assert json.loads(report.marking) == {
        "start": 100,
        "floor": 0,
        "passing": 60,
        "critical_cap": 59,
        "times": 2,
    }


def test_standing_a_report_without_a_marking_is_scored_as_today(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found()))
    with desk.database.session() as session:
        session.execute(update(KeptReport).values(marking=""))
    _decide(desk, finding.id, "dismiss")
    assert _stands(desk) == (100, 1, 0, 100)


def test_standing_what_another_changed_after_we_looked_is_not_lost(desk: Desk) -> None:
    talk = desk.conversation(found("F01"))
    (finding,) = desk.findings(talk)
    with desk.database.session() as session:
        seen = current_report(session, talk)
        assert seen.settled == 95
        _decide(desk, finding.id, "dismiss")
        add(session, "小检", talk, "F02", 2, "又说了一遍", NOW)
    assert _stands(desk) == (95, 1, 0, 95)


def test_standing_a_report_is_held_as_it_is_now(desk: Desk) -> None:
    talk = desk.conversation(found())
    (finding,) = desk.findings(talk)
    with desk.database.session() as session:
        seen = current_report(session, talk)
        _decide(desk, finding.id, "dismiss")
        assert hold(session, int(seen.id)).settled == 100


@pytest.mark.parametrize("sender", ["web-1", "chat:import"])
def test_standing_what_an_agent_pastes_counts_in_no_total(desk: Desk, sender: str) -> None:
    (finding,) = desk.findings(desk.conversation(found(), sender=sender))
    _decide(desk, finding.id, "dismiss")
    with desk.database.session() as session:
        assert session.execute(select(KeptReport.settled)).scalar_one() == 100
        assert session.execute(select(ConversationTally)).all() == []
