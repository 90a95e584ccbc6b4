"""Appointed times for call-backs: another time is agreed when the customer could not talk (K.7.4), not instead of a call."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.language.unseen import tidied
from bot.records.callbacks.changing import DECIDERS, caller, changed, standing
from bot.records.callbacks.model import Attempt, CallBack, Outcome
from bot.records.callbacks.people import kept
from bot.records.callbacks.rest_hours import RestHours
from bot.records.callbacks.times import day_of, told
from bot.records.desk import desk
from bot.records.people import Role

#: What a call came to that another time may be appointed after.
PUT_OFF: tuple[Outcome, ...] = ("inconvenient", "no_answer")
#: So far ahead of the call a caller appoints, and so far whoever decides.
_FARTHEST = timedelta(days=30)
_FARTHEST_DECIDED = timedelta(days=366)


def appoint(
    session: Session,
    who: str,
    number: int,
    due_at: datetime,
    *,
    now: datetime,
    asked: bool = False,
    why: str = "",
    version: int | None = None,
) -> CallBack:
    """Move a call-back to an appointed time, after a call that did not come off; a reviewer or supervisor also without one.

    Args:
        why: what a reviewer or supervisor goes by where nobody has called; it stands in the audit log.

    Raises:
        NotFound, NotAllowed, Conflict: as for `attempt`. Refused: nobody has called within this time limit and no reviewer or
            supervisor gives a reason, the time is past or too far ahead, or he rests then and did not ask for it.
    """
    row = standing(session, number, version, "open")
    user = caller(session, who, str(row.agent))
    if row.overdue(now):
        raise Refused(f"{number} 号回访已经过了期限，不能再往后约。请先打电话，客户不方便时再约。")
    called, decides = _called(session, row), user.role in DECIDERS
    if called is None and not (decides and tidied(why)):
        other = "确实要改约的，请写明理由（--reason）" if decides else "有别的原因的，请质检员或主管改约"
        raise Refused(
            f"{number} 号回访在这个期限里还没有打过，不能往后约：客户当时不方便，才再约时间（K.7.4）。"
            f"请先打，没人接或客户不方便的，记下这次电话时一起改约；{other}。"
        )
    appointable(due_at, now, RestHours.of(desk()), asked, user.role, called or now)
    reason = kept(why, desk())
    changed(session, row, who, "callback.appoint", reason, due_at=due_at, appointed=True, asked=asked)
    return row


def appointable(
    at: datetime, now: datetime, hours: RestHours, asked: bool, role: Role, called: datetime
) -> None:
    """See that a time may be appointed.

    Args:
        role: of the user who appoints it.
        called: when the customer was called; it is not put off farther than so long after.

    Raises:
        Refused: it is past, too far ahead, or in rest hours without the customer's wish.
    """
    shown = told(at, now, hours.zone)
    if at <= now:
        raise Refused(f"约的时间（{shown}）已经过去了。请约一个以后的时间。")
    if at > called + _FARTHEST_DECIDED:
        raise Refused(f"约的时间（{shown}）太远了。请约在一年以内。")
    if role not in DECIDERS and at > called + _FARTHEST:
        latest = day_of((called + _FARTHEST).astimezone(hours.zone).date(), now.astimezone(hours.zone).date())
        raise Refused(
            f"约的时间（{shown}）太远了，最多约到打电话以后 {_FARTHEST.days} 天（{latest}）。"
            "请约近一点；客户要求更晚的，请质检员或主管改约。"
        )
    if hours.holds(at) and not asked:
        nearest = told(hours.next_time(at), now, hours.zone)
        raise Refused(
            f"{shown} 是客户休息时间（K.7.1），最近能打的是 {nearest}。客户自己要求这个时间的，请注明是客户要求。"
        )


def _called(session: Session, row: CallBack) -> datetime | None:
    """When the customer was last called in vain within the time limit that stands now; one call puts it off once."""
    chosen = select(Attempt.at).where(
        Attempt.callback_id == row.id,
        Attempt.outcome.in_(PUT_OFF),
        Attempt.limit_at == row.limit,
        Attempt.at <= row.limit,
    )
    found: datetime | None = session.execute(chosen.order_by(Attempt.at.desc()).limit(1)).scalar_one_or_none()
    return found
