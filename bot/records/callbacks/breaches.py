"""What was done against K.7: calls in rest hours (T05), and calls too late or not at all (T04)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from bot.assess.month import Month
from bot.records.callbacks.listing import with_attempts
from bot.records.callbacks.model import OUTCOMES, Attempt, CallBack
from bot.records.callbacks.times import dated, lasting, month_of
from bot.records.desk import desk
from bot.records.people import User

LATE, RESTING = "T04", "T05"
CLAUSES = {LATE: "K.7.4", RESTING: "K.7.1"}
#: Of members every single one is called back.
_MEMBER_CLAUSE = "K.7.2"


@dataclass(frozen=True, slots=True)
class Breach:
    """One breach, as a proposal for the ledger.

    Attributes:
        key: the same for the same breach whenever it is asked for.
        agent: T04: who owes the call-back; T05: who called.
        occurred_on: T04: the day on which the time was up; T05: the day of the call.
        late: by how much; of one not made at all so far, by now. None for T05.
        done_at: when it was made after all; None where it was not.
        tried: calls in time that did not reach the customer; a person may find that they excuse it.
    """

    key: str
    rule: str
    clause: str
    callback: int
    agent: str
    book: str
    occurred_on: date
    late: timedelta | None
    done_at: datetime | None
    tried: int
    message: str


def breaches(session: Session, month: str, agent: str = "", *, now: datetime) -> list[Breach]:
    """The breaches of a month (`2026-11`, by the desk's clock), of one agent (his code) or of all, in the order of time.

    Raises:
        Refused: that is no month.
    """
    zone = desk().timezone
    wanted = Month.parse(month_of(month))
    begin, end = wanted.bounds(zone)
    called = select(Attempt.callback_id).where(
        or_(
            and_(Attempt.at >= begin, Attempt.at < end),
            and_(Attempt.limit_at >= begin, Attempt.limit_at < end),
        )
    )
    due = and_(CallBack.due_at >= begin - timedelta(days=1), CallBack.due_at < end)
    chosen = select(CallBack).where(
        or_(due, CallBack.id.in_(called)), CallBack.status.not_in(("proposed", "dropped"))
    )
    rows = list(session.execute(chosen.order_by(CallBack.id)).scalars())
    codes = {str(name): str(code) for name, code in session.execute(select(User.name, User.agent_code))}
    found = [
        b for row, made in with_attempts(session, rows) for b in breaches_of(row, made, codes, now, zone)
    ]
    found = [b for b in found if b.occurred_on in wanted and agent in ("", b.agent)]
    return sorted(found, key=lambda breach: (breach.occurred_on, breach.key))


def breaches_of(
    row: CallBack, attempts: Sequence[Attempt], codes: dict[str, str], now: datetime, zone: ZoneInfo
) -> Iterator[Breach]:
    """The breaches of one call-back. Pure.

    Args:
        attempts: the oldest first.
        codes: by user, the code of the agent he is.
    """
    for made in attempts:
        if made.in_rest_hours:
            at = dated(made.at, zone)
            yield Breach(
                key=f"{RESTING}:callback:{row.id}:{made.id}",
                rule=RESTING,
                clause=CLAUSES[RESTING],
                callback=int(row.id),
                agent=codes.get(str(made.by)) or str(row.agent),
                book=str(row.book),
                occurred_on=made.at.astimezone(zone).date(),
                late=None,
                done_at=made.at,
                tried=0,
                message=f"{_named(row)}：{at} 在客户休息时间打的（{OUTCOMES[made.outcome]}）",
            )
    for limit, done_at in _missed(row, attempts, now):
        tried = sum(made.at <= limit and made.limit_at == limit for made in attempts)
        late = (done_at or now) - limit
        how = f"晚了 {lasting(late)} 才打" if done_at else f"过了 {lasting(late)} 还没有打"
        if done_at and not any(made.at == done_at for made in attempts):
            how = f"没有{'再' if tried else ''}打，晚了 {lasting(late)} 才了结"
        again = f"（期限内打过 {tried} 次，没有打通）" if tried else ""
        yield Breach(
            key=f"{LATE}:callback:{row.id}:{limit:%Y%m%d%H%M}",
            rule=LATE,
            clause=f"{CLAUSES[LATE]} {_MEMBER_CLAUSE}" if row.kind == "member" else CLAUSES[LATE],
            callback=int(row.id),
            agent=str(row.agent),
            book=str(row.book),
            occurred_on=limit.astimezone(zone).date(),
            late=late,
            done_at=done_at,
            tried=tried,
            message=f"{_named(row)}：期限 {dated(limit, zone)}，{how}{again}",
        )


def _missed(
    row: CallBack, attempts: Sequence[Attempt], now: datetime
) -> Iterator[tuple[datetime, datetime | None]]:
    """Each time limit that passed, with when it was made up for."""
    late: dict[datetime, datetime] = {}
    for made in attempts:
        if made.at > made.limit_at:
            late.setdefault(made.limit_at, made.at)
    yield from late.items()
    if row.limit in late:
        return
    reached = any(made.outcome in ("reached", "refused") for made in attempts)
    if row.status == "open" and now > row.limit:
        yield row.limit, None
    elif row.status != "open" and not reached and row.closed_at is not None and row.closed_at > row.limit:
        yield row.limit, row.closed_at


def _named(row: CallBack) -> str:
    return f"{row.id} 号回访（{row.customer or '客户'}）"
