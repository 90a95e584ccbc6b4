"""Appointed times for call-backs."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.records.callbacks.changing import caller, changed, standing
from bot.records.callbacks.model import CallBack
from bot.records.callbacks.rest_hours import RestHours
from bot.records.callbacks.times import told
from bot.records.desk import desk

#: Nobody makes an appointment further ahead than this.
_FARTHEST = timedelta(days=366)


def appoint(
    session: Session,
    who: str,
    number: int,
    due_at: datetime,
    *,
    now: datetime,
    asked: bool = False,
    version: int | None = None,
) -> CallBack:
    """Move a call-back to an appointed time.

    Raises:
        NotFound, NotAllowed, Conflict: as for `attempt`. Refused: the time is past, or he rests then and did not ask for it.
    """
    row = standing(session, number, version, "open")
    caller(session, who, str(row.agent))
    if row.overdue(now):
        raise Refused(f"{number} 号回访已经过了期限，不能再往后约。请先打电话，客户不方便时再约。")
    appointable(due_at, now, RestHours.of(desk()), asked)
    changed(session, row, who, "callback.appoint", due_at=due_at, appointed=True, asked=asked)
    return row


def appointable(at: datetime, now: datetime, hours: RestHours, asked: bool) -> None:
    """See that a time may be appointed.

    Raises:
        Refused: it is past, too far ahead, or in rest hours without the customer's wish.
    """
    shown = told(at, now, hours.zone)
    if at <= now:
        raise Refused(f"约的时间（{shown}）已经过去了。请约一个以后的时间。")
    if at > now + _FARTHEST:
        raise Refused(f"约的时间（{shown}）太远了。请约在一年以内。")
    if hours.holds(at) and not asked:
        nearest = told(hours.next_time(at), now, hours.zone)
        raise Refused(
            f"{shown} 是客户休息时间（K.7.1），最近能打的是 {nearest}。客户自己要求这个时间的，请注明是客户要求。"
        )
