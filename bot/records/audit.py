"""The audit log: who changed what, when, and how it stood before. Lines are added, never changed.

But for people's own words, such as the reason of a verdict: they go when their time to be kept is over.
"""

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Integer, String, Text, or_, select
from sqlalchemy.orm import Session

from bot.records.database import Base, Instant
from bot.report.json_form import encoded

#: Under these names lines hold what a person has written in his own words, about one of these subjects.
_WORDS = ("reason", "answer", "why")
_SUBJECTS = ("finding:%", "entry:%", "appeal:%", "callback:%")


class AuditLine(Base):
    """One change. `subject` is what was changed, such as `finding:12`; `before` and `after` are JSON."""

    __tablename__ = "audit"

    id = Column(Integer, primary_key=True)
    at = Column(Instant, nullable=False, index=True)
    who = Column(String(100), nullable=False, index=True)
    action = Column(String(50), nullable=False)
    subject = Column(String(100), nullable=False, index=True)
    before = Column(Text, nullable=False, default="null")
    after = Column(Text, nullable=False, default="null")


def note(
    session: Session, who: str, action: str, subject: str, before: Any = None, after: Any = None
) -> None:
    """Add a line, in the transaction of the change itself: both are kept, or neither."""
    session.add(
        AuditLine(
            at=datetime.now(UTC),
            who=who[:100],
            action=action[:50],
            subject=subject[:100],
            before=encoded(before).decode(),
            after=encoded(after).decode(),
        )
    )


def history(session: Session, subject: str) -> list[AuditLine]:
    """What became of one thing, the oldest change first."""
    chosen = select(AuditLine).where(AuditLine.subject == subject).order_by(AuditLine.id)
    return list(session.execute(chosen).scalars())


def forget_words(session: Session, before: datetime, limit: int) -> int:
    """Take people's words out of so many lines older than `before`; who did what, and when, stays. How many there were."""
    held = or_(
        *(side.like(f'%"{word}":%') for side in (AuditLine.before, AuditLine.after) for word in _WORDS)
    )
    about = or_(*(AuditLine.subject.like(subject) for subject in _SUBJECTS))
    chosen = select(AuditLine).where(AuditLine.at < before, about, held).limit(limit)
    lines = list(session.execute(chosen).scalars())
    for line in lines:
        line.before, line.after = _wordless(str(line.before)), _wordless(str(line.after))
    return len(lines)


def _wordless(side: str) -> str:
    return encoded(_without(json.loads(side))).decode()


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without(inner) for name, inner in value.items() if name not in _WORDS}
    return [_without(inner) for inner in value] if isinstance(value, list) else value
