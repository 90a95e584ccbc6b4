"""Whether every member was called back (K.7.2)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.records.callbacks.model import STATUSES, Attempt, CallBack, Status
from bot.records.callbacks.times import days_between
from bot.records.desk import desk


@dataclass(frozen=True, slots=True)
class Missing:
    """A member who has not been called back.

    Attributes:
        overdue: the time for it is over, and it still waits.
    """

    callback: int
    customer: str
    reference: str
    agent: str
    due_at: datetime
    overdue: bool
    status: Status

    @property
    def state(self) -> str:
        """How he stands, as one reads it."""
        if self.status != "open":
            return STATUSES[self.status]
        return "已逾期" if self.overdue else "还在期限内"


@dataclass(frozen=True, slots=True)
class Coverage:
    """Members whose call-back fell due in a period, those who declined it and cancelled ones aside.

    Attributes:
        members: call-backs owed to members: one a member and month.
        in_time, late: made within their time, and after it.
        open: not made so far; `overdue` of them.
        given_up: not reached.
        settled: closed without having spoken to the customer, which is no call-back.
        refused: called, but he declined; nothing more is owed to him.
    """

    begin: date
    end: date
    members: int
    in_time: int
    late: int
    open: int
    overdue: int
    given_up: int
    settled: int
    refused: int
    cancelled: int
    missing: tuple[Missing, ...]

    @property
    def reached(self) -> int:
        """Made at all."""
        return self.in_time + self.late

    @property
    def share(self) -> float | None:
        """Of all members, how many were reached, 0 to 1; None where there are none."""
        return self.reached / self.members if self.members else None

    @property
    def percent(self) -> str:
        """The share as one reads it; never 100 % while one is missing."""
        if self.share is None:
            return "—"
        return f"{int(self.share * 1000) / 10:g}%"


def coverage(
    session: Session, begin: date, end: date, *, now: datetime, agent: str | None = None
) -> Coverage:
    """The members who contacted the desk, or are on its list, from day `begin` to day `end`, by the desk's clock.

    Args:
        agent: code of the one whose members alone are counted, with those that are nobody's; None: everybody's.

    Raises:
        Refused: the period ends before it begins.
    """
    first, after = days_between(begin, end, desk().timezone)
    owing = [CallBack.kind == "member", CallBack.promised_at >= first, CallBack.promised_at < after]
    if agent is not None:
        owing.append(CallBack.agent.in_((agent, "")))
    counting = CallBack.status.not_in(("proposed", "dropped"))
    chosen = select(CallBack).where(*owing, counting).order_by(CallBack.due_at, CallBack.id)
    rows = list(session.execute(chosen).scalars())
    owed = [row for row in rows if row.status not in ("cancelled", "refused")]
    done = [row for row in owed if row.status == "done"]
    tardy = select(Attempt.callback_id).where(
        Attempt.at > Attempt.limit_at, Attempt.callback_id.in_(select(CallBack.id).where(*owing))
    )
    late = set(session.execute(tardy).scalars())
    in_time = sum(row.closed_at <= row.limit and row.id not in late for row in done)
    waiting = [row for row in owed if row.status == "open"]
    return Coverage(
        begin=begin,
        end=end,
        members=len(owed),
        in_time=in_time,
        late=len(done) - in_time,
        open=len(waiting),
        overdue=sum(row.overdue(now) is not None for row in waiting),
        given_up=sum(row.status == "given_up" for row in owed),
        settled=sum(row.status == "settled" for row in owed),
        refused=sum(row.status == "refused" for row in rows),
        cancelled=sum(row.status == "cancelled" for row in rows),
        missing=tuple(
            Missing(
                callback=int(row.id),
                customer=str(row.customer),
                reference=str(row.reference),
                agent=str(row.agent),
                due_at=row.due_at,
                overdue=row.overdue(now) is not None,
                status=row.status,
            )
            for row in owed
            if row.status != "done"
        ),
    )
