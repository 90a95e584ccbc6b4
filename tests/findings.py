"""What the machine found and keeps for a person to judge."""

from sqlalchemy import select

from bot.records.conversations import OPEN, KeptFinding
from bot.records.database import Database


def open_findings(database: Database) -> list[KeptFinding]:
    """The findings that wait, oldest first."""
    with database.session() as session:
        chosen = select(KeptFinding).where(KeptFinding.status == OPEN).order_by(KeptFinding.id)
        return list(session.execute(chosen).scalars())
