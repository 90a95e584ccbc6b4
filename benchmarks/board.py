"""How long statistics take on a large desk: 200 agents, a year of weeks and of months, 47 rules, 1,000,000 conversations.

    python -m benchmarks.board

The totals are written as intake would have left them, into a SQLite file of their own. Each figure is the best of three
readings of a whole view, its names, sums, intervals, ranks and trends included; beside it the longest single query.
"""

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

from sqlalchemy import event, insert

from bot.assess.month import week_of
from bot.book.shelf import shelf
from bot.records.database import Database
from bot.records.roster import put_agent
from bot.records.statistics.board import Asked, By, answer
from bot.records.tallies import ConversationTally, DeskRuleTally, RuleTally
from bot.statistics.span import Span, span_of

AGENTS, WEEKS, RULES = 200, 52, 47
#: Conversations of an agent in a week.
_BUSY = 96
_TODAY = date(2026, 10, 28)
_MONTHS = [f"2025-{month}" for month in (11, 12)] + [f"2026-{month:02}" for month in range(1, 11)]
_WEEKS = [week_of(_TODAY - timedelta(weeks=back)) for back in range(WEEKS - 1, -1, -1)]

SPANS = {
    "a month": {"month": "2026-10"},
    "four weeks": {"from_week": _WEEKS[-4], "to_week": _WEEKS[-1]},
    "a quarter of weeks": {"from_week": _WEEKS[-13], "to_week": _WEEKS[-1]},
    "twelve months": {"month": _MONTHS[0], "to_month": _MONTHS[-1]},
    "a year of weeks": {"from_week": _WEEKS[0], "to_week": _WEEKS[-1]},
}


def filled(path: Path) -> Database:
    """A database with the totals of a year; the same every time."""
    database, chance = Database(f"sqlite:///{path}"), random.Random(1)
    books = list(shelf().books)
    names = sorted({rule for book in shelf() for rule in book.rules})
    names += [f"X{number:02}" for number in range(RULES - len(names))]
    agents = {f"A{number:03}": books[number % len(books)] for number in range(AGENTS)}
    level = {agent: chance.gauss(84, 4) for agent in agents}
    with database.session() as session:
        for number, (agent, book) in enumerate(agents.items()):
            put_agent(
                session, "benchmark", agent, name=f"坐席{number}", team=f"{number % 12 + 1}组", book=book
            )
    for periods, busy in ((_WEEKS, _BUSY), (_MONTHS, _BUSY * WEEKS // 12)):
        for period in periods:
            rows = [_talks(period, a, book, level[a], busy, chance) for a, book in agents.items()]
            rules = [
                _rule(period, row["agent"], row["book"], rule, row["conversations"], chance)
                for row in rows
                for rule in names[:RULES]
            ]
            with database.session() as session:
                session.execute(insert(ConversationTally), rows)
                session.execute(insert(RuleTally), rules)
                session.execute(insert(DeskRuleTally), _of_desk(rules))
    return database


def measured(database: Database, by: By, span: Span) -> tuple[float, float]:
    """Seconds that a view takes, and those of its longest query with all that it answers."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        asked.append((statement, values))

    answer(database, Asked(by, span))
    event.listen(database.engine, "before_cursor_execute", note)
    whole = min(_timed(lambda: answer(database, Asked(by, span))) for _ in range(3))
    event.remove(database.engine, "before_cursor_execute", note)
    with database.engine.connect() as connection:
        queries = [
            min(_timed(lambda q=q: connection.exec_driver_sql(*q).fetchall()) for _ in range(3))
            for q in asked[: len(asked) // 3]
        ]
    return whole, max(queries)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def board(folder: Path) -> Iterator[str]:
    """Every view of every span."""
    database = filled(folder / "board.db")
    for name, ends in SPANS.items():
        span = span_of(_TODAY, **ends)
        for by in get_args(By):
            whole, longest = measured(database, by, span)
            yield f"{name}, by {by}: {whole * 1000:.0f} ms (longest query {longest * 1000:.0f} ms)"


def _talks(
    period: str, agent: str, book: str, level: float, busy: int, chance: random.Random
) -> dict[str, Any]:
    count = max(1, int(chance.gauss(busy, busy / 4)))
    mean = min(99.0, level + chance.gauss(0, 1))
    return {
        "period": period,
        "agent": agent,
        "book": book,
        "conversations": count,
        "passed": int(count * 0.93),
        "critical": count // 100,
        "score_sum": int(mean * count),
        "score_squares": int(count * (mean * mean + 81)),
    }


def _of_desk(rules: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same rows with all agents added up."""
    counts = ("met", "violated", "confirmed", "dismissed", "points")
    sums: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in rules:
        key = {name: row[name] for name in ("period", "book", "rule")}
        own = sums.setdefault(tuple(key.values()), key | dict.fromkeys(counts, 0))
        for name in counts:
            own[name] += row[name]
    return list(sums.values())


def _rule(period: str, agent: str, book: str, rule: str, count: int, chance: random.Random) -> dict[str, Any]:
    judged = int(count * chance.uniform(0.2, 1))
    violated = int(judged * chance.uniform(0.01, 0.2))
    return {
        "period": period,
        "agent": agent,
        "book": book,
        "rule": rule,
        "met": judged - violated,
        "violated": violated,
        "confirmed": violated // 3,
        "dismissed": violated // 10,
        "points": violated * 3,
    }


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="huashu-") as made:
        for line in board(Path(made)):
            print(line, flush=True)
