"""What to say when the customer answers: the book's scene `callback` with its blanks filled (S16)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.book.answer import Spoken, steps_of
from bot.book.blanks import Blanks
from bot.book.shelf import DEFAULT_BOOK, shelf
from bot.records.callbacks.model import CallBack
from bot.records.callbacks.people import surname_of
from bot.records.people import Agent

_SCENE = "callback"


def script(session: Session, row: CallBack) -> Sequence[Spoken]:
    """The steps of a call-back of the row's book, for its customer and its agent; the first is the opening."""
    books = shelf()
    book = books.holder(_SCENE, str(row.book) or DEFAULT_BOOK)
    if book is None:
        return ()
    agent: Agent | None = session.execute(select(Agent).where(Agent.code == row.agent)).scalar_one_or_none()
    name, number = (str(agent.name), str(agent.number)) if agent else ("", "")
    blanks = Blanks(
        agent_number=number, agent_name=name, agent_surname=surname_of(name), customer=str(row.customer)
    )
    return steps_of(book.scenes[_SCENE], book, blanks)
