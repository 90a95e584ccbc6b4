"""Entries that the machine can see the reason for: examinations, complaints and months without, the first of the desk, call-backs
made late or while the customer rested.

They are proposed, and count only when a person has confirmed them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from bot.assess.item import OFFENCES, Item, Proposal
from bot.assess.month import Month
from bot.assess.scheme import schemes
from bot.book.shelf import DEFAULT_BOOK
from bot.practice.exam import SCENES, result
from bot.practice.scorecard import PASSING
from bot.records.audit import note
from bot.records.callbacks.breaches import LATE, RESTING, breaches
from bot.records.complaints import complained_of, filed, justified, made_on
from bot.records.desk import desk
from bot.records.entries import as_json
from bot.records.intake import Roster
from bot.records.ledger import PROPOSED, Entry
from bot.records.people import Agent
from bot.records.practice import KeptPractice
from bot.records.sheets import Sheet, sheets
from bot.records.tallies import ConversationTally

#: The fields in which a complaint and its examination are told, and the words by which they tell of a quarrel.
_TOLD = ("content", "result")
_QUARREL = re.compile(
    r"(?<!没)(?<!没有)(?:骂|吵架|吵起来|争吵|大吵|争执|口角|冲突|顶撞|顶嘴|推搡|动手|打人|侮辱)"
)

#: What is proposed for a breach.
_CALLING_BACK: dict[str, Proposal] = {LATE: "callback_overdue", RESTING: "callback_resting"}


@dataclass(frozen=True, slots=True)
class _Seen:
    """Something that the handbook gives or takes points for. `key`: the same for the same thing."""

    event: Proposal
    agent: str
    on: date
    reason: str
    key: str


def propose_month(session: Session, month: Month, now: datetime) -> list[Entry]:
    """Propose what is to be seen of a month; what has been proposed before is not proposed again.

    What only a whole month can show (no complaint, first of the desk) waits until it is over.
    """
    seen = [*_exams(session, month), *_calling_back(session, month, now), *_complaints(session, month)]
    if month.over(now, desk().timezone):
        present = sheets(session, month, now)
        seen += [*_no_complaint(session, month, present), *_first(session, month, present)]
    books = dict(session.execute(select(Agent.code, Agent.book)).all())
    made = []
    for one in seen:
        if one.agent not in books:
            continue
        item = schemes().proposed(one.event, books[one.agent] or DEFAULT_BOOK)
        entry = propose(session, one.key, one.agent, item, one.on, one.reason, now) if item else None
        if entry is not None:
            made.append(entry)
    return made


def propose(
    session: Session,
    key: str,
    agent: str,
    item: Item,
    on: date,
    reason: str,
    now: datetime,
) -> Entry | None:
    """Propose an entry for something the machine knows; None where it was proposed before, whatever became of it."""
    if session.execute(select(Entry.id).where(Entry.key == key)).first() is not None:
        return None
    entry = Entry(
        agent=agent,
        month=str(Month.of(on)),
        occurred_on=on,
        scheme=item.scheme,
        item=item.id,
        name=item.name,
        kind=item.kind,
        points=item.points_of(),
        money=item.yuan_of(),
        dismissal=False,
        source="machine",
        status=PROPOSED,
        reason=reason,
        key=key,
        entered_by="huashu",
        entered_at=now,
        rule="",
        closed_by="",
        closed_why="",
    )
    session.add(entry)
    session.flush()
    note(session, "huashu", "propose", f"entry:{entry.id}", None, as_json(entry))
    return entry


def _exams(session: Session, month: Month) -> Iterator[_Seen]:
    """The first examination of each agent in the month that was sat to its end (G.1.6)."""
    zone, roster = desk().timezone, Roster(session)
    begin, end = month.bounds(zone)
    first = func.min(KeptPractice.started_at)
    begun = select(KeptPractice.exam).where(KeptPractice.exam != "").group_by(KeptPractice.exam)
    begun = begun.having(and_(first >= begin, first < end))
    chosen = select(KeptPractice).where(KeptPractice.exam.in_(begun)).order_by(KeptPractice.started_at)
    sat: dict[str, list[KeptPractice]] = {}
    for row in session.execute(chosen).scalars():
        sat.setdefault(str(row.exam), []).append(row)
    done: set[str] = set()
    for exam, rows in sat.items():
        day = rows[0].started_at.astimezone(zone).date()
        agent = roster.code(str(rows[0].trainee))
        if agent in done or len(rows) < SCENES or not all(row.over for row in rows):
            continue
        done.add(agent)
        score = result([int(row.score) for row in rows], critical=any(row.critical for row in rows)).score
        if score == 100:
            yield _Seen("exam_full", agent, day, f"{day} 客服考试满分（请核对是本人考的）", f"exam:{exam}")
        elif score < PASSING:
            yield _Seen(
                "exam_failed", agent, day, f"{day} 客服考试 {score} 分（请核对是本人考的）", f"exam:{exam}"
            )


def _calling_back(session: Session, month: Month, now: datetime) -> Iterator[_Seen]:
    """Call-backs made too late or not at all (K.7.4), and each call in the customer's rest hours (K.7.1)."""
    for breach in breaches(session, str(month), now=now):
        yield _Seen(_CALLING_BACK[breach.rule], breach.agent, breach.occurred_on, breach.message, breach.key)


def _complaints(session: Session, month: Month) -> Iterator[_Seen]:
    """Complaints that were found justified, each against the agent it names (H.6, A.罚6), and the quarrels that they tell of
    (G.3.3). Which of them is an item of his trade, the ledger's files say.
    """
    for form, agent in filed(session, month):
        if form.status == "done" and justified(form):
            day = made_on(form)
            why, key = f"{form.number} 号投诉成立", f"form:{form.number}"
            yield _Seen("complaint_justified", agent, day, why, key)
            yield _Seen(
                "complaint_conduct", agent, day, f"{why}（请核对是他做得不好引起的）", f"{key}:conduct"
            )
            if said := _QUARREL.search(" ".join(str(form.values.get(name) or "") for name in _TOLD)):
                why += f"，里面说到“{said.group()}”（请核对是他和客户起了争执，质检没有记过）"
                yield _Seen("complaint_quarrel", agent, day, why, f"{key}:quarrel")


def _no_complaint(session: Session, month: Month, present: list[Sheet]) -> Iterator[_Seen]:
    """Agents with conversations in the month and no justified complaint, nor one that is still open."""
    against = complained_of(session, month)
    for sheet in present:
        agent = str(sheet.agent.code)
        if sheet.conversations and agent not in against:
            reason = f"{month} 没有成立的投诉（质检 {sheet.conversations} 通会话）"
            yield _Seen("no_complaint", agent, month.last, reason, f"{month}:no_complaint:{agent}")


def _first(session: Session, month: Month, present: list[Sheet]) -> Iterator[_Seen]:
    """The agent who is first in work and in quality, with nothing against him (G.2)."""
    chosen = (
        select(
            ConversationTally.agent,
            func.sum(ConversationTally.conversations),
            func.sum(ConversationTally.score_sum),
        )
        .where(ConversationTally.period == str(month))
        .group_by(ConversationTally.agent)
    )
    ranked = {sheet.agent.code for sheet in present if sheet.rank is not None}
    work = {
        agent: (int(count), int(total) / int(count))
        for agent, count, total in session.execute(chosen)
        if agent in ranked
    }
    if len(work) < 2:
        return
    most, best = max(count for count, _ in work.values()), max(mean for _, mean in work.values())
    first = [agent for agent, sums in work.items() if sums == (most, best)]
    for sheet in present:
        clean = not any(mark.kind in OFFENCES for mark in sheet.assessment.marks)
        if len(first) == 1 and sheet.agent.code == first[0] and clean:
            reason = f"{month} 会话 {most} 通、均分 {best:.1f}，都是全组第一，没有违规"
            yield _Seen("first_of_desk", first[0], month.last, reason, f"{month}:first_of_desk:{first[0]}")
