"""Lists of call-backs: what is overdue, what may be called now, whose they are."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from bot.book.shelf import shelf
from bot.errors import Refused
from bot.records.callbacks.model import GRACE, KINDS, STATUSES, Attempt, CallBack
from bot.records.callbacks.rest_hours import RestHours
from bot.records.desk import desk
from bot.records.people import Agent, agent_named, team_named
from bot.report.words import choices

#: Rows that are listed unless more are asked for.
PAGE = 200
#: Call-backs whose attempts one statement asks for.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which call-backs. Empty strings and None are all.

    Attributes:
        agent: code, number or name; `team` and `book` likewise by name.
        overdue: only what should have been done by now.
        callable: only what may be called at this moment: nothing at all in rest hours.
        before: only what is due before then.
        seen_by: code of the agent who looks: he sees what is his and what is nobody's. None: everything is seen.
    """

    agent: str = ""
    team: str = ""
    book: str = ""
    status: str = "open"
    kind: str = ""
    overdue: bool = False
    callable: bool = False
    before: datetime | None = None
    seen_by: str | None = None


def listed(session: Session, wanted: Wanted, now: datetime, limit: int | None = PAGE) -> Sequence[CallBack]:
    """The call-backs, soonest due first.

    Raises:
        NotFound: there is no such agent or team. BookError: no such book. Refused: no such status or kind.
    """
    if wanted.callable and RestHours.of(desk()).holds(now):
        return []
    chosen = select(CallBack).where(*_conditions(session, wanted, now)).order_by(CallBack.due_at, CallBack.id)
    return list(session.execute(chosen.limit(limit)).scalars())


def counted(session: Session, wanted: Wanted, now: datetime) -> int:
    """How many there are, however many are listed.

    Raises:
        NotFound, BookError, Refused: as for `listed`.
    """
    if wanted.callable and RestHours.of(desk()).holds(now):
        return 0
    chosen = select(func.count()).select_from(CallBack).where(*_conditions(session, wanted, now))
    return int(session.execute(chosen).scalar_one())


def with_attempts(session: Session, rows: Sequence[CallBack]) -> Iterator[tuple[CallBack, list[Attempt]]]:
    """Each call-back with the attempts at it, the oldest first."""
    for begin in range(0, len(rows), _AT_ONCE):
        some = rows[begin : begin + _AT_ONCE]
        made: defaultdict[int, list[Attempt]] = defaultdict(list)
        chosen = select(Attempt).where(Attempt.callback_id.in_([row.id for row in some]))
        for attempt in session.execute(chosen.order_by(Attempt.at, Attempt.id)).scalars():
            made[attempt.callback_id].append(attempt)
        for row in some:
            yield row, made[row.id]


def _conditions(session: Session, wanted: Wanted, now: datetime) -> list[Any]:
    conditions: list[Any] = []
    if wanted.status:
        _known(wanted.status, STATUSES, "状态")
        conditions.append(CallBack.status == wanted.status)
    if wanted.kind:
        _known(wanted.kind, KINDS, "回访")
        conditions.append(CallBack.kind == wanted.kind)
    if wanted.agent:
        conditions.append(CallBack.agent == agent_named(session, wanted.agent).code)
    if wanted.team:
        team = team_named(session, wanted.team).id
        conditions.append(CallBack.agent.in_(select(Agent.code).where(Agent.team_id == team)))
    if wanted.book:
        conditions.append(CallBack.book == shelf()[wanted.book].book)
    if wanted.seen_by is not None:
        conditions.append(CallBack.agent.in_((wanted.seen_by, "")))
    if wanted.before is not None:
        conditions.append(CallBack.due_at < wanted.before)
    if wanted.overdue:
        conditions += [
            CallBack.status == "open",
            or_(
                and_(CallBack.appointed.is_(False), CallBack.due_at < now),
                and_(CallBack.appointed.is_(True), CallBack.due_at < now - GRACE),
            ),
        ]
    return conditions


def _known(value: str, names: Any, what: str) -> None:
    if value not in names:
        raise Refused(f"没有“{value}”这种{what}。可以用：{choices(names)}。")
