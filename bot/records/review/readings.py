"""Readings: a person reads a whole conversation and says which rules it broke, whatever the machine found.

They show what the machine misses, and, where several people read the same conversation, how far people agree.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, String, Text, UniqueConstraint, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.records.audit import note
from bot.records.conversations import conversation_numbered, current_report, findings_of
from bot.records.database import Base, Instant
from bot.records.people import allowed
from bot.records.review.given import REVIEWERS, rule_named
from bot.records.review.persons import not_own
from bot.records.review.waiting import settle


class Reading(Base):
    """One person's reading of one conversation.

    Attributes:
        rules: JSON list of the rules it broke, as the person sees it.
        machine: JSON object: the machine's outcome of every rule that came up, as it was then.
    """

    __tablename__ = "readings"
    __table_args__ = (UniqueConstraint("conversation_id", "reader"),)

    id = Column(Integer, primary_key=True)
    conversation_id = Column(Integer, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False)
    reader = Column(String(100), nullable=False)
    book = Column(String(50), nullable=False)
    rules = Column(Text, nullable=False)
    machine = Column(Text, nullable=False)
    at = Column(Instant, nullable=False)


def read(session: Session, who: str, conversation: int, broken: Iterable[str], now: datetime) -> Reading:
    """Store a reading. It changes no finding: what was missed is added, what is wrong dismissed, by a verdict.

    Raises:
        NotFound: no such conversation or user. NotAllowed: the person judges nobody, or it is his own conversation.
        Refused: no such rule, or he has read it before.
    """
    user = allowed(session, who, *REVIEWERS)
    kept = conversation_numbered(session, conversation)
    not_own(session, user, [str(kept.agent)], "通读")
    report = current_report(session, conversation)
    rules = sorted({rule.strip() for rule in broken} - {""})
    for rule in rules:
        rule_named(str(report.book), rule)
    outcomes: dict[str, str] = json.loads(report.outcomes)
    for finding in findings_of(session, int(report.id)):
        if finding.source == "machine":
            outcomes[str(finding.rule)] = "violated"
    machine = {rule: outcome for rule, outcome in outcomes.items() if outcome != "not_applicable"}
    reader = str(user.name)
    reading = Reading(
        conversation_id=conversation,
        reader=reader,
        book=report.book,
        rules=json.dumps(rules),
        machine=json.dumps(machine),
        at=now,
    )
    session.add(reading)
    try:
        session.flush()
    except IntegrityError as error:
        raise Refused(f"{reader}已经通读过 {conversation} 号会话，一个人只算一次。") from error
    settle(session, conversation, whole=True)
    note(session, reader, "reading", f"conversation:{conversation}", None, {"rules": rules})
    return reading


def readings(session: Session, since: datetime | None = None, book: str = "") -> Sequence[Reading]:
    """Readings, those of the same conversation together."""
    chosen = select(Reading).order_by(Reading.conversation_id, Reading.id)
    if since is not None:
        chosen = chosen.where(Reading.at >= since)
    if book:
        chosen = chosen.where(Reading.book == book)
    return list(session.execute(chosen).scalars())
