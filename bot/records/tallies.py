"""Running totals by month and by week, kept in step with conversations and decisions.

A board over a million conversations must not read a million rows; it reads these.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Column, Integer, String
from sqlalchemy.orm import Session

from bot.assess.month import Month, week_of
from bot.records.database import Base, insert_into

#: Rows of one statement: SQLite takes 32,766 values in all.
_AT_ONCE = 2_000


class ConversationTally(Base):
    """Conversations of an agent in a month (`2026-10`) or an ISO week (`2026-W44`), with the sums of their settled scores."""

    __tablename__ = "conversation_tallies"

    period = Column(String(10), primary_key=True)
    agent = Column(String(200), primary_key=True)
    book = Column(String(50), primary_key=True)
    conversations = Column(Integer, nullable=False, default=0)
    passed = Column(Integer, nullable=False, default=0)
    critical = Column(Integer, nullable=False, default=0)
    score_sum = Column(Integer, nullable=False, default=0)
    score_squares = Column(BigInteger, nullable=False, default=0)


class _Judged:
    """What is counted of a rule."""

    met = Column(Integer, nullable=False, default=0)
    violated = Column(Integer, nullable=False, default=0)
    confirmed = Column(Integer, nullable=False, default=0)
    dismissed = Column(Integer, nullable=False, default=0)
    points = Column(Integer, nullable=False, default=0)


class RuleTally(_Judged, Base):
    """In how many conversations a rule was met and violated, and what people made of its findings.

    A rule all of whose findings were dismissed was met; one that a person added to is violated. `points` are what its
    findings cost, without the dismissed ones.
    """

    __tablename__ = "rule_tallies"

    period = Column(String(10), primary_key=True)
    agent = Column(String(200), primary_key=True)
    book = Column(String(50), primary_key=True)
    rule = Column(String(50), primary_key=True)


class DeskRuleTally(_Judged, Base):
    """The same over all agents: what a year of a rule comes to is read without reading every agent's year."""

    __tablename__ = "desk_rule_tallies"

    period = Column(String(10), primary_key=True)
    book = Column(String(50), primary_key=True)
    rule = Column(String(50), primary_key=True)


def periods(at: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """The month and the ISO week of a moment, by the desk's clock."""
    day = at.astimezone(zone).date()
    return str(Month.of(day)), week_of(day)


@dataclass(slots=True)
class Change:
    """What is to be added to the totals; nothing is written before `write`."""

    conversations: dict[tuple[str, str, str], Counter[str]] = field(default_factory=dict)
    rules: dict[tuple[str, str, str, str], Counter[str]] = field(default_factory=dict)

    def conversation(
        self,
        when: Iterable[str],
        agent: str,
        book: str,
        score: int,
        *,
        passed: bool,
        critical: bool,
        times: int = 1,
    ) -> None:
        """Count a conversation; with `times` −1 take it out again."""
        for period in when:
            row = self.conversations.setdefault((period, agent, book), Counter())
            row["conversations"] += times
            row["passed"] += passed * times
            row["critical"] += critical * times
            row["score_sum"] += score * times
            row["score_squares"] += score * score * times

    def rule(self, when: Iterable[str], agent: str, book: str, rule: str, **counts: int) -> None:
        """Add to a rule's counts: met, violated, confirmed, dismissed, points."""
        for period in when:
            row = self.rules.setdefault((period, agent, book, rule), Counter())
            for name, count in counts.items():
                row[name] += count

    def write(self, session: Session, *, moved: bool = False) -> None:
        """Add it all, in the caller's transaction. In a fixed order, so that two writers do not wait for each other.

        Args:
            moved: it was another agent's before, so that it counts for the desk already.
        """
        _add(session, ConversationTally, ("period", "agent", "book"), self.conversations)
        _add(session, RuleTally, ("period", "agent", "book", "rule"), self.rules)
        if moved:
            return
        desk: dict[tuple[str, str, str], Counter[str]] = {}
        for (period, _, book, rule), counts in self.rules.items():
            row = desk.setdefault((period, book, rule), Counter())
            for name, count in counts.items():
                row[name] += count
        _add(session, DeskRuleTally, ("period", "book", "rule"), desk)


def _add(session: Session, table: Any, keys: tuple[str, ...], rows: Mapping[Any, Mapping[str, int]]) -> None:
    counts = [c.name for c in table.__table__.columns if c.name not in keys]
    values = [
        dict(zip(keys, key, strict=True)) | {name: rows[key].get(name, 0) for name in counts}
        for key in sorted(rows)
    ]
    for begin in range(0, len(values), _AT_ONCE):
        put = insert_into(session, table.__table__)
        put = put.on_conflict_do_update(
            index_elements=list(keys),
            set_={name: table.__table__.c[name] + put.excluded[name] for name in counts},
        )
        session.execute(put, values[begin : begin + _AT_ONCE])
