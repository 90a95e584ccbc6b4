"""Whose book a call-back goes by: its own, else that of the agent who owes it. No other company speaks for him."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.book.shelf import shelf
from bot.records.callbacks.model import CallBack
from bot.records.people import Agent


def agent_of(session: Session, code: str) -> Agent | None:
    """The agent of that code, if he is on the roster."""
    if not code:
        return None
    found: Agent | None = session.execute(select(Agent).where(Agent.code == code)).scalar_one_or_none()
    return found


def trade(agent: Agent | None, given: str = "") -> str:
    """The book that is given, else that of the agent on the roster; empty where neither is known.

    Raises:
        BookError: there is no book such as is given.
    """
    if given:
        return shelf()[given].book
    own = str(agent.book) if agent is not None else ""
    return own if own in shelf().books else ""


def trade_of(session: Session, row: CallBack) -> str:
    """The book that a call-back goes by; empty where none is known."""
    own = str(row.book)
    return own if own in shelf().books else trade(agent_of(session, str(row.agent)))
