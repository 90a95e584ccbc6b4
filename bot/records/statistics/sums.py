"""The totals of some periods, added up by whatever is asked for."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from bot.records.tallies import ConversationTally, DeskRuleTally, RuleTally
from bot.statistics.interval import Mean, Share
from bot.statistics.rate import Judged
from bot.statistics.standing import Sums

#: Periods of one query, so that each is answered at once.
_AT_ONCE = 13

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
    rows = _judged(session, ("period", "book", "rule"), periods, chosen)
    return {(row[0], row[1], row[2]): Judged(*map(int, row[3:])) for row in rows}


def rule_totals(
    session: Session, periods: Sequence[str], chosen: Chosen = ALL
) -> dict[tuple[str, str], Judged]:
    """Judgements by book and rule, of all the periods together."""
    found: dict[tuple[str, str], Judged] = defaultdict(Judged)
    for row in _judged(session, ("book", "rule"), periods, chosen):
        found[row[0], row[1]] += Judged(*map(int, row[2:]))
    return found


def _judged(session: Session, by: Sequence[str], periods: Sequence[str], chosen: Chosen) -> Iterator[Any]:
    table = DeskRuleTally if chosen.agents is None else RuleTally
    counts = (table.met, table.violated, table.confirmed, table.dismissed, table.points)
    return _rows(session, table, by, counts, periods, chosen)


def agent_rates(
    session: Session, period: str, before: str, chosen: Chosen = ALL
) -> Iterator[tuple[str, str, Share, Share]]:
    """Agent, rule, and its share violated in a period and in the one before.

    Both are read at once: what takes time is to hand over so many rows.
    """
    table = RuleTally
    now = table.period == period
    counts = [case((now, table.met), else_=0), case((now, table.violated), else_=0)]
    counts += [case((now, 0), else_=table.met), case((now, 0), else_=table.violated)]
    sums = _chosen(select(table.agent, table.rule, *map(func.sum, counts)), table, chosen)
    sums = sums.where(table.period.in_([period, before])).group_by(table.agent, table.rule)
    for agent, rule, met, violated, met_before, violated_before in session.execute(sums):
        yield (
            agent,
            rule,
            Share(int(violated), int(met) + int(violated)),
            Share(int(violated_before), int(met_before) + int(violated_before)),
        )


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
    for begin in range(0, len(periods), _AT_ONCE):
        sums = _chosen(select(*keys, *(func.sum(count) for count in counts)), table, chosen)
        sums = sums.where(table.period.in_(periods[begin : begin + _AT_ONCE]))
        yield from session.execute(sums.group_by(*keys))


def _chosen(sums: Any, table: Any, chosen: Chosen) -> Any:
    if chosen.book:
        sums = sums.where(table.book == chosen.book)
    if chosen.rules is not None and table is not ConversationTally:
        sums = sums.where(table.rule.in_(sorted(chosen.rules)))
    if chosen.agents is not None:
        sums = sums.where(table.agent.in_(sorted(chosen.agents)))
    return sums
