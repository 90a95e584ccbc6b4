"""What the chat stores of a form that is being filled in."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from actions.context import Context
from bot.errors import NotFound
from bot.forms.filling import Filling
from bot.forms.reply import End
from bot.records.database import database
from bot.records.forms.drafts import drop_draft, save_draft
from bot.records.forms.model import KeptForm
from bot.records.forms.opening import open_form
from bot.records.people import agent_named


class Draft(NamedTuple):
    """A stored draft, and its version as the chat saw it."""

    id: int
    version: int


def stored(
    context: Context, filling: Filling, draft: Draft | None, end: End, now: datetime
) -> KeptForm | None:
    """Store how far a form is, register it, or give it up; None where nothing is stored of it any more, or yet.

    Raises:
        StoreError: the database cannot be opened. Conflict, NotFound: the draft was changed or finished elsewhere.
    """
    who = context.tracker.sender_id
    number, version = draft or (None, None)
    with database().session() as session:
        if end == "cancel":
            if number is not None:
                drop_draft(session, who, number, now)
            return None
        if not filling.values:
            return None
        agent = _agent(session, context.blanks.agent_number)
        if end == "submit":
            return open_form(
                session, filling.form, filling.values,
                who=who, agent=agent, now=now, draft=number, version=version,
            )  # fmt: skip
        return save_draft(
            session, filling.form, filling.values,
            who=who, agent=agent, now=now, skipped=filling.skipped, draft=number, version=version,
        )  # fmt: skip


def _agent(session: Session, number: str) -> str:
    """The code of the agent who told his number; the number itself where the roster does not know it."""
    if not number:
        return ""
    try:
        return str(agent_named(session, number).code)
    except NotFound:
        return number
