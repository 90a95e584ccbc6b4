"""How fast the records are with a million conversations: every page of the queue and every board, on SQLite.

    python -m benchmarks.desk                        # makes the database anew, about a quarter of an hour, then measures
    python -m benchmarks.desk --keep desk.db         # makes it there unless it is there, then measures
    python -m benchmarks.desk --conversations 10000  # a small one

Two hundred agents in ten teams over a year; a third of the conversations without findings, the others with one to four;
a ledger of 48,000 entries, 5,000 conversations read as a whole by two people, appeals, forms and call-backs.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.large_desk import NOW, fill
from bot.assess.month import Month
from bot.records.conversations import KeptConversation, conversation_numbered, current_report, findings_of
from bot.records.database import Database
from bot.records.entries import entries
from bot.records.people import agents_meant
from bot.records.review.agreement import agreement
from bot.records.review.appeals import appeals
from bot.records.review.trust import trust
from bot.records.review.waiting import REASONS, Wanted, queue, waiting
from bot.records.sheets import sheets

_TIMES = 7


def main() -> None:
    """Make the database, and print a line a page."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--conversations", type=int, default=1_000_000)
    parser.add_argument("--keep", default="")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(given.keep or Path(folder) / "desk.db")
        database = Database(f"sqlite:///{path}")
        if not _filled(database):
            begun = time.perf_counter()
            fill(database, given.conversations)
            print(f"made in {time.perf_counter() - begun:,.0f} s, {path.stat().st_size / 2**20:,.0f} MB")
        slowest = 0.0
        for name, page in pages(database):
            seconds = measured(page)
            slowest = max(slowest, seconds)
            print(f"{seconds * 1000:7.1f} ms  {name}")
        print(f"slowest: {slowest * 1000:.0f} ms")


def measured(page: Callable[[], Any]) -> float:
    """Seconds a page takes: the median of several times, the first left out."""
    page()
    taken = []
    for _ in range(_TIMES):
        begun = time.perf_counter()
        page()
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[len(taken) // 2]


def pages(database: Database) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Every page of the queue and every board, each as a call that does what the page asks of the database."""

    def page(of: Callable[[Session], Any]) -> Callable[[], Any]:
        def asked() -> Any:
            with database.session() as session:
                return of(session)

        return asked

    with database.session() as session:
        team = agents_meant(session, "", "1组")
        deep = queue(session, Wanted(), limit=200_000)[-1]
        middle = int(session.execute(select(func.max(KeptConversation.id))).scalar_one()) // 2
    yield "queue: first page", page(lambda s: queue(s, Wanted()))
    yield "queue: last page", page(lambda s: queue(s, Wanted(), (deep.rank, deep.conversation_id - 1)))
    yield "queue: how many wait", page(lambda s: waiting(s, Wanted()))
    for reason in REASONS:
        yield (
            f"queue: {reason}",
            page(lambda s, r=reason: (queue(s, Wanted(reason=r)), waiting(s, Wanted()))),
        )
    for rule in ("O01", "S15"):
        yield (
            f"queue: rule {rule}",
            page(lambda s, r=rule: (queue(s, Wanted(rule=r)), waiting(s, Wanted(rule=r)))),
        )
    yield "queue: one agent", page(lambda s: (queue(s, Wanted(("A007",))), waiting(s, Wanted(("A007",)))))
    yield "queue: one team", page(lambda s: (queue(s, Wanted(team)), waiting(s, Wanted(team))))
    yield "a conversation with its findings", page(lambda s: _opened(s, middle))
    yield "an agent's conversations", page(lambda s: _of_agent(s, "A007"))
    yield "month: the board of 200 agents", page(lambda s: sheets(s, Month(2026, 10), NOW))
    yield "ledger: an agent's month", page(lambda s: entries(s, month="2026-10", agent="A007"))
    yield "ledger: a month of all", page(lambda s: entries(s, month="2026-10"))
    yield "appeals that wait", page(lambda s: appeals(s, status="pending"))
    yield "rules and what people made of them", page(lambda s: trust(s, now=NOW))
    yield "agreement of the last 90 days", page(lambda s: agreement(s, NOW - timedelta(days=90)))


def _filled(database: Database) -> bool:
    with database.session() as session:
        return session.execute(select(KeptConversation.id).limit(1)).first() is not None


def _opened(session: Session, number: int) -> Any:
    return conversation_numbered(session, number), findings_of(
        session, int(current_report(session, number).id)
    )


def _of_agent(session: Session, agent: str) -> Any:
    chosen = (
        select(KeptConversation)
        .where(KeptConversation.agent == agent)
        .order_by(KeptConversation.started_at.desc())
        .limit(20)
    )
    return list(session.execute(chosen).scalars())


if __name__ == "__main__":
    main()
