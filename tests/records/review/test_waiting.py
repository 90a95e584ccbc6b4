"""The queue when several people work in it at once, and what it lists."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.errors import Conflict
from bot.records.entries import enter
from bot.records.ledger import Entry
from bot.records.review.appeal import Appeal
from bot.records.review.appeals import appeal_numbered, appeals, decide_appeal, file_against_finding
from bot.records.review.given import Given
from bot.records.review.verdicts import decide
from bot.records.review.waiting import Mark, Waiting, Wanted, queue
from tests.records.conftest import NOW, Desk, found

LATER = NOW + timedelta(days=1)


def _at_once(*deeds: Callable[[], object]) -> None:
    """Each of them in a thread of its own, begun together; whatever one raises is raised here."""
    start, failed = threading.Barrier(len(deeds)), []

    def run(deed: Callable[[], object]) -> None:
        start.wait()
        try:
            deed()
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def _two_confirmed(desk: Desk) -> list[int]:
    numbers = [int(f.id) for f in desk.findings(desk.conversation(found(), found("F01")))]
    for number in numbers:
        with desk.database.session() as session:
            decide(session, "小质", number, Given("confirm"), NOW)
    return numbers


def _file(desk: Desk, number: int, wait: float = 0.0) -> int:
    with desk.database.session() as session:
        appeal = file_against_finding(session, "李敏", number, "不对", NOW)
        session.flush()
        time.sleep(wait)
        return int(appeal.id)


def test_waiting_two_appeals_in_one_conversation_at_once_both_stand(desk: Desk) -> None:
    first, second = _two_confirmed(desk)
    _at_once(lambda: _file(desk, first, 0.3), lambda: _file(desk, second, 0.3))
    with desk.database.session() as session:
        assert len(appeals(session, status="pending")) == 2
        assert session.execute(select(Waiting.reasons)).scalars().all() == [" appealed "]


def test_waiting_the_last_two_appeals_decided_at_once_leave_nothing(desk: Desk) -> None:
    numbers = [_file(desk, number) for number in _two_confirmed(desk)]

    def reject(number: int) -> None:
        with desk.database.session() as session:
            decide_appeal(session, "小检", number, False, "听了录音", LATER)
            time.sleep(0.3)

    _at_once(*(lambda n=n: reject(n) for n in numbers))  # type: ignore[misc]
    with desk.database.session() as session:
        assert session.execute(select(Waiting)).all() == []


def test_waiting_an_appeal_while_another_finding_is_decided_is_not_lost(desk: Desk) -> None:
    sure, unsure = desk.findings(desk.conversation(found("F01"), found("F02", sure=0.1)))
    with desk.database.session() as session:
        decide(session, "小质", int(sure.id), Given("confirm"), NOW)

    def dismiss() -> None:
        with desk.database.session() as session:
            decide(session, "小检", int(unsure.id), Given("dismiss", "不算"), NOW)
            session.flush()
            time.sleep(0.5)

    def late() -> None:
        time.sleep(0.2)
        _file(desk, int(sure.id))

    _at_once(dismiss, late)
    with desk.database.session() as session:
        assert session.execute(select(Waiting.reasons)).scalars().all() == [" appealed "]


def test_waiting_an_appeal_decided_meanwhile_is_not_decided_again(desk: Desk) -> None:
    number = _file(desk, desk.confirmed())
    with desk.database.session() as session:
        seen = appeal_numbered(session, number)
        assert seen.status == "pending"
        with desk.database.session() as other:
            decide_appeal(other, "主管陈", number, False, "听了录音", LATER)
        with pytest.raises(Conflict, match="刚刚由别人裁决"):
            decide_appeal(session, "小检", number, True, "不算", LATER)
    with desk.database.session() as session:
        assert session.execute(select(Entry.status)).scalars().all() == ["standing"]


def test_waiting_is_asked_for_by_rules_that_are_still_open(desk: Desk) -> None:
    talk = desk.conversation(found("F02", sure=0.1), found("F01", sure=0.1))
    one = next(finding for finding in desk.findings(talk) if finding.rule == "F02")
    with desk.database.session() as session:
        decide(session, "小质", int(one.id), Given("dismiss", "不算"), NOW)
    with desk.database.session() as session:
        assert queue(session, Wanted(rule="F02")) == []
        (place,) = queue(session, Wanted(rule="F01"))
        assert (place.rules, place.findings) == (" F01 ", 1)
        assert set(session.execute(select(Mark.mark)).scalars()) == {"unsure", "F01"}


def test_waiting_of_two_findings_of_a_rule_one_is_left(desk: Desk) -> None:
    one, _ = desk.findings(desk.conversation(found("F02", sure=0.1), found("F02", sure=0.2)))
    with desk.database.session() as session:
        decide(session, "小质", int(one.id), Given("dismiss", "不算"), NOW)
    with desk.database.session() as session:
        assert [place.findings for place in queue(session, Wanted(rule="F02"))] == [1]


def test_waiting_appeals_and_entries_of_who_comes_onto_the_roster_are_his(desk: Desk) -> None:
    from bot.records.relink import relink
    from bot.records.roster import put_agent

    number = desk.confirmed(agent="小孙")
    desk.conversation(found("F01", sure=0.1), agent="小孙", name="c-2")
    with desk.database.session() as session:
        file_against_finding(session, "培训周", number, "不对", NOW)
        enter(session, "培训周", "A08", "迟到早退", NOW.date(), NOW, points=2, reason="9:05 到")
        relink(session, put_agent(session, "root", "A12", name="小孙"))
    with desk.database.session() as session:
        assert session.execute(select(Appeal.agent)).scalars().all() == ["A12"]
        assert session.execute(select(Waiting.agent)).scalars().all() == ["A12", "A12"]
        assert session.execute(select(Entry.agent).order_by(Entry.id)).scalars().all() == ["A12", "A08"]
