"""Whose a call-back is: without an agent on the roster nobody is charged with what became of it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.records.callbacks.breaches import breaches
from bot.records.callbacks.changing import DECIDERS, changed, standing
from bot.records.callbacks.model import STATUSES, CallBack
from bot.records.callbacks.trade import agent_of
from bot.records.people import Agent, agent_named, allowed

#: So many call-backs are named.
_NAMED = 10


def assign(session: Session, who: str, number: int, agent: str, *, version: int | None = None) -> CallBack:
    """Say whose a call-back is that is nobody's on the roster, whatever has become of it.

    Args:
        agent: code, number or name.

    Raises:
        NotFound, Conflict: as for an attempt, or no such agent. NotAllowed: neither reviewer nor supervisor. Refused: it has an
            agent, or was no promise.
    """
    row = standing(session, number, version, *(status for status in STATUSES if status != "dropped"))
    allowed(session, who, *DECIDERS)
    if agent_of(session, str(row.agent)) is not None:
        raise Refused(f"{number} 号回访已经是坐席 {row.agent} 的，不能再改到别人名下。")
    changed(session, row, who, "callback.assign", agent=str(agent_named(session, agent).code))
    return row


def passed_over(session: Session, month: str, now: datetime) -> str:
    """What to say of a month's breaches that cannot be proposed, for nobody knows whose they are; empty where there are none."""
    codes = set(session.execute(select(Agent.code)).scalars())
    found = [breach for breach in breaches(session, month, now=now) if breach.agent not in codes]
    if not found:
        return ""
    numbers = sorted({breach.callback for breach in found})
    named = "、".join(map(str, numbers[:_NAMED])) + ("……" if len(numbers) > _NAMED else "")
    return (
        f"另有 {len(found)} 次违反 K.7 的回访没有提出来：{named} 号没有定坐席，或坐席不在名册里。"
        "请质检员或主管先定：huashu callbacks assign 编号 坐席，再提一次。"
    )
