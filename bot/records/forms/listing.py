"""Lists of forms: what is open, what is overdue, whose, of which kind."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.forms.binder import binder
from bot.forms.people import NOBODY, People
from bot.forms.shown import lines
from bot.records.desk import stamped
from bot.records.forms.changing import shown_at
from bot.records.forms.model import STATUSES, KeptForm
from bot.records.forms.rights import own
from bot.records.people import User
from bot.report.words import choices

#: The most rows of a list, unless another number is asked for.
ROWS = 500


@dataclass(frozen=True)
class Wanted:
    """Which forms. Empty texts and None: all.

    Attributes:
        status: of `STATUSES`; without it all but drafts.
        overdue: only those that should have been done by now.
    """

    type: str = ""
    status: str = ""
    agent: str = ""
    opened_by: str = ""
    conversation: int | None = None
    overdue: bool = False
    limit: int | None = ROWS


def listed(session: Session, wanted: Wanted, now: datetime, user: User | None = None) -> list[KeptForm]:
    """The forms: the open ones first, what is due soonest before, then the newest.

    Args:
        user: who looks; an agent sees his own. Without it, all.

    Raises:
        NotFound: there is no such form. Refused: there is no such status.
    """
    if wanted.status and wanted.status not in STATUSES:
        raise Refused(f"没有“{wanted.status}”这种状态。可以用：{choices(STATUSES)}。")
    chosen = select(KeptForm)
    if user is not None and user.role == "agent":
        chosen = chosen.where(own(user))
    chosen = chosen.where(KeptForm.status == wanted.status if wanted.status else KeptForm.status != "draft")
    if not wanted.status:
        chosen = chosen.where(KeptForm.number.is_not(None))
    if wanted.type:
        chosen = chosen.where(KeptForm.type == binder()[wanted.type].form)
    if wanted.agent:
        chosen = chosen.where(KeptForm.agent == wanted.agent)
    if wanted.opened_by:
        chosen = chosen.where(KeptForm.opened_by == wanted.opened_by)
    if wanted.conversation is not None:
        chosen = chosen.where(KeptForm.conversation_id == wanted.conversation)
    if wanted.overdue:
        chosen = chosen.where(KeptForm.status == "open", KeptForm.due_at <= now)
    order = (
        case((KeptForm.status == "open", 0), else_=1),
        case((KeptForm.status != "open", 1), (KeptForm.due_at.is_(None), 1), else_=0),
        case((KeptForm.status == "open", KeptForm.due_at), else_=None),
        KeptForm.id.desc(),
    )
    return list(session.execute(chosen.order_by(*order).limit(wanted.limit)).scalars())


def counts(session: Session, now: datetime, user: User | None = None) -> dict[str, int]:
    """How many forms there are by status, and how many are overdue, of those that the user sees."""
    by_status = (
        select(KeptForm.status, func.count()).where(KeptForm.number.is_not(None)).group_by(KeptForm.status)
    )
    late = select(func.count()).where(KeptForm.status == "open", KeptForm.due_at <= now)
    if user is not None and user.role == "agent":
        by_status, late = by_status.where(own(user)), late.where(own(user))
    found = {str(status): int(count) for status, count in session.execute(by_status)}
    return {
        **dict.fromkeys(("open", "done", "cancelled"), 0),
        **found,
        "overdue": session.execute(late).scalar_one(),
    }


def as_json(row: KeptForm, now: datetime) -> dict[str, Any]:
    """A form as plain values."""
    return {
        "number": row.number,
        "type": row.type,
        "title": row.title,
        "status": row.status,
        "class": row.klass,
        "agent": row.agent,
        "opened_by": row.opened_by,
        "conversation": row.conversation_id,
        "fields": row.values,
        "masked": row.masked,
        "callback": {
            "to": row.callback_to,
            "phone": row.callback_phone,
            "at": stamped(row.callback_at) if row.callback_at else None,
        },
        **{
            name: stamped(moment) if (moment := getattr(row, name)) else None
            for name in ("opened_at", "due_at", "done_at")
        },
        "done_by": row.done_by,
        "reason": row.reason,
        "overdue": row.overdue(now),
        "version": row.version,
    }


def told(row: KeptForm, now: datetime, people: People = NOBODY) -> list[str]:
    """A form in lines, as a person reads it; `people`: whose codes are shown with their names."""
    head = f"{row.number or '（草稿）'} {row.title} · {STATUSES[row.status]}{f' · {row.klass}' if row.klass else ''}"
    said = [head]
    if row.opened_at:
        said.append(
            f"登记：{shown_at(row.opened_at)}，{row.opened_by}{f'（坐席 {row.agent}）' if row.agent else ''}"
        )
    if row.status == "open":
        said.append(f"期限：{due_told(row, now) or '没有'}")
    if row.callback_at:
        said.append(f"约好回电：{row.callback_to} {row.callback_phone}，{shown_at(row.callback_at)}")
    if row.conversation_id:
        said.append(f"会话：{row.conversation_id} 号")
    if form := row.form:
        said += lines(form.all_fields, row.values, people)
    if row.done_at:
        said.append(
            f"{STATUSES[row.status]}：{shown_at(row.done_at)}，{row.done_by}{f'，{row.reason}' if row.reason else ''}"
        )
    return said


def opened_told(row: KeptForm, now: datetime) -> list[str]:
    """What is said when a form has been registered: its number, and by when it is to be done."""
    klass = f"（{row.klass}）" if row.klass else ""
    due = due_told(row, now)
    by = (
        "请立刻处理。"
        if row.due_at and row.due_at == row.opened_at
        else f"请在 {due} 之前办结。"
        if due
        else ""
    )
    return [f"登记好了：{row.title} {row.number}{klass}。{by}"]


def due_told(row: KeptForm, now: datetime) -> str:
    """By when it is due, and that it is overdue; empty where it has no limit."""
    if row.due_at is None:
        return ""
    due = "立刻" if row.due_at == row.opened_at else shown_at(row.due_at)
    return f"{due}（超期）" if row.overdue(now) else due
