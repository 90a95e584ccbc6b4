"""Appeals: two levels, each decided by somebody who had no part in it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.errors import NotAllowed, NotFound, Refused
from bot.records.database import Database
from bot.records.entries import enter, entry_numbered
from bot.records.ledger import Entry
from bot.records.review.appeals import appeals, decide_appeal, file_against_entry, file_against_finding
from bot.records.review.given import Given
from bot.records.review.opinions import opine
from bot.records.review.waiting import Waiting
from tests.records.conftest import NOW, Desk, found

LATER = NOW + timedelta(days=1)


def _file(desk: Desk, number: int, who: str = "李敏", reason: str = "客户打错了部门", when=NOW) -> int:
    with desk.database.session() as session:
        return int(file_against_finding(session, who, number, reason, when).id)


def _decide(desk: Desk, number: int, who: str, upheld: bool, when=LATER, answer: str = "听了录音") -> None:
    with desk.database.session() as session:
        decide_appeal(session, who, number, upheld, answer, when)


def _entries(database: Database) -> list[str]:
    with database.session() as session:
        return list(session.execute(select(Entry.status)).scalars())


def test_appeals_upheld_take_the_points_back(desk: Desk) -> None:
    number = desk.confirmed()
    assert _entries(desk.database) == ["standing"]
    _decide(desk, _file(desk, number), "小检", True)
    assert _entries(desk.database) == ["withdrawn"]
    (finding,) = desk.findings(1)
    assert finding.status == "dismissed"


def test_appeals_rejected_leave_the_mark(desk: Desk) -> None:
    number = desk.confirmed()
    _decide(desk, _file(desk, number), "小检", False)
    assert _entries(desk.database) == ["standing"] and desk.findings(1)[0].status == "confirmed"


def test_appeals_are_not_decided_by_the_first_judge(desk: Desk) -> None:
    appeal = _file(desk, desk.confirmed(by="小质"))
    with pytest.raises(NotAllowed, match="经手过"):
        _decide(desk, appeal, "小质", True)
    assert _entries(desk.database) == ["standing"]


def test_appeals_are_not_decided_by_who_has_said_what_he_thinks(desk: Desk) -> None:
    number = desk.confirmed(by="小质")
    with desk.database.session() as session:
        opine(session, "小检", number, Given("dismiss", "我看不算"), NOW)
    appeal = _file(desk, number)
    with pytest.raises(NotAllowed, match="经手过"):
        _decide(desk, appeal, "小检", True)
    _decide(desk, appeal, "主管陈", False)


def test_appeals_of_the_second_level_are_a_supervisors_and_final(desk: Desk) -> None:
    number = desk.confirmed()
    _decide(desk, _file(desk, number), "主管陈", False)
    second = _file(desk, number, when=LATER + timedelta(days=7))
    with pytest.raises(NotAllowed, match="要由主管来做"):
        _decide(desk, second, "小检", True)
    with pytest.raises(NotAllowed, match="经手过"):
        _decide(desk, second, "主管陈", True)
    _decide(desk, second, "主管林", False, when=LATER + timedelta(days=8))
    with pytest.raises(Refused, match="最终"):
        _file(desk, number, when=LATER + timedelta(days=9))


def test_appeals_past_their_time_are_refused(desk: Desk) -> None:
    number = desk.confirmed()
    # Confirmed on 20 October at 10:00 in Shanghai: the last day of seven is 27 October.
    with pytest.raises(Refused, match="2026-10-27 为止"):
        _file(desk, number, when=NOW + timedelta(days=7, hours=14))
    assert _file(desk, number, when=NOW + timedelta(days=7, hours=13))


def test_appeals_of_the_second_level_have_their_own_time(desk: Desk) -> None:
    number = desk.confirmed()
    _decide(desk, _file(desk, number), "小检", False)
    with pytest.raises(Refused, match="已经过了"):
        _file(desk, number, when=LATER + timedelta(days=8))


def test_appeals_are_the_agents_own(desk: Desk) -> None:
    number = desk.confirmed()
    with pytest.raises(NotAllowed, match="不能替别人"):
        _file(desk, number, who="王芳")
    with pytest.raises(NotAllowed, match="质检员"):
        _file(desk, number, who="小检")
    assert _file(desk, number, who="主管陈")


def test_appeals_filed_for_the_agent_are_not_decided_by_who_filed(desk: Desk) -> None:
    appeal = _file(desk, desk.confirmed(), who="主管陈")
    with pytest.raises(NotAllowed, match="经手过"):
        _decide(desk, appeal, "主管陈", True)


def test_appeals_against_what_does_not_count_are_refused(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found()))
    with pytest.raises(Refused, match="还没有人复核"):
        _file(desk, finding.id)
    number = desk.confirmed(name="c-2")
    _decide(desk, _file(desk, number), "小检", True)
    with pytest.raises(Refused, match="没有扣分"):
        _file(desk, number)
    with pytest.raises(NotFound, match="99 号发现"):
        _file(desk, 99)


def test_appeals_need_a_reason_and_an_answer(desk: Desk) -> None:
    number = desk.confirmed()
    with pytest.raises(Refused, match="写明理由"):
        _file(desk, number, reason=" ")
    appeal = _file(desk, number)
    with pytest.raises(Refused, match="写明理由"):
        _decide(desk, appeal, "小检", True, answer="")


def test_appeals_are_filed_and_decided_once(desk: Desk) -> None:
    number = desk.confirmed()
    appeal = _file(desk, number)
    with pytest.raises(Refused, match="已经在申诉中"):
        _file(desk, number)
    _decide(desk, appeal, "小检", False)
    with pytest.raises(Refused, match="小检已经裁决：维持原判"):
        _decide(desk, appeal, "主管陈", True)


def test_appeals_bring_the_conversation_into_the_queue_behind_the_critical_ones(desk: Desk) -> None:
    number = desk.confirmed()
    appeal = _file(desk, number)
    with desk.database.session() as session:
        waiting = session.execute(select(Waiting)).scalar_one()
    assert (waiting.rank, waiting.reasons) == (1, " appealed ")
    _decide(desk, appeal, "小检", False)
    with desk.database.session() as session:
        assert session.execute(select(Waiting)).all() == []


def test_appeals_against_an_entry_that_a_person_made(desk: Desk) -> None:
    with desk.database.session() as session:
        entry = enter(session, "培训周", "A08", "迟到早退", NOW.date(), NOW, points=2, reason="9:05 到")
        number = int(entry.id)
    with desk.database.session() as session:
        appeal = int(file_against_entry(session, "李敏", number, "门禁记录是8:58", NOW).id)
    with pytest.raises(NotAllowed, match="经手过"):
        _decide(desk, appeal, "培训周", True)
    _decide(desk, appeal, "主管陈", True)
    with desk.database.session() as session:
        kept = entry_numbered(session, number)
    assert (kept.status, kept.closed_why) == ("withdrawn", "申诉成立：听了录音")


def test_appeals_against_a_findings_entry_are_of_the_finding(desk: Desk) -> None:
    number = desk.confirmed()
    with desk.database.session() as session:
        appeal = file_against_entry(session, "李敏", 1, "不是我说的", NOW)
        assert (appeal.finding_id, appeal.entry_id) == (number, None)
    with desk.database.session() as session:
        assert [a.agent for a in appeals(session, status="pending")] == ["A08"]
