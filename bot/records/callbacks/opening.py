"""What to say when the customer answers: the book's scene `callback` with its blanks filled (S16)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.book.answer import Spoken, steps_of
from bot.book.blanks import Blanks
from bot.book.shelf import shelf
from bot.language.surname import surname_of
from bot.records.callbacks.model import CallBack
from bot.records.callbacks.trade import agent_of, trade_of
from bot.records.people import Agent

_SCENE = "callback"


@dataclass(frozen=True, slots=True)
class Script:
    """The steps of a call-back, the first is the opening.

    Attributes:
        lacking: why there are no steps; empty where there are.
    """

    steps: Sequence[Spoken] = ()
    lacking: str = ""


def script(session: Session, row: CallBack) -> Script:
    """What the book says, for the customer and the agent; nothing where no book is known: never another company's."""
    agent, name = agent_of(session, str(row.agent)), trade_of(session, row)
    if not name:
        return Script(lacking=_unknown(row, agent))
    book = shelf()[name]
    if _SCENE not in book.scenes:
        return Script(lacking=f"“{book.title}”里没有写回访怎么说，所以没有开场白。")
    called, number = (str(agent.name), str(agent.number)) if agent else ("", "")
    blanks = Blanks(
        agent_number=number, agent_name=called, agent_surname=surname_of(called), customer=str(row.customer)
    )
    return Script(steps_of(book.scenes[_SCENE], book, blanks))


def _unknown(row: CallBack, agent: Agent | None) -> str:
    """Why no book is known, and what to do."""
    if not row.agent:
        return "没有开场白：这个回访没有写行业，也还没有定坐席，不知道该用哪本话术。"
    if agent is None:
        return f"没有开场白：这个回访没有写行业，坐席 {row.agent} 又不在名册里，不知道该用哪本话术。"
    return (
        f"没有开场白：这个回访没有写行业，名册里坐席 {agent.shown}也没有写，不知道该用哪本话术。"
        f"请主管补上：huashu agents add {agent.code} --book 行业。"
    )
