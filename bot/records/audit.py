"""The audit log: who changed what, when, and how it stood before. Lines are added, never changed."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Integer, String, Text, select
from sqlalchemy.orm import Session

from bot.records.database import Base, Instant
from bot.report.json_form import encoded


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
