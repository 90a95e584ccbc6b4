"""Lists of members who are all to be called back (K.7.2)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import HuashuError, NotFound, Refused
from bot.records.audit import note
from bot.records.callbacks.changing import CALLERS
from bot.records.callbacks.model import CallBack
from bot.records.callbacks.people import addressed, kept, kept_phone, phone_of
from bot.records.callbacks.promises import member_key
from bot.records.callbacks.rest_hours import RestHours
from bot.records.callbacks.table import rows_of
from bot.records.callbacks.times import promised_of
from bot.records.callbacks.trade import agent_of, trade
from bot.records.database import insert_into
from bot.records.desk import Desk, desk
from bot.records.people import agent_named, allowed

#: By field, what its column may be called.
HEADINGS = {
    "name": ("姓名", "姓", "客户", "客户姓名", "会员姓名", "会员", "name"),
    "title": ("称呼", "性别", "title"),
    "phone": ("电话", "手机", "手机号", "联系电话", "电话号码", "phone"),
    "number": ("会员号", "会员编号", "会员卡号", "卡号", "member_number"),
    "at": ("办理时间", "办理日期", "时间", "日期", "at"),
    "agent": ("坐席", "负责人", "工号", "agent"),
}
#: Wrong rows that an error lists.
_LISTED = 10
#: Keys that one statement asks for.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a list.

    Attributes:
        row: where he stands in the file.
        phone: in full, as it was read.
        at: when he was served; the call-back is due from then.
    """

    row: int
    customer: str
    phone: str
    number: str
    at: datetime
    agent: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What became of a list.

    Attributes:
        known: were there already, or stood in the list twice.
        overdue: of the new ones, those whose time was over when the list came.
    """

    new: int
    known: int
    overdue: int


def read_members(name: str, data: bytes, now: datetime) -> list[Member]:
    """The members in a CSV, TSV or XLSX file. A day without a time counts to its end; without a day it is today.

    Raises:
        Refused: it is no such table, or rows are wrong: names each of them with what is wrong.
    """
    zone = desk().timezone
    members: list[Member] = []
    wrong: list[str] = []
    for row, cells in rows_of(name, data, HEADINGS, "name"):
        try:
            customer = addressed(cells.get("name", ""), cells.get("title", ""))
            if not customer:
                raise Refused("没有姓名")
            number, phone = cells.get("number", ""), phone_of(cells.get("phone", ""))
            if not number and not phone:
                raise Refused("会员号和电话至少写一个")
            written = cells.get("at", "")
            at = promised_of(written, zone, now) if written else now
            members.append(Member(row, customer, phone, number, at, cells.get("agent", "")))
        except HuashuError as error:
            wrong.append(f"第 {row} 行：{error}")
    if wrong:
        more = f"\n……共 {len(wrong)} 行不对。" if len(wrong) > _LISTED else ""
        shown = "\n".join(wrong[:_LISTED])
        raise Refused(f"{name} 里有不能用的行，一行都没有写入。改好再来：\n{shown}{more}")
    if not members:
        raise Refused(f"{name} 里没有会员。表头下面一行写一位。")
    return members


def add_members(
    session: Session, who: str, members: Sequence[Member], *, now: datetime, book: str = "", agent: str = ""
) -> Listed:
    """Owe each member a call-back, once a month: the same member again is known.

    Args:
        book: without it each goes by the book of his agent on the roster.
        agent: who owes those of whom the list names nobody.

    Raises:
        NotFound, NotAllowed: no such user or agent; names the row. BookError: no such book.
    """
    own = desk()
    hours = RestHours.of(own)
    allowed(session, who, *CALLERS)
    codes = {said: _code(session, said, members) for said in {m.agent for m in members} - {""}}
    codes[""] = str(agent_named(session, agent).code) if agent else ""
    keyed = {
        member_key(person, member.at.astimezone(own.timezone)): member
        for person, member in _told_apart(members, own)
    }
    known = set[str]()
    keys = list(keyed)
    for begin in range(0, len(keys), _AT_ONCE):
        some = select(CallBack.key).where(CallBack.key.in_(keys[begin : begin + _AT_ONCE]))
        known |= set(session.execute(some).scalars())
    books = {code: trade(agent_of(session, code), book) for code in set(codes.values())}
    days = own.callbacks.days
    rows: list[dict[str, Any]] = [
        {
            "kind": "member",
            "status": "open",
            "customer": member.customer[:50],
            "phone": kept_phone(member.phone, own)[:50],
            "reference": kept(member.number, own)[:100],
            "book": books[codes[member.agent]],
            "agent": codes[member.agent],
            "reason": f"会员名单，{days} 天之内回访",
            "promised_at": member.at,
            "due_at": hours.due(member.at, days),
            "key": key,
        }
        for key, member in keyed.items()
        if key not in known
    ]
    if rows:
        # Somebody may be reading in the same list at this moment.
        session.execute(insert_into(session, CallBack).on_conflict_do_nothing(index_elements=["key"]), rows)
    note(session, who, "callback.members", "callbacks", None, {"new": len(rows), "read": len(members)})
    return Listed(len(rows), len(members) - len(rows), sum(row["due_at"] < now for row in rows))


def _told_apart(members: Sequence[Member], own: Desk) -> list[tuple[str, Member]]:
    """Each member with who he is, as it may be kept: his number; where that is masked or missing, his name as well.

    Two who would look alike once masked are told apart by their place among those who do.
    """
    alike: defaultdict[str, list[str]] = defaultdict(list)
    told = []
    for member in members:
        plain = member.number or member.phone
        hidden = kept(plain, own) if member.number else kept_phone(plain, own)
        if hidden == plain and member.number:
            told.append((plain, member))
            continue
        person = f"{member.customer}:{hidden}"
        if plain not in alike[person]:
            alike[person].append(plain)
        place = alike[person].index(plain)
        told.append((f"{person}:{place}" if place else person, member))
    return told


def _code(session: Session, said: str, members: Sequence[Member]) -> str:
    try:
        return str(agent_named(session, said).code)
    except NotFound as error:
        row = next(member.row for member in members if member.agent == said)
        raise NotFound(f"第 {row} 行：{error}") from error
