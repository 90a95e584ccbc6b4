"""Whose records somebody may see: an agent his own, everybody else anybody's."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotAllowed
from bot.records.conversations import KeptConversation
from bot.records.people import Agent, User, agent_named
from bot.records.review.persons import is_himself


def code_seen(session: Session, user: User, agent: str) -> str:
    """Whose records are listed; empty where everybody's are. An agent's are his own, whether he says so or not."""
    if user.role == "agent" and not agent.strip():
        return str(user.agent_code)
    return str(agent_seen(session, user, agent).code) if agent else ""


def agent_seen(session: Session, user: User, agent: str) -> Agent:
    """The agent that is named. Who is an agent himself learns nothing of the others, not even their names.

    Raises:
        NotFound: there is no such agent. NotAllowed: an agent names anybody but himself.
    """
    if user.role != "agent":
        return agent_named(session, agent)
    his = own_agent(session, user)
    if agent.strip() not in {str(his.code), str(his.number), str(his.name)} - {""}:
        raise NotAllowed("这不是您的记录，只能看自己的。")
    return his


def conversation_seen(session: Session, user: User, number: int | None) -> None:
    """See that somebody may say something of a conversation; one that is not there is for the caller to tell.

    Raises:
        NotAllowed: he is an agent, and it is another's.
    """
    found = session.get(KeptConversation, number) if number is not None and user.role == "agent" else None
    if found is not None and not is_himself(session, user, [str(found.agent)]):
        raise NotAllowed(f"{number} 号会话是别的坐席的，只能挂自己的。")


def own_agent(session: Session, user: User) -> Agent:
    """The agent that a user is.

    Raises:
        NotAllowed: he is none, or is not on the roster.
    """
    chosen = select(Agent).where(Agent.code == user.agent_code)
    found: Agent | None = session.execute(chosen).scalar_one_or_none()
    if found is None:
        raise NotAllowed("名册里没有您这位坐席，请主管登记：huashu agents add。")
    return found
