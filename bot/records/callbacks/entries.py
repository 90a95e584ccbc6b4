"""Call-backs that a person enters."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.book.shelf import shelf
from bot.errors import Refused
from bot.records.audit import note
from bot.records.callbacks.appointments import appointable
from bot.records.callbacks.changing import caller
from bot.records.callbacks.model import KINDS, CallBack, Kind
from bot.records.callbacks.people import addressed, kept, kept_phone, phone_of
from bot.records.callbacks.rest_hours import RestHours
from bot.records.callbacks.trade import agent_of, trade
from bot.records.conversations import conversation_numbered
from bot.records.desk import desk
from bot.records.people import agent_named
from bot.report.words import choices

#: Clocks may differ by so much.
CLOCKS = timedelta(minutes=2)


def add(
    session: Session,
    who: str,
    *,
    kind: Kind,
    now: datetime,
    customer: str = "",
    title: str = "",
    phone: str = "",
    reference: str = "",
    book: str = "",
    agent: str = "",
    conversation: int | None = None,
    reason: str = "",
    promised_at: datetime | None = None,
    due_at: datetime | None = None,
    asked: bool = False,
) -> CallBack:
    """Add a call-back.

    Args:
        book: without it that of the conversation, else that of the agent on the roster.
        promised_at: when it was promised, or when the duty began; `now` without it.
        due_at: an appointed time; without it within the desk's days.
        asked: the customer wishes for the appointed time, even if he rests then.

    Raises:
        Refused: neither customer nor number is named, or a time will not do. NotFound: no such agent, conversation or user.
        BookError: there is no such book.
    """
    if kind not in KINDS:
        raise Refused(f"没有“{kind}”这种回访。可以用：{choices(KINDS)}。")
    own, number = desk(), phone_of(phone)
    heard = conversation_numbered(session, conversation) if conversation is not None else None
    if not book and heard is not None and heard.book in shelf().books:
        book = str(heard.book)
    named = addressed(customer, title)
    if not named and not number:
        raise Refused("请写明回访谁：客户的姓和称呼（例如 王先生），或电话号码。")
    code = str(agent_named(session, agent).code) if agent else ""
    user = caller(session, who, code)
    code = code or str(user.agent_code or "")
    if kind == "appointment" and due_at is None:
        raise Refused("约好的回访要写约的时间，例如 2026-11-05 15:00。")
    promised = promised_at or now
    if promised > now + CLOCKS:
        raise Refused("答应的时间还没有到。请检查日期；约好以后打的，写在约的时间里。")
    hours = RestHours.of(own)
    if due_at is not None:
        appointable(due_at, now, hours, asked, user.role, now)
    row = CallBack(
        kind=kind,
        status="open",
        customer=named[:50],
        phone=kept_phone(number, own),
        reference=kept(reference, own)[:100],
        book=trade(agent_of(session, code), book),
        agent=code,
        conversation_id=conversation,
        reason=kept(reason, own),
        promised_at=promised,
        due_at=due_at or hours.due(promised, own.callbacks.days),
        appointed=due_at is not None,
        asked=due_at is not None and asked,
    )
    session.add(row)
    session.flush()
    note(
        session,
        who,
        "callback.add",
        f"callback:{row.id}",
        None,
        {"kind": kind, "due_at": row.due_at.isoformat()},
    )
    return row
