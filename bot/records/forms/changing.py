"""What every change of a form does: find it, see that it stands as the person saw it, and write it with a line in the audit
log.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.errors import Conflict, NotFound, Refused
from bot.forms.field import Value
from bot.forms.hints import Hints, hints
from bot.forms.masking import masked_name, masked_phone, masked_values
from bot.forms.model import Form
from bot.records.audit import note
from bot.records.desk import desk
from bot.records.forms.model import STATUSES, KeptForm

#: What `Desk.keep_full` calls this kind of record.
RECORD = "forms"

_SHOWN_LATEST = 5


def form_numbered(session: Session, number: str) -> KeptForm:
    """The form of that number, as the database has it now.

    Raises:
        NotFound: there is none; names the latest.
    """
    wanted = number.strip().upper()
    found: KeptForm | None = session.execute(
        select(KeptForm).where(KeptForm.number == wanted).execution_options(populate_existing=True)
    ).scalar_one_or_none()
    if found is not None:
        return found
    latest = (
        select(KeptForm.number)
        .where(KeptForm.number.is_not(None))
        .order_by(KeptForm.id.desc())
        .limit(_SHOWN_LATEST)
    )
    there = list(session.execute(latest).scalars())
    known = f"最近的有：{'、'.join(there)}。" if there else "还没有登记过单子。"
    raise NotFound(f"没有 {number.strip() or '（空）'} 这张单子。{known}")


def standing(session: Session, number: str, version: int | None) -> KeptForm:
    """The form, if it is open and as the person saw it.

    Args:
        version: the one he saw; None where he has just looked it up.

    Raises:
        NotFound: there is none. Conflict: somebody has changed it since. Refused: it is closed.
    """
    row = form_numbered(session, number)
    if row.status != "open":
        by = f"（{row.done_by}，{shown_at(row.done_at)}）" if row.done_at else ""
        raise Refused(f"{row.number} {STATUSES[row.status]}{by}，不能再改、再办结或作废。")
    if version is not None and row.version != version:
        raise conflict(row)
    return row


def changed(session: Session, row: KeptForm, who: str, action: str, now: datetime, **columns: Any) -> None:
    """Write columns, and the line in the audit log.

    Raises:
        Conflict: somebody else was quicker.
    """
    before = {name: getattr(row, name) for name in columns}
    done = session.execute(
        update(KeptForm)
        .where(KeptForm.id == row.id, KeptForm.version == row.version)
        .values(**columns, changed_at=now, version=row.version + 1)
        .execution_options(synchronize_session=False)
    )
    if done.rowcount != 1:
        raise conflict(row)
    session.refresh(row)
    note(session, who, action, subject(row), _plain(row, before), _plain(row, columns))


def subject(row: KeptForm) -> str:
    """What the audit log calls the form."""
    return f"form:{row.number}" if row.number else f"form:draft:{row.id}"


def kept_values(form: Form, values: Mapping[str, Value]) -> dict[str, Value]:
    """The answers as they may be kept."""
    return dict(values) if RECORD in desk().keep_full else masked_values(form, values)


def kept_hints(form: Form, values: Mapping[str, Value]) -> dict[str, Any]:
    """Whom to call back, as columns; of a form that names nobody, empty ones."""
    own = desk()
    found = hints(form, values, own.timezone) or Hints("")
    whole = RECORD in own.keep_full
    return {
        "callback_to": (found.name if whole or not found.name else masked_name(found.name))[:50],
        "callback_phone": (found.phone if whole else masked_phone(found.phone))[:50],
        "callback_at": found.at,
    }


def shown_at(moment: datetime | None) -> str:
    """A moment by the desk's clock."""
    return f"{moment.astimezone(desk().timezone):%Y-%m-%d %H:%M}" if moment else ""


def conflict(row: KeptForm) -> Conflict:
    """Somebody else has changed the form."""
    named = row.number or f"这张{row.title}草稿"
    return Conflict(f"{named} 刚刚被别人改过，您的改动没有写入。请重新打开再改。")


def _plain(row: KeptForm, columns: Mapping[str, Any]) -> dict[str, Any]:
    """Columns for the audit log: it outlives the form, so that personal data is masked in it in any case."""
    plain = {n: v.isoformat() if isinstance(v, datetime) else v for n, v in columns.items()}
    if "fields" in plain and (form := row.form):
        written = json.loads(plain["fields"])
        plain["fields"] = written | masked_values(form, {n: v for n, v in written.items() if v is not None})
    if plain.get("callback_to"):
        plain["callback_to"] = masked_name(plain["callback_to"])
    if plain.get("callback_phone"):
        plain["callback_phone"] = masked_phone(plain["callback_phone"])
    return plain
