"""What is deleted once the desk's `keep_days` are over: who was called and what about; times, outcomes and counts stay."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.records.audit import note
from bot.records.callbacks.model import Attempt, CallBack

_WORDS = ("customer", "phone", "reference", "reason", "result")


def forget_callbacks(session: Session, who: str, before: datetime) -> int:
    """Empty call-backs that were closed before a moment; returns how many. Open ones are left alone."""
    words = [getattr(CallBack, name) for name in _WORDS]
    told: Any = or_(*(column != "" for column in words), CallBack.key.is_not(None))
    numbers = list(session.execute(select(CallBack.id).where(CallBack.closed_at < before, told)).scalars())
    if not numbers:
        return 0
    closed = select(CallBack.id).where(CallBack.closed_at < before)
    unsynchronised = {"synchronize_session": False}
    session.execute(
        update(Attempt).where(Attempt.callback_id.in_(closed)).values(note=""),
        execution_options=unsynchronised,
    )
    session.execute(
        update(CallBack)
        .where(CallBack.closed_at < before, told)
        .values(**dict.fromkeys(_WORDS, ""), key=None, version=CallBack.version + 1),
        execution_options=unsynchronised,
    )
    note(session, who, "callback.forget", "callbacks", None, {"emptied": len(numbers)})
    return len(numbers)
