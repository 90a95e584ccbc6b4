"""Closing a month: its figures are kept as they were.

When something in it changes afterwards (an appeal was upheld), closing it again adds a revision beside the one before.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.assess.month import Month
from bot.errors import Refused
from bot.records.audit import note
from bot.records.desk import desk
from bot.records.entries import BOOKKEEPERS
from bot.records.ledger import PROPOSED, Entry, KeptAssessment
from bot.records.people import allowed
from bot.records.sheets import Sheet, closed, sheet_as_json, sheets
from bot.report.json_form import encoded


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing a month came to: sheets that were written, and those that stood already."""

    month: Month
    written: int
    unchanged: int
    proposed: int


def close(session: Session, who: str, month: Month, now: datetime) -> Closed:
    """Close a month: its figures are kept. Closed again, only what has changed gets a new revision.

    Raises:
        NotFound: no such user. NotAllowed: the person keeps no ledger. Refused: the month is not over.
    """
    user = allowed(session, who, *BOOKKEEPERS)
    if not month.over(now, desk().timezone):
        first = month.next
        raise Refused(f"{month} 还没过完，{first}-01 起才能结算。现在可以先看：huashu month show {month}。")
    kept = closed(session, month)
    written = unchanged = 0
    for one in sheets(session, month, now):
        text = encoded(sheet_as_json(replace(one, revision=0))).decode()
        before = kept.get(str(one.agent.code))
        if before is not None and before.sheet == text:
            unchanged += 1
            continue
        written += 1
        revision = int(before.revision) + 1 if before is not None else 1
        session.add(_row(one, str(user.name), revision, text, now))
        old = (
            None
            if before is None
            else {"score": before.score, "pay": before.pay, "revision": before.revision}
        )
        new = {"score": one.assessment.score, "pay": one.assessment.pay, "revision": revision}
        note(session, str(user.name), "close", f"month:{month}:{one.agent.code}", old, new)
    waiting = (
        select(func.count()).select_from(Entry).where(Entry.month == str(month), Entry.status == PROPOSED)
    )
    return Closed(month, written, unchanged, int(session.execute(waiting).scalar_one()))


def _row(one: Sheet, who: str, revision: int, text: str, now: datetime) -> KeptAssessment:
    return KeptAssessment(
        month=str(one.assessment.month),
        agent=one.agent.code,
        revision=revision,
        closed_at=now,
        closed_by=who,
        score=one.assessment.score,
        grade=one.assessment.grade,
        pay=one.assessment.pay,
        fines=one.yuan,
        conversations=one.conversations,
        last=int(one.assessment.last),
        sheet=text,
    )
