"""Agents of stored conversations, as the transcripts name them."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.records.conversations import KeptConversation
from bot.records.intake import DESK


def agents_of_conversations(session: Session) -> dict[str, str]:
    """Everybody who is named in a conversation that the desk brought in, with the book of one of his."""
    chosen = (
        select(KeptConversation.agent, func.max(KeptConversation.book))
        .where(KeptConversation.sender == DESK)
        .group_by(KeptConversation.agent)
    )
    return {str(agent): str(book) for agent, book in session.execute(chosen)}
