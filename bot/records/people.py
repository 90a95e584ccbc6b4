"""Teams, agents, and the people who work with their records."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, String, or_, select
from sqlalchemy.orm import Session

from bot.errors import NotAllowed, NotFound, Refused
from bot.language.unseen import tidied
from bot.records.audit import note
from bot.records.database import Base, Instant
from bot.records.desk import desk
from bot.report.words import choices

Role = Literal["agent", "reviewer", "trainer", "supervisor"]

#: What each role is called.
ROLES: dict[Role, str] = {
    "agent": "坐席",
    "reviewer": "质检员",
    "trainer": "培训专员",
    "supervisor": "主管",
}

#: How many names an error lists.
_LISTED = 12


class Team(Base):
    """A group of agents."""

    __tablename__ = "teams"

    id = Column(Integer, primary_key=True)
    name = Column(String(100), nullable=False, unique=True)


class Agent(Base):
    """An agent. `code` is the id that transcripts carry; `joined_on` decides when pay begins to move (G.4.4)."""

    __tablename__ = "agents"

    id = Column(Integer, primary_key=True)
    code = Column(String(200), nullable=False, unique=True)
    number = Column(String(50), nullable=False, default="")
    name = Column(String(100), nullable=False, default="")
    team_id = Column(Integer, ForeignKey("teams.id"), nullable=True, index=True)
    book = Column(String(50), nullable=False, default="")
    joined_on = Column(Date, nullable=True)
    left_on = Column(Date, nullable=True)

    @property
    def shown(self) -> str:
        """Code and name, as lists show them."""
        return f"{self.code} {self.name}" if self.name and self.name != self.code else str(self.code)


class User(Base):
    """A person who uses the records. The token itself is not kept, only its hash."""

    __tablename__ = "users"

    id = Column(Integer, primary_key=True)
    name = Column(String(100), nullable=False, unique=True)
    role = Column(String(20), nullable=False)
    agent_code = Column(String(200), nullable=False, default="")
    token_hash = Column(String(64), nullable=True, unique=True)
    active = Column(Boolean, nullable=False, default=True)
    added_at = Column(Instant, nullable=False)


def agent_named(session: Session, text: str) -> Agent:
    """The agent of that code, else number, else name.

    Raises:
        NotFound: there is none, or several; the message lists them.
    """
    text = text.replace("\0", "").strip()
    for column in (Agent.code, Agent.number, Agent.name):
        found = (
            list(session.execute(select(Agent).where(column == text).limit(_LISTED)).scalars())
            if text
            else []
        )
        if len(found) == 1:
            return found[0]
        if found:
            names = "、".join(agent.shown for agent in found)
            raise NotFound(f"叫“{text}”的坐席不止一位：{names}。请写工号前面的编号。")
    known = list(session.execute(select(Agent).order_by(Agent.code).limit(_LISTED)).scalars())
    if not known:
        raise NotFound(f"名册里没有“{text}”，名册还是空的。先登记：huashu agents add 编号 --name 姓名。")
    names = "、".join(agent.shown for agent in known)
    raise NotFound(f"名册里没有“{text}”。有：{names}{'……' if len(known) == _LISTED else ''}。")


def user_named(session: Session, who: str) -> User:
    """The active user of that name.

    Raises:
        NotFound: there is none.
    """
    found: User | None = session.execute(select(User).where(User.name == who.strip())).scalar_one_or_none()
    if found is not None and found.active:
        return found
    if found is not None:
        raise NotFound(f"“{who}”已经停用。请换一个人操作，或重新启用：huashu users add {who} --role …")
    known = list(session.execute(select(User.name).where(User.active.is_(True)).limit(_LISTED)).scalars())
    there = f"已登记的有：{'、'.join(known)}。" if known else "还没有登记任何人。"
    raise NotFound(f"没有“{who}”这个用户。{there}登记：huashu users add 姓名 --role supervisor。")


def allowed(session: Session, who: str, *roles: Role) -> User:
    """The user, if one of the roles is his.

    Raises:
        NotFound: there is no such user. NotAllowed: his role is another.
    """
    user = user_named(session, who)
    if user.role not in roles:
        able = "、".join(ROLES[role] for role in roles)
        raise NotAllowed(f"{user.name}是{ROLES[user.role]}，这件事要由{able}来做。")
    return user


def user_of_token(session: Session, token: str) -> User | None:
    """Whose token it is; None where it is nobody's."""
    chosen = select(User).where(User.token_hash == _hash(token), User.active.is_(True))
    found: User | None = session.execute(chosen).scalar_one_or_none()
    return found


def team_named(session: Session, name: str) -> Team:
    """The team of that name.

    Raises:
        NotFound: there is none; the message lists them.
    """
    found: Team | None = session.execute(select(Team).where(Team.name == name.strip())).scalar_one_or_none()
    if found is None:
        known = list(session.execute(select(Team.name).order_by(Team.name).limit(_LISTED)).scalars())
        raise NotFound(
            f"没有“{name}”这个班组。{'有：' + '、'.join(known) + '。' if known else '还没有班组。'}"
        )
    return found


def is_user(session: Session, name: str) -> bool:
    """Whether somebody of that name is or was let in."""
    return session.execute(select(User.id).where(User.name == tidied(name))).first() is not None


def put_user(session: Session, who: str, name: str, role: Role, agent: str = "") -> str:
    """Add a person, or give one who is there another role; returns his new token, which is shown this once.

    Raises:
        Refused: there is no such role, an agent's user names no agent, or he is the last supervisor.
        NotFound: no such agent. NotAllowed: he would change his own role, or whose agent he is.
    """
    name = tidied(name)
    if role not in ROLES:
        raise Refused(f"没有“{role}”这个角色。可以用：{choices(ROLES)}。")
    if not name:
        raise Refused("请写姓名。")
    user: User | None = session.execute(select(User).where(User.name == name)).scalar_one_or_none()
    before = None if user is None else {"role": user.role, "agent": user.agent_code, "active": user.active}
    # A new token, or another role, does not make him somebody else's colleague: whose agent he is stays.
    code = (
        str(agent_named(session, agent).code) if agent else str(user.agent_code) if user is not None else ""
    )
    if role == "agent" and not code:
        raise Refused("坐席用户要写明是哪位坐席：--agent 编号。")
    if user is None:
        user = User(name=name, added_at=datetime.now(UTC))
        session.add(user)
    else:
        if who == name and (role, code) != (user.role, user.agent_code):
            raise NotAllowed(f"{name}不能改自己的角色和对应的坐席，请别的主管来改。")
        if role != "supervisor" and _supervisors(session) == [name]:
            raise Refused(f"{name}是最后一位主管，改了角色就没有人能管了。请先登记另一位主管。")
    token = secrets.token_urlsafe(18)
    user.role, user.agent_code, user.active, user.token_hash = role, code, True, _hash(token)
    session.flush()
    note(session, who, "user", f"user:{name}", before, {"role": role, "agent": code, "active": True})
    return token


def retire_user(session: Session, who: str, name: str) -> None:
    """Let a person in no longer; what he has done stays under his name.

    Raises:
        NotFound: there is no such active user. Refused: he is the last supervisor.
    """
    user = user_named(session, name)
    if user.role == "supervisor" and len(_supervisors(session)) == 1:
        raise Refused(f"{user.name}是最后一位主管，停用了就没有人能管了。请先登记另一位主管。")
    user.active, user.token_hash = False, None
    note(session, who, "user", f"user:{user.name}", {"active": True}, {"active": False})


def may_manage(session: Session, who: str) -> None:
    """Users are managed by supervisors; where there is none yet, by whoever sets the desk up.

    Raises:
        NotFound, NotAllowed: `who` is no supervisor.
    """
    if _supervisors(session):
        allowed(session, who, "supervisor")


def _supervisors(session: Session) -> list[str]:
    chosen = select(User.name).where(User.role == "supervisor", User.active.is_(True))
    return list(session.execute(chosen).scalars())


def agents(session: Session, team: str = "", gone: bool = False) -> Sequence[tuple[Agent, str]]:
    """The roster, each with the name of his team; `gone` with those who have left."""
    chosen = select(Agent, Team.name).outerjoin(Team, Agent.team_id == Team.id).order_by(Agent.code)
    if team:
        chosen = chosen.where(Agent.team_id == team_named(session, team).id)
    if not gone:
        today = datetime.now(desk().timezone).date()
        chosen = chosen.where(or_(Agent.left_on.is_(None), Agent.left_on >= today))
    return [(agent, str(name or "")) for agent, name in session.execute(chosen)]


def agents_meant(session: Session, agent: str, team: str) -> tuple[str, ...]:
    """Codes of the agent, or of the team's agents; empty where neither is given, and all are meant.

    Raises:
        NotFound: there is no such agent or team, or nobody is in it.
    """
    if agent:
        return (str(agent_named(session, agent).code),)
    if not team:
        return ()
    codes = tuple(str(one.code) for one, _ in agents(session, team, gone=True))
    if not codes:
        raise NotFound(f"班组“{team}”里没有人。")
    return codes


def _hash(token: str) -> str:
    """A token is long and random, so that a plain hash of it is safe."""
    return hashlib.sha256(token.encode()).hexdigest()
