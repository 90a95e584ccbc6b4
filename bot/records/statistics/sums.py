"""The totals of some periods, added up by whatever is asked for."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from bot.records.tallies import ConversationTally, DeskRuleTally, RuleTally
from bot.statistics.interval import Mean, Share
from bot.statistics.rate import Judged
from bot.statistics.standing import Sums

#: Pairs of one query: SQLite takes 32,766 values in all.
_AT_ONCE = 2_000

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
    found: dict[Key, Sums] = {}
    for row in session.connection().execute(_sums(table, by, counts, periods, chosen)):
        count, total, squares, passed, critical = map(int, row[len(by) :])
        if count:
            found[tuple(row[: len(by)])] = Sums(Mean(count, total, squares), passed, critical)
    return found


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
    rows = _judged(session, ("book", "rule"), periods, chosen)
    return {(row[0], row[1]): Judged(*map(int, row[2:])) for row in rows}


def _judged(session: Session, by: Sequence[str], periods: Sequence[str], chosen: Chosen) -> Iterable[Any]:
    table = _table(chosen)
    counts = (table.met, table.violated, table.confirmed, table.dismissed, table.points)
    return session.connection().execute(_sums(table, by, counts, periods, chosen))


def rule_shares(
    session: Session,
    by: Literal["agent", "book", "period"],
    periods: Sequence[str],
    chosen: Chosen = ALL,
    pairs: Collection[tuple[str, str]] | None = None,
) -> dict[str, dict[str, Share]]:
    """By agent, book or period, the share violated of each rule.

    `pairs`: of these values and rules only; None: of all.
    """
    table = RuleTally if by == "agent" else _table(chosen)
    key, counts = table.__table__.c[by], (table.violated, table.met + table.violated)
    found: dict[str, dict[str, Share]] = defaultdict(dict)
    wanted = None if pairs is None else sorted(pairs)
    for begin in range(0, 1 if wanted is None else len(wanted), _AT_ONCE):
        sums = _sums(table, (by, "rule"), counts, periods, chosen)
        if wanted is not None:
            sums = sums.where(tuple_(key, table.__table__.c.rule).in_(wanted[begin : begin + _AT_ONCE]))
        for value, rule, violated, judged in session.connection().execute(sums):
            found[value][rule] = Share(violated, judged)
    return found


def _table(chosen: Chosen) -> Any:
    """Where judgements are read: all agents' are added up already."""
    return DeskRuleTally if chosen.agents is None else RuleTally


def _sums(
    table: Any, by: Sequence[str], counts: Sequence[Any], periods: Sequence[str], chosen: Chosen
) -> Any:
    """The sums of each group."""
    keys = [table.__table__.c[name] for name in by]
    sums = select(*keys, *(func.sum(count) for count in counts)).where(table.period.in_(periods))
    if chosen.book:
        sums = sums.where(table.book == chosen.book)
    if chosen.rules is not None and table is not ConversationTally:
        sums = sums.where(table.rule.in_(sorted(chosen.rules)))
    if chosen.agents is not None:
        sums = sums.where(table.agent.in_(sorted(chosen.agents)))
    return sums.group_by(*keys)
