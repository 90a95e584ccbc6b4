"""Whose matter it is: nobody judges himself, under whatever user name, code, number or name."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotAllowed
from bot.records.conversations import KeptConversation, KeptFinding
from bot.records.people import Agent, User


def is_himself(session: Session, user: User, agents: Iterable[str]) -> bool:
    """Whether one of these agents, as records name them, is the user: by code, number or name."""
    if not user.agent_code:
        return False
    own = {str(user.agent_code)}
    for line in session.execute(select(Agent.number, Agent.name).where(Agent.code == user.agent_code)):
        own.update(line)
    return not (own - {""}).isdisjoint(agents)


def is_among(session: Session, user: User, names: Iterable[str]) -> bool:
    """Whether the user is one of these users, or the same agent as one of them."""
    names = set(names)
    if user.name in names:
        return True
    codes = select(User.agent_code).where(User.name.in_(names), User.agent_code != "")
    return user.agent_code in set(session.execute(codes).scalars())


def agents_of(session: Session, finding: KeptFinding) -> set[str]:
    """Whose a finding is: the agent it was found with, and whose the conversation is by now."""
    conversation = session.get(KeptConversation, finding.conversation_id)
    return {str(finding.agent)} | ({str(conversation.agent)} if conversation is not None else set())


def not_own(session: Session, user: User, agents: Iterable[str], doing: str = "复核") -> None:
    """Nobody judges his own conversation.

    Raises:
        NotAllowed: he would.
    """
    if is_himself(session, user, agents):
        raise NotAllowed(f"这是{user.name}自己的会话，要请别人{doing}。")
