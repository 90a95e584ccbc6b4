"""Conversations that were checked, their reports, and the findings that wait for a person to confirm them.

Personal data is masked before anything is stored. A conversation is kept once a sender, and its report once a version of
the book and of the model.
"""

import hashlib
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    String,
    Text,
    UniqueConstraint,
    select,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.check.finding import Finding, Report
from bot.conversation.model import Conversation
from bot.records.database import Base, Database
from bot.report.json_form import encoded
from bot.report.masking import mask_report

#: A finding that nobody has looked at yet. Only a person makes it count.
OPEN = "open"


class KeptConversation(Base):
    """One conversation. `head` and `turns` are JSON; `digest` is the content hash of both as they are stored."""

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("sender", "digest"),)

    id = Column(Integer, primary_key=True)
    stored_at = Column(DateTime(timezone=True), nullable=False, index=True)
    sender = Column(String(200), nullable=False)
    channel = Column(String(50), nullable=False, default="")
    digest = Column(String(64), nullable=False)
    transcript = Column(String(200), nullable=False, default="")
    agent = Column(String(200), nullable=False, default="", index=True)
    masked = Column(Boolean, nullable=False, default=True)
    head = Column(Text, nullable=False)
    turns = Column(Text, nullable=False)


class KeptReport(Base):
    """What one version of a book and of the model found in a conversation. `outcomes` is JSON."""

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("conversation_id", "book", "book_version", "model_version"),)

    id = Column(Integer, primary_key=True)
    conversation_id = Column(Integer, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False)
    checked_at = Column(DateTime(timezone=True), nullable=False)
    book = Column(String(50), nullable=False)
    book_version = Column(String(64), nullable=False)
    model_version = Column(String(64), nullable=False)
    score = Column(Integer, nullable=False)
    passed = Column(Boolean, nullable=False)
    critical = Column(Boolean, nullable=False)
    outcomes = Column(Text, nullable=False)


class KeptFinding(Base):
    """One deviation. `status` is open until a person confirms or rejects it; `evidence` and `parts` are JSON."""

    __tablename__ = "findings"

    id = Column(Integer, primary_key=True)
    report_id = Column(Integer, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True)
    status = Column(String(20), nullable=False, default=OPEN, index=True)
    rule = Column(String(50), nullable=False, index=True)
    name = Column(Text, nullable=False, default="")
    clause = Column(String(200), nullable=False, default="")
    severity = Column(String(20), nullable=False)
    points = Column(Integer, nullable=False)
    critical = Column(Boolean, nullable=False)
    turn = Column(Integer, nullable=False)
    start = Column(Float, nullable=True)
    message = Column(Text, nullable=False)
    expected = Column(Text, nullable=False, default="")
    why = Column(Text, nullable=False, default="")
    confidence = Column(Float, nullable=False)
    evidence = Column(Text, nullable=False)
    parts = Column(Text, nullable=False)


def keep(database: Database, sender: str, channel: str, conversation: Conversation, report: Report) -> int:
    """Store a conversation with its report and findings, masked; returns the conversation's number.

    What is there already stays as it is, with what people have decided on its findings.

    Raises:
        StoreError: the database cannot be opened.
    """
    report, conversation = mask_report(report, conversation)
    try:
        return _keep(database, sender[:200], channel[:50], conversation, report)
    except IntegrityError:
        # Somebody stored the same at the same moment; now it is there.
        return _keep(database, sender[:200], channel[:50], conversation, report)


def open_findings(database: Database, limit: int = 100) -> list[KeptFinding]:
    """The findings that wait for a person, oldest first."""
    with database.session() as session:
        chosen = select(KeptFinding).where(KeptFinding.status == OPEN).order_by(KeptFinding.id).limit(limit)
        return list(session.execute(chosen).scalars())


def _keep(database: Database, sender: str, channel: str, conversation: Conversation, report: Report) -> int:
    with database.session() as session:
        kept = _conversation(session, sender, channel, conversation, report)
        known = select(KeptReport.id).where(
            KeptReport.conversation_id == kept.id,
            KeptReport.book == report.book,
            KeptReport.book_version == report.book_version,
            KeptReport.model_version == report.model_version,
        )
        if session.execute(known).first() is None:
            _add_report(session, int(kept.id), report)
        return int(kept.id)


def _conversation(
    session: Session, sender: str, channel: str, conversation: Conversation, report: Report
) -> KeptConversation:
    head, turns = _json(asdict(conversation.head)), _json([asdict(turn) for turn in conversation.turns])
    digest = hashlib.sha256(f"{head}\n{turns}".encode()).hexdigest()
    known = select(KeptConversation).where(
        KeptConversation.sender == sender, KeptConversation.digest == digest
    )
    kept: KeptConversation | None = session.execute(known).scalar_one_or_none()
    if kept is None:
        kept = KeptConversation(
            stored_at=datetime.now(UTC),
            sender=sender,
            channel=channel,
            digest=digest,
            transcript=conversation.head.id[:200],
            agent=report.agent[:200],
            masked=True,
            head=head,
            turns=turns,
        )
        session.add(kept)
        session.flush()
    return kept


def _add_report(session: Session, conversation_id: int, report: Report) -> None:
    kept = KeptReport(
        conversation_id=conversation_id,
        checked_at=datetime.now(UTC),
        book=report.book,
        book_version=report.book_version,
        model_version=report.model_version,
        score=report.score,
        passed=report.passed,
        critical=report.critical,
        outcomes=_json(dict(report.outcomes)),
    )
    session.add(kept)
    session.flush()
    session.add_all([_finding(int(kept.id), finding) for finding in report.findings])


def _finding(report_id: int, finding: Finding) -> KeptFinding:
    return KeptFinding(
        report_id=report_id,
        status=OPEN,
        rule=finding.rule,
        name=finding.name,
        clause=finding.clause,
        severity=finding.severity,
        points=finding.points,
        critical=finding.critical,
        turn=finding.turn,
        start=finding.start,
        message=finding.message,
        expected=finding.expected,
        why=finding.why,
        confidence=finding.confidence,
        evidence=_json([asdict(piece) for piece in finding.evidence]),
        parts=_json([asdict(part) for part in finding.parts]),
    )


def _json(value: Any) -> str:
    return encoded(value).decode()
