"""Words and personal data are deleted in time; scores and points stay."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update

from bot.records.conversations import KeptConversation, KeptFinding, KeptReport
from bot.records.database import Database
from bot.records.desk import read_desk
from bot.records.expiry import expire
from bot.records.interactions import Interaction, log
from bot.records.ledger import Entry
from bot.records.review.appeals import file_against_finding
from tests.records.conftest import NOW, Desk

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
