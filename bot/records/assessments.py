"""Closing a month: its figures are kept as they were.

When something in it changes afterwards (an appeal was upheld), closing it again adds a revision beside the one before.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from bot.assess.month import Month
from bot.errors import Refused
from bot.records.audit import note
from bot.records.conversations import KeptConversation
from bot.records.desk import desk
from bot.records.entries import BOOKKEEPERS
from bot.records.ledger import PROPOSED, STANDING, Entry, KeptAssessment
from bot.records.people import allowed
from bot.records.review.appeal import PENDING, Appeal
from bot.records.review.waiting import Waiting
from bot.records.sheet_form import sheet_as_json
from bot.records.sheets import Sheet, any_of, closed, sheets
from bot.report.json_form import encoded

#: So many people are named.
_NAMED = 10


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What could still change a month: conversations in the queue, appeals, entries to confirm."""

    waiting: int
    appeals: int
    proposed: int

    @property
    def told(self) -> str:
        """In a sentence; empty where nothing is."""
        parts = [
            f"{self.waiting} 通会话没复核" if self.waiting else "",
            f"{self.appeals} 件申诉没裁决" if self.appeals else "",
            f"{self.proposed} 条记录待确认" if self.proposed else "",
        ]
        return "、".join(filter(None, parts))


@dataclass(frozen=True, slots=True)
class Closed:
    """What closing a month came to.

    Attributes:
        written, unchanged: sheets that were written, and those that stood already.
        left: what is unfinished.
        undated: who has no date of joining, so that his pay did not move.
        flagged: what a person has to decide on, each with whom it is about.
    """

    month: Month
    written: int
    unchanged: int
    left: Unfinished
    undated: tuple[str, ...] = ()
    flagged: tuple[str, ...] = ()

    def told(self) -> Iterator[str]:
        """What has to be seen to, a line each."""
        if left := self.left.told:
            yield f"还有 {left}，都没有算进来；办完以后再结算一次。"
        if self.undated:
            who = "、".join(self.undated[:_NAMED]) + ("……" if len(self.undated) > _NAMED else "")
            yield (
                f"{len(self.undated)} 位没有登记入职日期，工资没有浮动：{who}。"
                "请在名册里补上（huashu agents add 的 --joined），再结算一次。"
            )
        yield from (f"提醒：{flag}" for flag in self.flagged)


def unfinished(session: Session, month: Month) -> Unfinished:
    """What of a month still waits for a person."""
    begin, end = month.bounds(desk().timezone)
    queued = (
        select(func.count())
        .select_from(Waiting)
        .join(KeptConversation, KeptConversation.id == Waiting.conversation_id)
        .where(KeptConversation.started_at >= begin, KeptConversation.started_at < end)
    )
    own = and_(Entry.month == str(month), Entry.status == STANDING)
    appealed = (
        select(func.count(Appeal.id.distinct()))
        .join(Entry, or_(Entry.finding_id == Appeal.finding_id, Entry.id == Appeal.entry_id))
        .where(Appeal.status == PENDING, own)
    )
    proposed = (
        select(func.count()).select_from(Entry).where(Entry.month == str(month), Entry.status == PROPOSED)
    )
    return Unfinished(*(int(session.execute(one).scalar_one()) for one in (queued, appealed, proposed)))


def close(session: Session, who: str, month: Month, now: datetime) -> Closed:
    """Close a month: its figures are kept. Closed again, only what has changed gets a new revision.

    Raises:
        NotFound: no such user. NotAllowed: the person keeps no ledger. Refused: the month is not over.
    """
    user = allowed(session, who, *BOOKKEEPERS)
    if not month.over(now, desk().timezone):
        first = month.next
        raise Refused(f"{month} 还没过完，{first}-01 起才能结算。现在可以先看：huashu month show {month}。")
    if not any_of(session, month):
        raise Refused(f"{month} 没有一通会话，也没有一条记录，不用结算。请看看月份写对没有。")
    kept = closed(session, month)
    written = unchanged = 0
    found = sheets(session, month, now)
    for one in found:
        text = encoded(sheet_as_json(replace(one, revision=0, changed=False))).decode()
        before = kept.get(str(one.agent.code))
        if before is not None and before.sheet == text:
            unchanged += 1
            continue
        written += 1
        revision = int(before.revision) + 1 if before is not None else 1
        session.add(_row(one, str(user.name), revision, text, now))
        old = (
            None
            if before is None
            else {"score": before.score, "pay": before.pay, "revision": before.revision}
        )
        new = {"score": one.assessment.score, "pay": one.assessment.pay, "revision": revision}
        note(session, str(user.name), "close", f"month:{month}:{one.agent.code}", old, new)
    undated = tuple(one.agent.shown for one in found if one.agent.joined_on is None)
    flagged = tuple(f"{one.agent.shown}：{flag}" for one in found for flag in one.assessment.flags)
    return Closed(month, written, unchanged, unfinished(session, month), undated, flagged)


def _row(one: Sheet, who: str, revision: int, text: str, now: datetime) -> KeptAssessment:
    return KeptAssessment(
        month=str(one.assessment.month),
        agent=one.agent.code,
        revision=revision,
        closed_at=now,
        closed_by=who,
        score=one.assessment.score,
        grade=one.assessment.grade,
        pay=one.assessment.pay,
        fines=one.yuan,
        conversations=one.conversations,
        last=int(one.assessment.last),
        sheet=text,
    )
