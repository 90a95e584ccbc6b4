"""Complaints against agents, as their forms tell of them: whose, of which month, and whether they were justified."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.assess.month import Month
from bot.assess.scheme import schemes, speaks_of_complaint
from bot.forms.moment import kept_moment
from bot.records.desk import desk
from bot.records.forms.model import KeptForm
from bot.records.intake import Roster
from bot.records.ledger import STANDING, Entry

#: The fields of a complaint: the agent it names, when it was made, and at the end whether it was justified.
_AGAINST, _MADE_AT, _JUSTIFIED, _YES = "against", "complained_at", "justified", "成立"


def filed(session: Session, month: Month) -> Iterator[tuple[KeptForm, str]]:
    """The complaints made in the month that name an agent, each with his code; they may be written down later (G.2, H.6)."""
    begin, _ = month.bounds(desk().timezone)
    roster = Roster(session)
    chosen = select(KeptForm).where(
        KeptForm.type == "complaint",
        KeptForm.status.in_(("open", "done")),
        KeptForm.opened_at >= begin,
    )
    for form in session.execute(chosen.order_by(KeptForm.id)).scalars():
        named = str(form.values.get(_AGAINST) or "")
        if named and Month.of(made_on(form)) == month:
            yield form, roster.code(named)


def made_on(form: KeptForm) -> date:
    """The day of a complaint by the desk's clock; of one that does not tell it, the day it was written down."""
    made = form.values.get(_MADE_AT)
    return kept_moment(str(made)).day if made else form.opened_at.astimezone(desk().timezone).date()


def justified(form: KeptForm) -> bool:
    """Whether whoever closed it found so."""
    return form.values.get(_JUSTIFIED) == _YES


def complained_of(session: Session, month: Month) -> set[str]:
    """Agents against whom a complaint of the month was justified or is open, or whom the ledger charges with one."""
    found = {agent for form, agent in filed(session, month) if form.status == "open" or justified(form)}
    against = {item.id for item in schemes().items.values() if speaks_of_complaint(item)}
    charged = select(Entry.agent).where(
        Entry.month == str(month), Entry.item.in_(against), Entry.status == STANDING
    )
    return found | set(session.execute(charged).scalars())
