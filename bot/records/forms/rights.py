"""Who may see a form, and who may do what with it."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from bot.errors import NotAllowed, Refused
from bot.forms.errors import Unfit
from bot.forms.field import Value
from bot.forms.model import Form
from bot.forms.people import People, Person
from bot.records.forms.model import KeptForm
from bot.records.people import ROLES, Agent, Role, User

#: Who decides of whom a complaint is, of which class it is, and whether it was justified.
DECIDING: tuple[Role, ...] = ("reviewer", "trainer", "supervisor")

#: Who may declare another person's form void.
_CANCELLING = ("reviewer", "supervisor")


@dataclass(frozen=True)
class Rights:
    """What a user may do with a form; `change` is to correct what is not `decide`d."""

    see: bool
    change: bool
    decide: bool
    close: bool
    cancel: bool


def roster(session: Session) -> People:
    """Everybody on the roster."""
    rows = session.execute(select(Agent.code, Agent.number, Agent.name).order_by(Agent.code))
    return People(tuple(Person(str(code), str(number), str(name)) for code, number, name in rows))


def named(session: Session, form: Form, values: Mapping[str, Value]) -> dict[str, Value]:
    """The values, with everybody of the desk whom they name by his code.

    Raises:
        Refused: somebody is not on the roster, or several are meant.
    """
    found = dict(values)
    for field in form.all_fields:
        if field.roster and field.name in found:
            try:
                found[field.name] = roster(session).code(str(found[field.name]))
            except Unfit as error:
                raise Refused(f"{field.label}：{error}") from error
    return found


def own(user: User) -> ColumnElement[bool]:
    """The forms that an agent sees: those he has opened, and those that stand in his name."""
    return or_(KeptForm.opened_by == user.name, and_(KeptForm.agent != "", KeptForm.agent == user.agent_code))


def rights(session: Session, user: User, row: KeptForm) -> Rights:
    """What the user may do with the form as it stands."""
    his = row.opened_by == user.name
    see = user.role != "agent" or his or bool(row.agent and row.agent == user.agent_code)
    accused = _accused(session, user, row)
    decide = see and user.role in DECIDING and not accused
    closes = row.form is not None and any(field.decided for field in row.form.closing)
    change = see and not accused
    return Rights(
        see, change, decide, decide if closes else see, (his or user.role in _CANCELLING) and not accused
    )


def see_seen(session: Session, user: User, row: KeptForm) -> Rights:
    """See that he may see the form; returns what else he may do.

    Raises:
        NotAllowed: he is an agent, and it is not his.
    """
    may = rights(session, user, row)
    if not may.see:
        raise NotAllowed(f"{row.number} 不是您登记的，也不在您名下。要看或改，请找质检员、培训专员或主管。")
    return may


def see_changed(session: Session, user: User, row: KeptForm) -> None:
    """See that he may correct the form.

    Raises:
        NotAllowed: it is not his to see, or it is he whom it names.
    """
    if not see_seen(session, user, row).change:
        raise NotAllowed(f"{row.number} 投诉的就是{user.name}本人，要由别人来更正。")


def see_decided(session: Session, user: User, row: KeptForm, form: Form, after: Mapping[str, Value]) -> None:
    """See that he may set what would be set.

    Raises:
        NotAllowed: something that others decide would be another, or he is the one whom the form names.
    """
    before = row.values
    labels = [f.label for f in form.all_fields if f.decided and before.get(f.name) != after.get(f.name)]
    if not labels:
        return
    what = "、".join(labels)
    if user.role not in DECIDING:
        able = "、".join(ROLES[role] for role in DECIDING[:-1])
        raise NotAllowed(
            f"{row.number} 的{what}要由{able}或{ROLES[DECIDING[-1]]}来定，{user.name}是{ROLES[user.role]}。"
        )
    if _accused(session, user, row):
        raise NotAllowed(f"{row.number} 投诉的就是{user.name}本人，{what}要由别人来定。")


def see_closed(session: Session, user: User, row: KeptForm) -> None:
    """See that he may close the form.

    Raises:
        NotAllowed: it is not his to see, or others decide what comes of it.
    """
    see_seen(session, user, row)
    form = row.form
    if form is not None:
        others = {f.name: "" for f in form.closing if f.decided}
        see_decided(session, user, row, form, row.values | others)


def see_cancelled(session: Session, user: User, row: KeptForm) -> None:
    """See that he may declare the form void.

    Raises:
        NotAllowed: it is another person's, and he is no supervisor or reviewer; or it names him.
    """
    if rights(session, user, row).cancel:
        return
    if _accused(session, user, row):
        raise NotAllowed(f"{row.number} 投诉的就是{user.name}本人，要由别人来作废。")
    raise NotAllowed(f"{row.number} 是{row.opened_by}登记的，要由本人、质检员或主管来作废。")


def _accused(session: Session, user: User, row: KeptForm) -> bool:
    """Whether the form names the user."""
    form = row.form
    written = (
        [str(row.values[f.name]) for f in form.all_fields if f.roster and f.name in row.values]
        if form
        else []
    )
    if not written:
        return False
    people = roster(session)
    for said in written:
        code = said
        with suppress(Unfit):
            code = people.code(said)
        # A user who is no agent, or a name that several have: it is the name that tells.
        by_name = not user.agent_code or not people.name(code)
        if code == user.agent_code or (by_name and user.name in (code, people.name(code))):
            return True
    return False
