"""What was heard as a promise: a person accepts it, or drops it."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.records.callbacks.changing import DECIDERS, caller, changed, standing
from bot.records.callbacks.model import CallBack
from bot.records.callbacks.people import addressed, kept_phone, phone_of
from bot.records.desk import desk
from bot.records.people import agent_named, allowed


def accept(
    session: Session,
    who: str,
    number: int,
    *,
    customer: str = "",
    phone: str = "",
    agent: str = "",
    version: int | None = None,
) -> CallBack:
    """Say that what was heard in a conversation is a promise; what was not heard may be added.

    Raises:
        NotFound, NotAllowed, Conflict: as for an attempt. Refused: it is not waiting for this.
    """
    own = desk()
    row = standing(session, number, version, "proposed")
    caller(session, who, str(row.agent))
    values: dict[str, object] = {"status": "open"}
    if customer:
        values["customer"] = addressed(customer)[:50]
    if phone:
        values["phone"] = kept_phone(phone_of(phone), own)
    if agent:
        values["agent"] = str(agent_named(session, agent).code)
    changed(session, row, who, "callback.accept", **values)
    return row


def drop(session: Session, who: str, number: int, *, now: datetime, version: int | None = None) -> CallBack:
    """Say that what was heard in a conversation is no promise.

    Raises:
        NotFound, Conflict: as for an attempt. NotAllowed: neither reviewer nor supervisor. Refused: it is not waiting for this.
    """
    row = standing(session, number, version, "proposed")
    allowed(session, who, *DECIDERS)
    changed(session, row, who, "callback.drop", status="dropped", closed_at=now, closed_by=who)
    return row
