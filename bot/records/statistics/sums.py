"""The totals of some periods, added up by whatever is asked for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.records.tallies import ConversationTally, DeskRuleTally, RuleTally
from bot.statistics.interval import Mean, Share
from bot.statistics.rate import Judged
from bot.statistics.standing import Sums

#: Periods of one query, so that each is answered at once: by agent and rule there is ten times as much to add up.
_AT_ONCE, _OF_AGENTS = 13, 6

#: By column, in their order, the values of a group.
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which totals count.

    Attributes:
        book: empty: all.
        rules: None: all. `agents`: their codes; None: everybody's.
    """

    book: str = ""
    rules: frozenset[str] | None = None
    agents: frozenset[str] | None = None


ALL = Chosen()


def conversation_sums(
    session: Session, periods: Sequence[str], by: Sequence[str], chosen: Chosen = ALL
) -> dict[Key, Sums]:
    """Conversations by `period`, `agent`, `book` or several of them."""
    table = ConversationTally
    counts = (table.conversations, table.score_sum, table.score_squares, table.passed, table.critical)
    found: dict[Key, Sums] = defaultdict(Sums)
    for row in _rows(session, table, by, counts, periods, chosen):
        count, total, squares, passed, critical = map(int, row[len(by) :])
        found[tuple(row[: len(by)])] += Sums(Mean(count, total, squares), passed, critical)
    return {key: sums for key, sums in found.items() if sums.scores.count}


def rule_sums(
    session: Session, periods: Sequence[str], chosen: Chosen = ALL
) -> dict[tuple[str, str, str], Judged]:
    """Judgements by period, book and rule."""
    table = DeskRuleTally if chosen.agents is None else RuleTally
    counts = (table.met, table.violated, table.confirmed, table.dismissed, table.points)
    by = ("period", "book", "rule")
    rows = _rows(session, table, by, counts, periods, chosen)
    return {(row[0], row[1], row[2]): Judged(*map(int, row[3:])) for row in rows}


def agent_rates(
    session: Session, periods: Sequence[str], chosen: Chosen = ALL
) -> Iterator[tuple[str, str, Share]]:
    """Agent, rule, and its share violated; several of one pair add up."""
    counts = (RuleTally.met, RuleTally.violated)
    for agent, rule, met, violated in _rows(session, RuleTally, ("agent", "rule"), counts, periods, chosen):
        yield agent, rule, Share(int(violated), int(met) + int(violated))


def _rows(
    session: Session,
    table: Any,
    by: Sequence[str],
    counts: Sequence[Any],
    periods: Sequence[str],
    chosen: Chosen,
) -> Iterator[Any]:
    """The sums of each group, some periods at a time: what is in several of these is added up by the caller."""
    keys = [getattr(table, name) for name in by]
    size = _OF_AGENTS if {"agent", "rule"} <= set(by) else _AT_ONCE
    for begin in range(0, len(periods), size):
        sums = select(*keys, *(func.sum(count) for count in counts))
        sums = sums.where(table.period.in_(periods[begin : begin + size]))
        if chosen.book:
            sums = sums.where(table.book == chosen.book)
        if chosen.rules is not None and table is not ConversationTally:
            sums = sums.where(table.rule.in_(sorted(chosen.rules)))
        if chosen.agents is not None:
            sums = sums.where(table.agent.in_(sorted(chosen.agents)))
        yield from session.execute(sums.group_by(*keys))
