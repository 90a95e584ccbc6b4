"""Conversations read back from the database."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import update

from bot.check.finding import Report
from bot.conversation.model import Agent, Conversation, Customer, Head, Record, Turn
from bot.records.archive import Archive
from bot.records.conversations import KeptConversation
from bot.records.database import Database
from bot.records.desk import Desk
from bot.records.intake import keep, take
from bot.records.prepared import prepared

TALK = Conversation(
    Head(
        id="c-1",
        book="exchange",
        channel="phone",
        started_at="2026-10-05T09:00:00+08:00",
        rings=2,
        agent=Agent("A08", "8", "李敏"),
        customer=Customer("王", "m"),
        records=(Record("complaint", "T-31"),),
    ),
    (Turn("agent", "您好", 0.0, 1.5), Turn("customer", "", 1.5, 9.0, ("silence",)), Turn("agent", "再见")),
)
REPORT = Report("c-1", "exchange", "b", "m", "A08", 90, True, False, (), {})


def _take(database: Database, *talks: Conversation, desk: Desk | None = None) -> tuple[int, ...]:
    lot = [prepared(talk, replace(REPORT, id=talk.head.id), desk or Desk()) for talk in talks]
    return take(database, lot).numbers


def _at(day: int, **more: object) -> Conversation:
    started = f"2026-10-{day:02}T09:00:00+08:00"
    return replace(TALK, head=replace(TALK.head, id=f"d-{day}", started_at=started, **more))  # type: ignore[arg-type]


def test_archive_gives_back_what_was_taken_in(database: Database) -> None:
    (number,) = _take(database, TALK)
    assert list(Archive(database)) == [(number, TALK)]


def test_archive_the_newest_first_and_no_more_than_asked(database: Database) -> None:
    _take(database, _at(3), _at(9), _at(5))
    assert [talk.head.id for _, talk in Archive(database)] == ["d-9", "d-5", "d-3"]
    assert [talk.head.id for _, talk in Archive(database, limit=2)] == ["d-9", "d-5"]


def test_archive_since_a_day(database: Database) -> None:
    _take(database, _at(3), _at(9), _at(5))
    since = datetime(2026, 10, 5, 1, tzinfo=UTC)
    assert [talk.head.id for _, talk in Archive(database, since=since)] == ["d-9", "d-5"]


def test_archive_leaves_out_what_agents_pasted(database: Database) -> None:
    keep(database, "A08", "web", TALK, REPORT)
    assert list(Archive(database)) == []


def test_archive_counts_the_masked(database: Database) -> None:
    _take(database, TALK)
    _take(database, _at(9), desk=Desk(keep_full=("conversations",)))
    archive = Archive(database)
    assert (len(list(archive)), archive.masked, archive.emptied) == (2, 1, 0)


def test_archive_leaves_out_those_whose_words_are_deleted(database: Database) -> None:
    number, _ = _take(database, TALK, _at(9))
    with database.session() as session:
        session.execute(
            update(KeptConversation).where(KeptConversation.id == number).values(head="", turns="")
        )
    archive = Archive(database)
    assert [talk.head.id for _, talk in archive] == ["d-9"]
    assert archive.emptied == 1


def test_archive_names_a_conversation_without_an_id_after_its_number(database: Database) -> None:
    (number,) = _take(database, replace(TALK, head=replace(TALK.head, id="")))
    ((_, talk),) = Archive(database)
    assert talk.head.id == f"{number} 号"


def test_archive_reads_more_than_one_query_holds_in_order(database: Database) -> None:
    talks = [replace(TALK, head=replace(TALK.head, id=f"n-{n}")) for n in range(1201)]
    numbers = _take(database, *talks)
    assert [number for number, _ in Archive(database)] == sorted(numbers, reverse=True)
