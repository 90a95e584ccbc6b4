"""Entering, proposing, confirming and withdrawing what stands in the ledger."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.assess.item import DEDUCTIONS, KIND_NAMES, Item
from bot.assess.month import Month
from bot.assess.scheme import schemes
from bot.book.shelf import DEFAULT_BOOK
from bot.errors import Conflict, NotAllowed, Refused
from bot.language.personal import masked
from bot.language.unseen import tidied
from bot.records.audit import note
from bot.records.complaints import complained_of
from bot.records.database import numbered
from bot.records.desk import desk
from bot.records.ledger import PROPOSED, STANDING, WITHDRAWN, Entry
from bot.records.people import Agent, Role, User, agent_named, allowed
from bot.records.review.appeal import PENDING as UNDER_APPEAL
from bot.records.review.appeal import appeals_about
from bot.report.words import choices

#: Who may write into the ledger (G.1.4).
BOOKKEEPERS: tuple[Role, ...] = ("trainer", "supervisor")

#: Kinds that nobody is charged with without a word of why.
_EXPLAINED = DEDUCTIONS | {"extra", "dismissal", "fine"}

#: The longest reason, in characters, and the largest sum where the handbook leaves it open, in yuan.
_LONGEST, _DEAREST = 500, 100_000

_STATES = {STANDING: "已计入", PROPOSED: "待确认", WITHDRAWN: "已撤销"}


def enter(
    session: Session,
    who: str,
    agent: str,
    item: str,
    on: date,
    now: datetime,
    *,
    points: int | None = None,
    money: int | None = None,
    dismissed: bool = False,
    reason: str = "",
) -> Entry:
    """Enter what a person has seen: 迟到, a bonus, the trainer's extra, a fine.

    Args:
        item: its clause, its name, or a part of it.
        points, money: where the item leaves them to the person; without a sign, but for the extra.
        dismissed: the person chose dismissal where the clause allows it.

    Raises:
        NotFound: no such agent, item or user. NotAllowed: the person keeps no ledger.
        Refused: the sum is not allowed, the day is to come or before he joined, a reason is missing, or it is there
        already where the handbook allows it once a month.
    """
    user = allowed(session, who, *BOOKKEEPERS)
    his = agent_named(session, agent)
    if user.agent_code and user.agent_code == his.code:
        raise NotAllowed(f"{user.name}不能给自己记，请别的同事来记（G.1.4）。")
    _supervisors_own(session, user, str(his.code))
    known = schemes().find(item, str(his.book) or DEFAULT_BOOK)
    _day(on, his, now)
    if known.kind in _EXPLAINED and not tidied(reason):
        raise Refused(f"“{known.name}”必须写明理由（{known.id}）。")
    if known.kind == "extra" and points == 0:
        raise Refused(f"“{known.name}”加减 0 分不用记。")
    if len(reason) > _LONGEST:
        raise Refused(f"理由最多 {_LONGEST} 个字，现在有 {len(reason)} 个。")
    reason = masked(tidied(reason))
    if money is not None and money > _DEAREST:
        raise Refused(f"{money} 元太多了，最多 {_DEAREST} 元。请检查多打了几个 0。")
    hold_agent(session, str(his.code))
    month = Month.of(on)
    if known.propose == "no_complaint" and str(his.code) in complained_of(session, month):
        raise Refused(f"{month} 有对{his.shown}的投诉（成立，或者还没办完），不能加“{known.name}”。")
    _once(session, known, str(his.code), month)
    _twice(session, known, str(his.code), on, reason)
    entry = Entry(
        agent=his.code,
        month=str(month),
        occurred_on=on,
        scheme=known.scheme,
        item=known.id,
        name=known.name,
        kind=known.kind,
        points=known.points_of(points),
        money=known.yuan_of(money, dismissed=dismissed, reason=reason),
        source="person",
        dismissal=known.dismisses(dismissed),
        rule="",
        status=STANDING,
        reason=reason,
        entered_by=user.name,
        entered_at=now,
        closed_by="",
        closed_why="",
    )
    session.add(entry)
    session.flush()
    note(session, str(user.name), "enter", f"entry:{entry.id}", None, as_json(entry))
    return entry


def confirm(session: Session, who: str, number: int, now: datetime) -> Entry:
    """Let a proposed entry count.

    Raises:
        NotFound, NotAllowed: as `enter`. Refused: it is not proposed any more.
    """
    user = allowed(session, who, *BOOKKEEPERS)
    entry = entry_numbered(session, number)
    _not_own(user, entry)
    _supervisors_own(session, user, str(entry.agent))
    if entry.status != PROPOSED:
        raise Refused(f"{number} 号记录不用确认：{_STATES[str(entry.status)]}。")
    hold_agent(session, str(entry.agent))
    _once(session, schemes().items.get(str(entry.item)), str(entry.agent), Month.parse(str(entry.month)))
    _move(session, entry, PROPOSED, {"status": STANDING, "entered_by": user.name, "entered_at": now})
    note(session, str(user.name), "confirm", f"entry:{number}", {"status": PROPOSED}, {"status": STANDING})
    return entry


def withdraw(session: Session, who: str, number: int, why: str, now: datetime) -> Entry:
    """Take an entry back, or decline one that is proposed. One that a finding has made goes by appeal.

    Raises:
        NotFound, NotAllowed: as `enter`. Refused: it does not count any more, no reason is given, or it goes by appeal.
    """
    user = allowed(session, who, *BOOKKEEPERS)
    entry = entry_numbered(session, number)
    _not_own(user, entry)
    _supervisors_own(session, user, str(entry.agent))
    if entry.finding_id is not None:
        raise Refused(f"{number} 号记录来自 {entry.finding_id} 号发现，要撤销请走申诉：huashu appeal file。")
    if entry.status == WITHDRAWN:
        raise Refused(f"{number} 号记录已经由{entry.closed_by}撤销：{entry.closed_why}。")
    if not tidied(why):
        raise Refused("撤销要写明理由。")
    if any(appeal.status == UNDER_APPEAL for appeal in appeals_about(session, entry=number)):
        raise Refused(f"{number} 号记录正在申诉，请等裁决。")
    take_back(session, entry, str(user.name), masked(tidied(why))[:_LONGEST], now)
    return entry


def entry_numbered(session: Session, number: int) -> Entry:
    """The entry of that number.

    Raises:
        NotFound: there is none.
    """
    return numbered(session, Entry, number, f"台账里没有 {number} 号记录。看有哪些：huashu ledger list。")


def entries(
    session: Session, *, month: str = "", agent: str = "", status: str = "", limit: int = 1000
) -> Sequence[Entry]:
    """Entries, in the order in which they happened."""
    chosen = select(Entry).order_by(Entry.occurred_on, Entry.id).limit(limit)
    if month:
        chosen = chosen.where(Entry.month == str(Month.parse(month)))
    if agent:
        chosen = chosen.where(Entry.agent == agent)
    if status:
        if status not in _STATES:
            raise Refused(f"没有“{status}”这种状态。可以写：{choices(_STATES)}。")
        chosen = chosen.where(Entry.status == status)
    return list(session.execute(chosen).scalars())


def state(entry: Entry) -> str:
    """What has become of an entry, in Chinese."""
    return _STATES[str(entry.status)]


def _day(on: date, agent: Agent, now: datetime) -> None:
    if on > now.astimezone(desk().timezone).date():
        raise Refused(f"{on} 还没到，不能先记。")
    if agent.left_on and on > agent.left_on:
        raise Refused(f"{agent.shown} {agent.left_on} 已经离职，{on} 的事不能记。")
    if agent.joined_on and on < agent.joined_on:
        raise Refused(f"{agent.shown} {agent.joined_on} 才入职，{on} 的事不能记。")


def _supervisors_own(session: Session, user: User, agent: str) -> None:
    """A trainer's month is the supervisor's to assess (G.1.4)."""
    chosen = select(User.id).where(User.agent_code == agent, User.role == "trainer").limit(1)
    if user.role == "trainer" and session.execute(chosen).first() is not None:
        raise NotAllowed(f"{agent} 是培训专员，考核由主管来记（G.1.4）。")


def hold_agent(session: Session, code: str) -> None:
    """Hold an agent's ledger until the transaction ends, so that what is allowed once is entered once."""
    session.execute(
        update(Agent).where(Agent.code == code).values(code=code).execution_options(synchronize_session=False)
    )


def _once(session: Session, item: Item | None, agent: str, month: Month) -> None:
    if item is None or (item.once is None and item.kind != "extra"):
        return
    there = session.execute(
        select(Entry.id).where(
            Entry.agent == agent, Entry.month == str(month), Entry.item == item.id, Entry.status == STANDING
        )
    ).first()
    if there is not None:
        raise Refused(f"“{item.name}”一个月只记一次，{month} 已经记过（{there[0]} 号记录）。")


def _twice(session: Session, item: Item, agent: str, on: date, reason: str) -> None:
    """The same thing on the same day for the same reason is one thing, entered by mistake a second time."""
    there = session.execute(
        select(Entry.id).where(
            Entry.agent == agent,
            Entry.occurred_on == on,
            Entry.item == item.id,
            Entry.reason == reason,
            Entry.status == STANDING,
        )
    ).first()
    if there is not None:
        raise Refused(
            f"{on} 已经记过同样一条“{item.name}”（{there[0]} 号记录）。真是第二次，请在理由里写明是哪一次。"
        )


def _not_own(user: User, entry: Entry) -> None:
    if user.agent_code and user.agent_code == entry.agent:
        raise NotAllowed(f"{user.name}不能动自己的记录，请别的同事来。")


def take_back(session: Session, entry: Entry, who: str, why: str, now: datetime) -> None:
    """Let an entry count no more.

    Raises:
        Conflict: somebody else has changed it meanwhile.
    """
    before = str(entry.status)
    values = {"status": WITHDRAWN, "closed_by": who, "closed_at": now, "closed_why": why}
    _move(session, entry, before, values)
    note(session, who, "withdraw", f"entry:{entry.id}", {"status": before}, {"status": WITHDRAWN, "why": why})


def _move(session: Session, entry: Entry, before: str, values: dict[str, object]) -> None:
    """Change it if it still stands as it was seen."""
    put = (
        update(Entry)
        .where(Entry.id == entry.id, Entry.status == before)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if session.execute(put).rowcount != 1:
        raise Conflict(f"{entry.id} 号记录刚刚被别人改过，没有写入。请再看一遍。")
    session.refresh(entry)


def as_json(entry: Entry) -> dict[str, object]:
    """What the audit log keeps of an entry."""
    kind = KIND_NAMES.get(str(entry.kind), str(entry.kind))
    return {
        "agent": entry.agent,
        "month": entry.month,
        "item": entry.item,
        "kind": kind,
        "points": entry.points,
        "money": entry.money,
        "reason": entry.reason,
    }
