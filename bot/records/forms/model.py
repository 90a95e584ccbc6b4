"""The tables: forms, and the last number given out by prefix and year."""

import json
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Text

from bot.errors import NotFound
from bot.forms.binder import binder
from bot.forms.field import Value
from bot.forms.model import Form
from bot.records.conversations import KeptConversation
from bot.records.database import Base, Instant

Status = Literal["draft", "open", "done", "cancelled"]

#: What each status is called.
STATUSES: dict[Status, str] = {"draft": "草稿", "open": "待处理", "done": "已办结", "cancelled": "已作废"}


class KeptForm(Base):
    """One form.

    Attributes:
        number: T-2026-0007; a draft has none yet.
        klass: the choice that classes it (column `class`).
        agent: code of the agent in whose name it stands, as far as known.
        opened_by: who fills it in; in the chat, the sender.
        fields: JSON, the answers by the fields' names; null where a field was left empty on purpose.
        masked: personal data is masked in it.
        callback_to, callback_phone, callback_at: whom the form says to call back, and when.
        reason: why it was cancelled.
        version: goes up with every change; who changes it says which version he saw.
    """

    __tablename__ = "forms"
    __table_args__ = (
        Index("ix_forms_status_due_at", "status", "due_at"),
        Index("ix_forms_opened_by_status", "opened_by", "status"),
    )

    id = Column(Integer, primary_key=True)
    number = Column(String(20), nullable=True, unique=True)
    type = Column(String(50), nullable=False, index=True)
    status = Column(String(20), nullable=False)
    klass = Column("class", String(50), nullable=False, default="")
    agent = Column(String(200), nullable=False, default="", index=True)
    opened_by = Column(String(200), nullable=False)
    conversation_id = Column(
        Integer, ForeignKey(KeptConversation.id, ondelete="SET NULL"), nullable=True, index=True
    )
    fields = Column(Text, nullable=False, default="{}")
    masked = Column(Boolean, nullable=False, default=True)
    callback_to = Column(String(50), nullable=False, default="")
    callback_phone = Column(String(50), nullable=False, default="")
    callback_at = Column(Instant, nullable=True)
    changed_at = Column(Instant, nullable=False)
    opened_at = Column(Instant, nullable=True)
    due_at = Column(Instant, nullable=True)
    done_at = Column(Instant, nullable=True)
    done_by = Column(String(100), nullable=False, default="")
    reason = Column(Text, nullable=False, default="")
    version = Column(Integer, nullable=False, default=1)

    @property
    def written(self) -> dict[str, Value | None]:
        """The answers by the fields' names; None: left empty on purpose."""
        written: dict[str, Value | None] = json.loads(self.fields)
        return written

    @property
    def values(self) -> dict[str, Value]:
        """The answers that there are."""
        return {name: value for name, value in self.written.items() if value is not None}

    @property
    def form(self) -> Form | None:
        """The form it is; None where the desk has it no longer."""
        try:
            return binder()[str(self.type)]
        except NotFound:
            return None

    @property
    def title(self) -> str:
        """What the form is called."""
        form = self.form
        return form.title if form else str(self.type)

    def overdue(self, now: datetime) -> bool:
        """Whether it should have been done by now."""
        return bool(self.status == "open" and self.due_at and self.due_at <= now)


class FormNumber(Base):
    """The last number given out."""

    __tablename__ = "form_numbers"

    prefix = Column(String(4), primary_key=True)
    year = Column(Integer, primary_key=True, autoincrement=False)
    last = Column(Integer, nullable=False)


def encoded(values: Any) -> str:
    """Answers as they are stored."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True)
