"""What every change of a call-back does: find it, see who may, and write only what nobody else has changed meanwhile."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.errors import Conflict, NotAllowed, NotFound, Refused
from bot.records.audit import note
from bot.records.callbacks.model import STATUSES, CallBack
from bot.records.people import Role, User, allowed

#: Who may make calls and write them down.
CALLERS: tuple[Role, ...] = ("agent", "reviewer", "trainer", "supervisor")
#: No number is larger than what the database can hold.
_LARGEST = 2**31 - 1
#: Who may say that a promise was none, or need not be kept.
DECIDERS: tuple[Role, ...] = ("reviewer", "supervisor")


def callback_numbered(session: Session, number: int) -> CallBack:
    """The call-back of that number, as the database has it now.

    Raises:
        NotFound: there is none.
    """
    found: CallBack | None = None
    if 0 < number <= _LARGEST:
        chosen = select(CallBack).where(CallBack.id == number).execution_options(populate_existing=True)
        found = session.execute(chosen).scalar_one_or_none()
    if found is None:
        raise NotFound(f"没有 {number} 号回访。看有哪些：huashu callbacks list。")
    return found


def standing(session: Session, number: int, version: int | None, *statuses: str) -> CallBack:
    """The call-back, if it stands as is wanted and as the person saw it.

    Args:
        version: the one he saw; None where he has just looked it up.

    Raises:
        NotFound: there is none. Conflict: somebody has changed it since. Refused: it is closed, say.
    """
    row = callback_numbered(session, number)
    if version is not None and row.version != version:
        raise _changed(number)
    if row.status not in statuses:
        state = STATUSES[row.status]
        closed = f"（{row.closed_by} 办的）" if row.closed_by else ""
        wanted = "、".join(STATUSES[s] for s in statuses)  # type: ignore[index]
        raise Refused(f"{number} 号回访的状态是“{state}”{closed}，只有“{wanted}”的才能这样办。")
    return row


def changed(session: Session, row: CallBack, who: str, action: str, why: str = "", /, **values: Any) -> None:
    """Write values, and the line in the audit log, with the reason where one is given.

    Raises:
        Conflict: somebody else was quicker.
    """
    before = {name: getattr(row, name) for name in values}
    done = session.execute(
        update(CallBack)
        .where(CallBack.id == row.id, CallBack.version == row.version)
        .values(**values, version=row.version + 1)
        .execution_options(synchronize_session=False)
    )
    if done.rowcount != 1:
        raise _changed(int(row.id))
    session.refresh(row)
    note(
        session,
        who,
        action,
        f"callback:{row.id}",
        _shown(before),
        _shown(values) | ({"why": why} if why else {}),
    )


def caller(session: Session, who: str, agent: str) -> User:
    """The user, if he may call back what `agent` owes: agents do their own and what is nobody's.

    Raises:
        NotFound: there is no such user. NotAllowed: it is another agent's.
    """
    user = allowed(session, who, *CALLERS)
    if user.role == "agent" and agent and agent != user.agent_code:
        raise NotAllowed(f"这个回访是坐席 {agent} 的，{user.name}只能记自己的。请由 {agent} 或主管来记。")
    return user


def seen_by(user: User) -> str | None:
    """The code of an agent, who sees what is his and what is nobody's; None for those who see everything."""
    return str(user.agent_code) if user.role == "agent" else None


def _changed(number: int) -> Conflict:
    return Conflict(f"{number} 号回访刚刚被别人改过，您的改动没有写入。请刷新后再看。")


def _shown(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()
    }
