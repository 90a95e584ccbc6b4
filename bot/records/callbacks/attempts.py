"""Attempts to call a customer back, each with its record (K.7.3)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.book.shelf import shelf
from bot.errors import Refused
from bot.language.unseen import tidied
from bot.records.callbacks.appointments import PUT_OFF, appointable
from bot.records.callbacks.changing import callback_numbered, caller, changed, standing
from bot.records.callbacks.entries import CLOCKS
from bot.records.callbacks.model import GRACE, OUTCOMES, Attempt, CallBack, Outcome
from bot.records.callbacks.people import addressed, kept
from bot.records.callbacks.rest_hours import RestHours
from bot.records.callbacks.times import lasting, told
from bot.records.callbacks.trade import trade_of
from bot.records.desk import desk
from bot.report.words import choices


@dataclass(frozen=True, slots=True)
class Made:
    """What became of an attempt.

    Attributes:
        remarks: what was wrong with it and what to do next, a sentence each.
    """

    callback: CallBack
    attempt: Attempt
    remarks: tuple[str, ...]


def attempt(
    session: Session,
    who: str,
    number: int,
    outcome: Outcome,
    *,
    now: datetime,
    at: datetime | None = None,
    result: str = "",
    satisfied: bool | None = None,
    customer: str = "",
    appointment: datetime | None = None,
    asked: bool = False,
    text: str = "",
    version: int | None = None,
) -> Made:
    """Write a call down. One made in rest hours or too late is written down too: it happened.

    Args:
        at: when the call was made; `now` without it.
        result: what came of it. A customer who was reached needs one, and whatever else `missing` names.
        appointment: when to call instead, where it was inconvenient; `asked`: at his wish, even in rest hours.
        text: a note on the call.
        version: the call-back's, as the caller saw it.

    Raises:
        NotFound, NotAllowed: no such call-back or user, or another agent's. Conflict: somebody has changed it.
        Refused: it is closed, the record is not complete, or a time will not do.
    """
    if outcome not in OUTCOMES:
        raise Refused(f"没有“{outcome}”这种结果。可以用：{choices(OUTCOMES)}。")
    own, when = desk(), at or now
    row = standing(session, number, version, "open")
    user = caller(session, who, str(row.agent))
    if when > now + CLOCKS:
        raise Refused("打电话的时间还没有到。请写已经打过的时间，不写就是现在。")
    if when.astimezone(own.timezone).date() < row.promised_at.astimezone(own.timezone).date():
        raise Refused(f"打电话的时间不能早于答应的那天（{told(row.promised_at, now, own.timezone)}）。")
    named = addressed(customer) or str(row.customer)
    if outcome == "reached" and (lacking := missing(trade_of(session, row), named, result, satisfied)):
        raise Refused(f"回访记录不完整，还缺：{'、'.join(lacking)}（K.7.3）。补全后再记。")
    hours = RestHours.of(own)
    if appointment is not None:
        if outcome not in PUT_OFF:
            raise Refused("只有客户不方便或没人接，才另约时间。")
        appointable(appointment, now, hours, asked, user.role, when)
    made = Attempt(
        callback_id=row.id,
        at=when,
        by=who,
        outcome=outcome,
        appointment_at=appointment,
        limit_at=row.limit,
        in_rest_hours=hours.holds(when) and not (row.asked and abs(when - row.due_at) <= GRACE),
        note=kept(text, own),
    )
    values: dict[str, object] = {} if named == row.customer else {"customer": named[:50]}
    if outcome in ("reached", "refused"):
        values |= {
            "status": "done" if outcome == "reached" else "refused",
            "closed_at": when,
            "closed_by": who,
            "result": kept(result, own) or "客户谢绝回访",
            "satisfied": satisfied,
        }
    elif appointment is not None:
        values |= {"due_at": appointment, "appointed": True, "asked": asked}
    changed(session, row, who, f"callback.{outcome}", **values)
    session.add(made)
    session.flush()
    return Made(row, made, tuple(_remarks(row, made, now, hours)))


def missing(book: str, customer: str, result: str, satisfied: bool | None) -> list[str]:
    """What a complete record of a call still lacks (K.7.3); whether he is satisfied only where the book asks it."""
    lacking = [] if customer else ["客户的姓和称呼"]
    if not tidied(result):
        lacking.append("回访结果")
    books = shelf().books
    scene = books[book].scenes.get("callback") if book in books else None
    asks = scene is not None and any(step.say == "callback_satisfied" for step in scene.steps)
    if asks and satisfied is None:
        lacking.append("客户是否满意")
    return lacking


def attempts_of(session: Session, number: int) -> list[Attempt]:
    """The attempts at a call-back, the oldest first.

    Raises:
        NotFound: there is no such call-back.
    """
    callback_numbered(session, number)
    chosen = select(Attempt).where(Attempt.callback_id == number).order_by(Attempt.at, Attempt.id)
    return list(session.execute(chosen).scalars())


def _remarks(row: CallBack, made: Attempt, now: datetime, hours: RestHours) -> list[str]:
    remarks = []
    if made.in_rest_hours:
        remarks.append("这个电话打在了客户休息时间，记一次 T05（K.7.1）。")
    if made.at > made.limit_at:
        remarks.append(f"这个电话比期限晚了 {lasting(made.at - made.limit_at)}，记一次 T04（K.7.4）。")
    if row.status != "open":
        return remarks
    if made.appointment_at is not None:
        remarks.append(f"已约好 {told(row.due_at, now, hours.zone)} 再打。")
    elif made.outcome == "inconvenient":
        remarks.append("客户不方便，最好再约一个时间（K.7.4）。")
    elif made.outcome == "wrong_number":
        remarks.append("请查到对的号码再打；查不到，写明原因，记作没有回访成。")
    else:
        again = hours.next_time(now)
        when = "现在就可以再打" if again == now else f"{told(again, now, hours.zone)} 以后再打"
        remarks.append(f"{when}，期限是 {told(row.due_at, now, hours.zone)}。")
    return remarks
