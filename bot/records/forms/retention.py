"""What is deleted once the desk's `keep_days` are over: what customers said and who they are; number, class and times stay."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.records.forms.changing import changed
from bot.records.forms.model import KeptForm, encoded


def forget_forms(session: Session, who: str, before: datetime, now: datetime) -> int:
    """Empty forms that were closed, and drafts that were last touched, before a moment; returns how many.

    Choices, numbers, and yes and no stay: they are the conclusions, and tell of nobody. Open forms are left alone.
    """
    over = or_(KeptForm.done_at < before, (KeptForm.status == "draft") & (KeptForm.changed_at < before))
    chosen = select(KeptForm).where(over, KeptForm.fields != "{}").order_by(KeptForm.id)
    emptied = 0
    for row in session.execute(chosen).scalars():
        kept = _conclusions(row)
        if kept == row.fields and not row.callback_phone and not row.callback_to:
            continue
        changed(
            session, row, who, "form.forget", now,
            fields=kept, callback_to="", callback_phone="", callback_at=None, reason="",
        )  # fmt: skip
        emptied += 1
    return emptied


def _conclusions(row: KeptForm) -> str:
    form = row.form
    if form is None or row.status == "draft":
        return "{}"
    return encoded(
        {n: v for n, v in row.values.items() if (f := form.field(n)) and f.type in ("choice", "yes_no")}
    )
