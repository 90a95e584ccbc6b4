"""Words and personal data are deleted in time; scores and points stay."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.records.audit import AuditLine
from bot.records.conversations import KeptConversation, KeptFinding, KeptReport
from bot.records.database import Database
from bot.records.desk import read_desk
from bot.records.entries import enter
from bot.records.expiry import expire
from bot.records.interactions import Interaction, log
from bot.records.ledger import Entry
from bot.records.review.appeal import Appeal
from bot.records.review.appeals import decide_appeal, file_against_finding
from bot.records.review.given import Given
from bot.records.review.opinions import opine
from bot.records.review.review import Review
from tests.records.conftest import NOW, Desk, found

LATER = datetime.now(UTC) + timedelta(days=read_desk().keep_days + 1)


def _one(database: Database, table: type):
    with database.session() as session:
        return session.execute(select(table)).scalars().first()


def test_expiry_the_words_go_and_the_marks_stay(desk: Desk) -> None:
    desk.confirmed()
    assert expire(desk.database, LATER).conversations == 1
    talk, finding, entry = (_one(desk.database, t) for t in (KeptConversation, KeptFinding, Entry))
    assert (talk.turns, talk.head) == ("", "")
    assert (finding.evidence, finding.message, finding.status) == ("[]", finding.name, "confirmed")
    assert (entry.points, entry.status, entry.reason) == (-5, "standing", "")
    assert _one(desk.database, KeptReport).settled == 95


@pytest.mark.parametrize(
    ("name", "left"),
    [
        *(("20261102_13812345678_王建国", ""), ("T-13812345678", ""), ("王建国", ""), ("wangjianguo", "")),
        *(("c-001", "c-001"), ("20261102.000017", "20261102.000017"), ("", "")),
    ],
)
def test_expiry_names_go_with_the_words(desk: Desk, name: str, left: str) -> None:
    number = desk.conversation(replace(found(), expected="王先生，请稍等。"), name=name)
    with desk.database.session() as session:
        # As it was stored before numbers in ids were masked.
        session.execute(update(KeptConversation).values(transcript=name))
    expire(desk.database, LATER)
    assert _one(desk.database, KeptConversation).transcript == left
    (finding,) = desk.findings(number)
    assert "王" not in "".join(str(getattr(finding, column.name)) for column in KeptFinding.__table__.columns)


def test_expiry_nothing_goes_before_its_time(desk: Desk) -> None:
    desk.confirmed()
    assert expire(desk.database, datetime.now(UTC)).conversations == 0
    assert _one(desk.database, KeptConversation).turns


def test_expiry_what_is_under_appeal_waits(desk: Desk) -> None:
    number = desk.confirmed()
    with desk.database.session() as session:
        file_against_finding(session, "李敏", number, "不是我", NOW)
    assert expire(desk.database, LATER).conversations == 0


def test_expiry_questions_to_the_coach_go_too(database: Database) -> None:
    log(database, Interaction(sender="a", kind="scene", question="客户王大明骂人", answer="……"))
    assert expire(database, LATER).interactions == 1
    kept = _one(database, Interaction)
    assert "王大明" not in kept.question and kept.kind == "scene"
    assert expire(database, LATER).interactions == 0


def test_expiry_is_the_same_however_often_it_is_done(desk: Desk) -> None:
    desk.confirmed()
    with desk.database.session() as session:
        session.execute(update(KeptConversation).values(stored_at=NOW - timedelta(days=4000)))
    assert [expire(desk.database, NOW).conversations for _ in range(2)] == [1, 0]


def _words(desk: Desk) -> str:
    """Whatever people have written of their own, all in one."""
    written = []
    with desk.database.session() as session:
        for table in (AuditLine, Review, Appeal, Entry):
            for row in session.execute(select(table)).scalars():
                written += [str(getattr(row, column.name)) for column in table.__table__.columns]
    return "|".join(written)


def _much(desk: Desk, *, decided: bool) -> None:
    """A verdict, an opinion, an appeal and an entry, each with words about 王大明."""
    number = desk.confirmed()
    with desk.database.session() as session:
        opine(session, "小检", number, Given("dismiss", "王大明说的"), NOW)
        enter(
            session, "主管陈", "A08", "迟到", NOW.date() - timedelta(days=1), NOW, points=2, reason="接王大明"
        )
        appeal = file_against_finding(session, "李敏", number, "是王大明", NOW).id
    if decided:
        with desk.database.session() as session:
            decide_appeal(session, "主管陈", appeal, False, "不是王大明", NOW)


def test_expiry_reasons_go_wherever_they_stand(desk: Desk) -> None:
    _much(desk, decided=True)
    assert "王大明" in _words(desk)
    assert expire(desk.database, datetime.now(UTC)).reasons == 0
    with desk.database.session() as session:
        lines = [
            (line.who, line.action)
            for line in session.execute(select(AuditLine).order_by(AuditLine.id)).scalars()
        ]
    assert expire(desk.database, LATER).reasons > 5
    assert "王大明" not in _words(desk)
    assert expire(desk.database, LATER).reasons == 0
    with desk.database.session() as session:
        kept = [
            (line.who, line.action)
            for line in session.execute(select(AuditLine).order_by(AuditLine.id)).scalars()
        ]
        assert kept[: len(lines)] == lines
        assert session.execute(select(Entry.points).where(Entry.source == "person")).scalar_one() == -2


def test_expiry_an_appeal_is_read_until_it_is_decided(desk: Desk) -> None:
    _much(desk, decided=False)
    expire(desk.database, LATER)
    assert _one(desk.database, Appeal).reason == "是王大明"
    assert _one(desk.database, Review) is not None
