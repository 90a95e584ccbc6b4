"""Opening a form, correcting it, closing it, and cancelling it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import NotFound, Refused
from bot.forms.binder import binder
from bot.forms.errors import Incomplete
from bot.forms.field import Value
from bot.forms.model import Form
from bot.forms.shown import lacking
from bot.language.personal import masked
from bot.language.unseen import tidied
from bot.records.audit import note
from bot.records.conversations import KeptConversation
from bot.records.desk import desk
from bot.records.forms.changing import (
    RECORD,
    changed,
    conflict,
    kept_hints,
    kept_values,
    standing,
    subject,
)
from bot.records.forms.drafts import own_draft
from bot.records.forms.model import KeptForm, encoded
from bot.records.forms.numbers import next_number
from bot.records.forms.rights import named, see_cancelled, see_changed, see_closed, see_decided
from bot.records.people import user_named

#: The longest reason for cancelling, in characters.
_REASON = 500


def open_form(
    session: Session,
    form: Form,
    values: Mapping[str, Value],
    *,
    who: str,
    now: datetime,
    agent: str = "",
    conversation: int | None = None,
    draft: int | None = None,
    version: int | None = None,
) -> KeptForm:
    """Register a form that is filled in: it gets its number and its time limit.

    Args:
        who: who fills it in. agent: code of the agent in whose name it stands.
        draft: the draft that it was until now, and its `version` as he saw it.

    Raises:
        Incomplete: required fields are empty; lists them. NotFound: no such conversation or draft.
        Conflict: the draft was changed elsewhere. Refused: it names somebody who is not on the roster.
    """
    values = named(session, form, values)
    if missing := lacking(form.fields, values):
        raise Incomplete(form.title, missing)
    if conversation is not None and session.get(KeptConversation, conversation) is None:
        raise NotFound(f"没有 {conversation} 号会话。不挂会话也可以登记。")
    row = None if draft is None else own_draft(session, who, draft)
    if row is not None and version is not None and row.version != version:
        raise conflict(row)
    local = now.astimezone(desk().timezone)
    values = form.completed(values, local)
    columns = {
        "number": next_number(session, form.prefix, local.year),
        "status": "open",
        "klass": chosen.name if (chosen := form.class_of(values)) else "",
        "conversation_id": conversation,
        "fields": encoded(kept_values(form, values)),
        "masked": RECORD not in desk().keep_full,
        "opened_at": now,
        "due_at": form.due_at(values, local),
        **kept_hints(form, values),
    }
    if row is not None:
        changed(session, row, who, "form.open", now, **columns, agent=agent[:200] or row.agent)
        return row
    row = KeptForm(type=form.form, agent=agent[:200], opened_by=who[:200], changed_at=now, **columns)
    session.add(row)
    session.flush()
    after = {"type": form.form, "class": row.klass, "agent": row.agent}
    note(session, who, "form.open", subject(row), None, after)
    return row


def change_form(
    session: Session,
    number: str,
    values: Mapping[str, Value],
    *,
    who: str,
    now: datetime,
    emptied: Sequence[str] = (),
    version: int | None = None,
) -> KeptForm:
    """Correct answers of an open form. Another class moves its time limit, reckoned from when it was opened.

    Args:
        emptied: fields that are to be empty now.

    Raises:
        NotFound: no such form or user. Conflict: somebody has changed it. Refused: it is closed, names somebody who is
        not on the roster, or would have been made after the day it was opened. Incomplete: a required field would be
        empty. NotAllowed: it is not his to see, it names him, or others decide what he would change.
    """
    user = user_named(session, who)
    row = standing(session, number, version)
    see_changed(session, user, row)
    form = binder()[str(row.type)]
    values = named(session, form, values)
    after = {n: v for n, v in {**row.values, **kept_values(form, values)}.items() if n not in emptied}
    if missing := lacking(form.fields, after):
        raise Incomplete(form.title, missing)
    see_decided(session, user, row, form, after)
    opened = row.opened_at.astimezone(desk().timezone)
    after = form.completed(after, opened)
    if late := form.later(after, opened):
        raise Refused(f"{'、'.join(late)}不能晚于登记的那一天（{opened:%Y-%m-%d}）。")
    given = (
        {form.callback.phone, form.callback.name, form.callback.about, form.callback.at}
        if form.callback
        else set()
    )
    hints = kept_hints(form, {**after, **values}) if given & {*values, *emptied} else {}
    chosen = form.class_of(after)
    changed(
        session, row, who, "form.change", now,
        fields=encoded(after), klass=chosen.name if chosen else "", due_at=form.due_at(after, opened), **hints,
    )  # fmt: skip
    return row


def close_form(
    session: Session,
    number: str,
    closing: Mapping[str, Value],
    *,
    who: str,
    now: datetime,
    version: int | None = None,
) -> KeptForm:
    """Close a form with what came of it.

    Raises:
        NotFound: no such form or user. Conflict: somebody has changed it. Refused: it is closed already.
        Incomplete: the result is missing; lists what else is. NotAllowed: it is not his to see, or others decide.
    """
    user = user_named(session, who)
    row = standing(session, number, version)
    see_closed(session, user, row)
    form = binder()[str(row.type)]
    closing = named(session, form, closing)
    if missing := lacking(form.closing, closing):
        raise Incomplete(f"{row.number} ", missing, "办结")
    fields = encoded({**named(session, form, row.values), **kept_values(form, closing)})
    changed(
        session, row, who, "form.close", now, status="done", fields=fields, done_at=now, done_by=who[:100]
    )
    return row


def cancel_form(
    session: Session, number: str, reason: str, *, who: str, now: datetime, version: int | None = None
) -> KeptForm:
    """Declare an open form void; its number stays used.

    Raises:
        NotFound: no such form or user. NotAllowed: it is another person's, and he is no supervisor or reviewer;
        or it is against him.
        Conflict: somebody has changed it. Refused: it is closed, or there is no reason.
    """
    user = user_named(session, who)
    row = standing(session, number, version)
    see_cancelled(session, user, row)
    why = tidied(reason)[:_REASON]
    if not why:
        raise Refused("作废要写原因，例如：客户撤回投诉、重复登记。")
    changed(
        session, row, who, "form.cancel", now,
        status="cancelled", reason=masked(why), done_at=now, done_by=who[:100],
    )  # fmt: skip
    return row
