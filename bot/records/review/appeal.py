"""An appeal: what it is against, how it stands, and who may not decide it."""

from sqlalchemy import Column, Integer, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Session

from bot.records.conversations import finding_numbered
from bot.records.database import Base, Instant, numbered
from bot.records.ledger import Entry
from bot.records.people import User
from bot.records.review.persons import agents_of, is_among, is_himself
from bot.records.review.review import Review

#: What has become of an appeal.
PENDING, UPHELD, REJECTED = "pending", "upheld", "rejected"
STATES = {PENDING: "等待裁决", UPHELD: "申诉成立", REJECTED: "维持原判"}

#: After this level nothing more can be filed.
LAST_LEVEL = 2


class Appeal(Base):
    """One appeal, against a finding or against an entry that a person made in the ledger."""

    __tablename__ = "appeals"
    __table_args__ = (UniqueConstraint("finding_id", "level"), UniqueConstraint("entry_id", "level"))

    id = Column(Integer, primary_key=True)
    finding_id = Column(Integer, nullable=True)
    entry_id = Column(Integer, nullable=True)
    level = Column(Integer, nullable=False)
    agent = Column(String(200), nullable=False)
    status = Column(String(20), nullable=False, default=PENDING)
    reason = Column(Text, nullable=False)
    filed_by = Column(String(100), nullable=False)
    filed_at = Column(Instant, nullable=False)
    decided_by = Column(String(100), nullable=False, default="")
    decided_at = Column(Instant, nullable=True)
    answer = Column(Text, nullable=False, default="")


def appeals_about(session: Session, *, finding: int | None = None, entry: int | None = None) -> list[Appeal]:
    """The appeals against one finding, or one entry, the first level first."""
    about = Appeal.finding_id == finding if finding is not None else Appeal.entry_id == entry
    return list(session.execute(select(Appeal).where(about).order_by(Appeal.level)).scalars())


def barred(session: Session, user: User, appeal: Appeal) -> str:
    """Why a person may not decide an appeal, in a sentence; empty where he may.

    Nobody decides on his own verdict, nor on his own conversation, under whatever user name; the last level is a
    supervisor's.
    """
    if appeal.level >= LAST_LEVEL and user.role != "supervisor":
        return "第二级申诉由主管裁决。"
    agents = {str(appeal.agent)}
    if appeal.finding_id is not None:
        finding = finding_numbered(session, int(appeal.finding_id))
        agents |= agents_of(session, finding)
        judged = {str(finding.decided_by), *_judges(session, int(finding.id))}
    else:
        missing = f"台账里没有 {appeal.entry_id} 号记录。"
        judged = {str(numbered(session, Entry, int(appeal.entry_id), missing).entered_by)}
    if is_himself(session, user, agents):
        return "这是您自己的申诉，要请别人裁决。"
    before = {*judged, str(appeal.filed_by)}
    for other in appeals_about(session, finding=appeal.finding_id, entry=appeal.entry_id):
        before |= {str(other.filed_by), str(other.decided_by)}
    if is_among(session, user, before - {""}):
        return "您经手过这件事（判定、表态、代提或上一级裁决），要请别人裁决。"
    return ""


def _judges(session: Session, finding: int) -> list[str]:
    """Who has said what he makes of a finding, be it only his opinion."""
    return list(session.execute(select(Review.reviewer).where(Review.finding_id == finding)).scalars())
