"""Putting agents on the roster, and changing what stands there."""

import re
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.book.shelf import DEFAULT_BOOK
from bot.errors import NotAllowed, Refused
from bot.language.unseen import tidied
from bot.records.audit import note
from bot.records.people import Agent, Team, User

#: What a code is made of: it stands in addresses and in lists.
_CODE = re.compile(r"[\w.@-]{1,50}")


def put_agent(
    session: Session,
    who: str,
    code: str,
    *,
    number: str | None = None,
    name: str | None = None,
    team: str | None = None,
    book: str | None = None,
    joined_on: date | None = None,
    left_on: date | None = None,
    back: bool = False,
) -> Agent:
    """Add an agent, or change what is given of one who is there.

    Args:
        back: he had left, and works here again.

    Raises:
        Refused: the code is none, his number is another's, or he would have left before he joined.
    """
    code = code.strip()
    if not _CODE.fullmatch(code):
        raise Refused(
            f"“{code[:50]}”不能当坐席编号。编号就是会话里写的那个，例如 A08：只用字母、数字、汉字和 . _ - @，最多 50 个字。"
        )
    agent: Agent | None = session.execute(select(Agent).where(Agent.code == code)).scalar_one_or_none()
    _not_himself(session, who, code)
    before = None if agent is None else _as_json(agent)
    if agent is None:
        agent = Agent(code=code, number="", name="", book="")
        session.add(agent)
    given = {"number": number, "name": name, "book": book, "joined_on": joined_on, "left_on": left_on}
    for field, value in given.items():
        if value is not None:
            setattr(agent, field, tidied(value) if isinstance(value, str) else value)
    if back:
        agent.left_on = None
    if team is not None:
        agent.team_id = _team(session, team).id if tidied(team) else None
    if agent.joined_on and agent.left_on and agent.left_on < agent.joined_on:
        raise Refused(f"{agent.shown}离职（{agent.left_on}）不能早于入职（{agent.joined_on}）。")
    _own_number(session, agent)
    session.flush()
    after = _as_json(agent)
    if after != before:
        note(session, who, "agent", f"agent:{code}", before, after)
    return agent


def _not_himself(session: Session, who: str, code: str) -> None:
    """The day he joined, and his trade, move his pay: nobody changes his own."""
    user: User | None = session.execute(select(User).where(User.name == who)).scalar_one_or_none()
    if user is not None and user.agent_code == code:
        raise NotAllowed(f"{user.name}不能改自己的名册，请别的同事来改。")


def _own_number(session: Session, agent: Agent) -> None:
    """Two of one trade with one number: nobody would know whose a conversation is."""
    if not agent.number or agent.left_on:
        return
    with session.no_autoflush:
        same = select(Agent).where(
            Agent.number == agent.number,
            func.coalesce(func.nullif(Agent.book, ""), DEFAULT_BOOK) == (agent.book or DEFAULT_BOOK),
            Agent.code != agent.code,
            Agent.left_on.is_(None),
        )
        other = session.execute(same.limit(1)).scalar_one_or_none()
    if other is not None:
        raise Refused(f"工号 {agent.number} 已经是{other.shown}的了，两个人不能用同一个。")


def _team(session: Session, name: str) -> Team:
    name = tidied(name)
    team: Team | None = session.execute(select(Team).where(Team.name == name)).scalar_one_or_none()
    if team is None:
        team = Team(name=name)
        session.add(team)
        session.flush()
    return team


def _as_json(agent: Agent) -> dict[str, object]:
    return {
        name: str(value) if isinstance(value, date) else value
        for name in ("code", "number", "name", "team_id", "book", "joined_on", "left_on")
        if (value := getattr(agent, name)) is not None
    }
