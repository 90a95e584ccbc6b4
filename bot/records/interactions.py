"""What agents asked the coach, what it gave them, and whether it helped."""

from datetime import UTC, datetime

from sqlalchemy import Boolean, Column, Float, Integer, String, Text, select

from bot.records.database import Base, Database, Instant


class Interaction(Base):
    """One question and its answer.

    `kind` is scene, clause, unknown, review, check or talk; `breaches` the ids of broken rules, separated by
    spaces; `helped` is None until the agent says so.
    """

    __tablename__ = "interactions"

    id = Column(Integer, primary_key=True)
    asked_at = Column(Instant, nullable=False, index=True)
    sender = Column(String(200), nullable=False, index=True)
    channel = Column(String(50), nullable=False, default="")
    book = Column(String(50), nullable=False, default="")
    question = Column(Text, nullable=False, default="")
    intent = Column(String(100), nullable=False, default="")
    confidence = Column(Float, nullable=False, default=0.0)
    kind = Column(String(20), nullable=False)
    scene = Column(String(100), nullable=False, default="")
    line = Column(String(100), nullable=False, default="")
    clause = Column(String(100), nullable=False, default="")
    answer = Column(Text, nullable=False, default="")
    breaches = Column(Text, nullable=False, default="")
    helped = Column(Boolean, nullable=True)


#: The longest question or answer that is kept, in characters.
_KEPT = 4000


def log(database: Database, interaction: Interaction) -> int:
    """Store one interaction; returns its id.

    Raises:
        StoreError: the database cannot be opened.
    """
    interaction.asked_at = interaction.asked_at or datetime.now(UTC)
    for field in ("question", "answer"):
        value = (getattr(interaction, field) or "").replace("\x00", "")
        setattr(interaction, field, value.encode("utf-8", "replace").decode()[:_KEPT])
    interaction.sender = (interaction.sender or "")[:200]
    interaction.clause = (interaction.clause or "")[:100]
    with database.session() as session:
        session.add(interaction)
        session.flush()
        return int(interaction.id)


def rate(database: Database, sender: str, helped: bool) -> bool:
    """Mark the sender's last answer as helpful or not; false if there is none."""
    with database.session() as session:
        last = session.execute(
            select(Interaction)
            .where(Interaction.sender == sender[:200], Interaction.kind != "talk")
            .order_by(Interaction.id.desc())
            .limit(1)
        ).scalar_one_or_none()
        if last is None:
            return False
        last.helped = helped
        return True


def recent(database: Database, limit: int = 50) -> list[Interaction]:
    """The newest interactions, newest first."""
    with database.session() as session:
        found = session.execute(select(Interaction).order_by(Interaction.id.desc()).limit(limit))
        return list(found.scalars())
