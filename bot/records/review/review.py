"""One person's verdict on one finding, as it is kept."""

from sqlalchemy import Column, ForeignKey, Integer, String, Text, UniqueConstraint

from bot.records.database import Base, Instant


class Review(Base):
    """One person's verdict on one finding.

    Attributes:
        kind: decision (it counts), opinion (it does not), or appeal (a decision on an appeal).
        rule, severity, points: as the person sees it.
    """

    __tablename__ = "reviews"
    __table_args__ = (UniqueConstraint("finding_id", "reviewer", "kind"),)

    id = Column(Integer, primary_key=True)
    finding_id = Column(Integer, ForeignKey("findings.id", ondelete="CASCADE"), nullable=False)
    reviewer = Column(String(100), nullable=False)
    kind = Column(String(20), nullable=False)
    verdict = Column(String(20), nullable=False)
    rule = Column(String(50), nullable=False)
    severity = Column(String(20), nullable=False)
    points = Column(Integer, nullable=False)
    reason = Column(Text, nullable=False, default="")
    at = Column(Instant, nullable=False)
