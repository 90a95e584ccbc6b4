"""Call-backs that end without a call: settled in another way, given up, not needed."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.language.unseen import tidied
from bot.records.callbacks.changing import DECIDERS, caller, changed, standing
from bot.records.callbacks.model import Attempt, CallBack
from bot.records.callbacks.people import kept
from bot.records.desk import desk
from bot.records.people import allowed


def close(
    session: Session,
    who: str,
    number: int,
    result: str,
    *,
    now: datetime,
    given_up: bool = False,
    version: int | None = None,
) -> CallBack:
    """Close a call-back whose customer has his answer without a call, or who could not be reached though he was called.

    Neither counts as having called him back (K.7.2).

    Args:
        result: how he got his answer, or why it is given up.

    Raises:
        NotFound, NotAllowed, Conflict: as for an attempt. Refused: it was never tried, or no result is written.
    """
    row = standing(session, number, version, "open")
    caller(session, who, str(row.agent))
    tried = select(func.count()).select_from(Attempt).where(Attempt.callback_id == number)
    if given_up and not session.execute(tried).scalar_one():
        raise Refused(
            f"{number} 号回访一次也没有打过，不能算没有回访成。请先打；不用打了，由质检员或主管取消。"
        )
    return _closed(session, row, who, "given_up" if given_up else "settled", result, now)


def cancel(
    session: Session, who: str, number: int, reason: str, *, now: datetime, version: int | None = None
) -> CallBack:
    """Close a call-back that is not needed, or say so of one that was settled without a call.

    Raises:
        NotFound, Conflict: as for an attempt. NotAllowed: neither reviewer nor supervisor. Refused: no reason is given.
    """
    row = standing(session, number, version, "open", "settled")
    allowed(session, who, *DECIDERS)
    # What was settled in time is not made late by this.
    return _closed(session, row, who, "cancelled", reason, row.closed_at or now)


def _closed(session: Session, row: CallBack, who: str, status: str, result: str, at: datetime) -> CallBack:
    if not tidied(result):
        raise Refused("请写明结果或原因，以后才查得到（K.7.3）。")
    result = kept(result, desk())
    changed(
        session, row, who, f"callback.{status}", status=status, closed_at=at, closed_by=who, result=result
    )
    return row
