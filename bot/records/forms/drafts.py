"""Drafts: forms that are being filled in. They belong to whoever fills them in, and outlive a restart."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import NotFound
from bot.forms.field import Value
from bot.forms.model import Form
from bot.records.audit import note
from bot.records.desk import desk
from bot.records.forms.changing import RECORD, changed, conflict, kept_values, subject
from bot.records.forms.model import KeptForm, encoded


def save_draft(
    session: Session,
    form: Form,
    values: Mapping[str, Value],
    *,
    who: str,
    now: datetime,
    agent: str = "",
    skipped: Sequence[str] = (),
    draft: int | None = None,
    version: int | None = None,
) -> KeptForm:
    """Store how far a form is filled in: a new draft, or the one of that id.

    Args:
        who: whose draft it is.
        skipped: fields that are left empty on purpose.

    Raises:
        NotFound: he has no such draft. Conflict: it was changed elsewhere.
    """
    fields = encoded({**dict.fromkeys(skipped), **kept_values(form, values)})
    if draft is not None:
        row = own_draft(session, who, draft)
        if version is not None and row.version != version:
            raise conflict(row)
        changed(session, row, who, "form.draft", now, fields=fields, agent=agent[:200] or row.agent)
        return row
    row = KeptForm(
        type=form.form,
        status="draft",
        agent=agent[:200],
        opened_by=who[:200],
        fields=fields,
        masked=RECORD not in desk().keep_full,
        changed_at=now,
    )
    session.add(row)
    session.flush()
    note(session, who, "form.draft", subject(row), None, {"type": form.form})
    return row


def latest_draft(session: Session, who: str, type_: str = "") -> KeptForm | None:
    """The draft that he last worked on, of one type or of any."""
    chosen = select(KeptForm).where(KeptForm.opened_by == who[:200], KeptForm.status == "draft")
    if type_:
        chosen = chosen.where(KeptForm.type == type_)
    newest = chosen.order_by(KeptForm.changed_at.desc(), KeptForm.id.desc()).limit(1)
    found: KeptForm | None = session.execute(newest).scalar_one_or_none()
    return found


def own_draft(session: Session, who: str, draft: int) -> KeptForm:
    """His draft of that id.

    Raises:
        NotFound: he has none such, or it is a draft no longer.
    """
    row: KeptForm | None = session.get(KeptForm, draft, populate_existing=True)
    if row is None or row.status != "draft" or row.opened_by != who[:200]:
        raise NotFound("这张草稿已经不在了：可能在别处提交或者取消了。请重新填一张。")
    return row


def drop_draft(session: Session, who: str, draft: int, now: datetime) -> None:
    """Give a draft up: what stood in it is deleted.

    Raises:
        NotFound: he has no such draft.
    """
    row = own_draft(session, who, draft)
    changed(
        session, row, who, "form.drop", now,
        status="cancelled", fields="{}", done_at=now, done_by=who[:100], reason="填写时取消",
    )  # fmt: skip
