"""The month of every agent, reckoned from the ledger as it stands."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from bot.assess.assessment import Assessment, Standing, assess, ranked
from bot.assess.fines import fines, yuan_in
from bot.assess.item import MONEY
from bot.assess.mark import Mark
from bot.assess.month import Month
from bot.assess.scheme import schemes_of
from bot.book.shelf import DEFAULT_BOOK
from bot.errors import Refused
from bot.records.desk import desk
from bot.records.ledger import PROPOSED, STANDING, Entry, KeptAssessment
from bot.records.people import Agent, Team
from bot.records.review.trust import costless
from bot.records.tallies import ConversationTally


@dataclass(frozen=True, slots=True)
class Sheet:
    """One agent's month.

    Attributes:
        conversations: how many of his were checked: what the score rests on.
        rank: by score, from 1; None where too few were checked to compare him.
        proposed: entries that wait for a person.
        revision: the one under which these figures were closed; 0 where they were not.
    """

    agent: Agent
    team: str
    assessment: Assessment
    conversations: int
    rank: int | None = None
    proposed: int = 0
    revision: int = 0

    @property
    def yuan(self) -> int:
        """Fines and rewards of the month, in yuan, signed."""
        return yuan_in(self.assessment.fines, self.assessment.month)

    @property
    def remark(self) -> str:
        """What the score rests on, and what waits."""
        own = desk().sample
        place = f"第 {self.rank} 名" if self.rank else f"不到 {own} 通，不排名次"
        waits = f"；{self.proposed} 条待确认没有计入" if self.proposed else ""
        return f"质检过 {self.conversations} 通会话，{place}{waits}"


def sheets(session: Session, month: Month, now: datetime) -> list[Sheet]:
    """The months of all agents who were with the desk in it, by code."""
    found = _sheets(session, month, now)
    below = [one for one in found if one.assessment.last and _in_question(one.assessment)]
    # How the month before came out matters to him alone who is last with few points in this one.
    before = _previous(session, month, now) if below else {}
    return [
        replace(one, assessment=replace(one.assessment, previous=before.get(str(one.agent.code), ())))
        if one in below
        else one
        for one in found
    ]


def sheet(session: Session, month: Month, agent: Agent, now: datetime) -> Sheet:
    """The month of one agent. All are reckoned, for his rank depends on the others.

    Raises:
        Refused: he was not with the desk in that month.
    """
    found = next((one for one in sheets(session, month, now) if one.agent.code == agent.code), None)
    if found is None:
        when = f"{agent.joined_on} 入职" if agent.joined_on else "入职日期没登记"
        gone = f"，{agent.left_on} 离职" if agent.left_on else ""
        raise Refused(f"{agent.shown}在 {month} 不在岗（{when}{gone}）。")
    return found


def closed(session: Session, month: Month) -> dict[str, KeptAssessment]:
    """By agent, the newest revision of a month that was closed."""
    chosen = (
        select(KeptAssessment).where(KeptAssessment.month == str(month)).order_by(KeptAssessment.revision)
    )
    return {str(row.agent): row for row in session.execute(chosen).scalars()}


def sheet_as_json(one: Sheet) -> dict[str, object]:
    """A month as plain values, each sum with the entries it is made of."""
    its = one.assessment
    return {
        "month": str(its.month),
        "agent": one.agent.code,
        "name": one.agent.name,
        "team": one.team,
        "base": its.base,
        "bonus": its.bonus,
        "deduction": its.deduction,
        "extra": its.extra,
        "extra_from": [mark.id for mark in its.causes],
        "trainer": its.trainer,
        "total": its.total,
        "score": its.score,
        "grade": its.grade,
        "pay": its.pay,
        "pay_note": its.pay_note,
        "yuan": one.yuan,
        "conversations": one.conversations,
        "rank": one.rank,
        "last": its.last,
        "flags": list(its.flags),
        "proposed": one.proposed,
        "revision": one.revision,
        "entries": [_mark_as_json(mark) for mark in its.marks],
        "fines": [{"entry": fine.mark.id, "yuan": fine.yuan, "text": fine.text} for fine in its.fines],
        "lines": its.lines(),
    }


def _mark_as_json(mark: Mark) -> dict[str, object]:
    return {
        "entry": mark.id,
        "on": str(mark.occurred_on),
        "item": mark.item,
        "name": mark.name,
        "kind": mark.kind,
        "points": mark.points,
        "yuan": mark.yuan,
        "source": mark.source,
        "rule": mark.rule,
        "finding": mark.finding_id,
        "conversation": mark.conversation_id,
        "reason": mark.reason,
        "counted": mark.counted,
        "why_not": mark.why_not,
    }


def _in_question(one: Assessment) -> bool:
    return one.score < one.marking.dismissal.last_below


def _sheets(session: Session, month: Month, now: datetime) -> list[Sheet]:
    """The months without how those before came out."""
    there = _present(session, month)
    marks = _marks(session, month, now)
    money = _money(session, month)
    counts = _conversations(session, month)
    trades = {str(agent.book) or DEFAULT_BOOK for agent, _ in there.values()}
    of_trade = {trade: schemes_of(trade) for trade in trades}
    found: dict[str, Assessment] = {}
    for code, (agent, _) in there.items():
        his = money.get(code, ())
        own = of_trade[str(agent.book) or DEFAULT_BOOK] if his else ()
        reckoned = [fine for scheme in own for fine in fines(his, scheme)]
        found[code] = assess(marks.get(code, ()), month, agent.joined_on, fines=reckoned)
    # Who is last may lose his place for it: nobody is, on a sample too small to compare.
    comparable = {code: one for code, one in found.items() if counts.get(code, 0) >= desk().sample}
    found |= ranked(comparable)
    order = sorted((found[code].score for code in comparable), reverse=True)
    proposed = _proposed(session, month)
    revisions = {code: int(row.revision) for code, row in closed(session, month).items()}
    return [
        Sheet(
            agent,
            team,
            found[code],
            counts.get(code, 0),
            order.index(found[code].score) + 1 if code in comparable else None,
            proposed.get(code, 0),
            revisions.get(code, 0),
        )
        for code, (agent, team) in there.items()
    ]


def _previous(session: Session, month: Month, now: datetime) -> dict[str, tuple[Standing, ...]]:
    """How the month before came out: as it was closed, or as it stands where it was not."""
    before = month.previous
    kept = closed(session, before)
    if kept:
        return {code: (Standing(int(row.score), bool(row.last)),) for code, row in kept.items()}
    if not _any(session, before):
        return {}
    return {
        str(one.agent.code): (Standing(one.assessment.score, one.assessment.last),)
        for one in _sheets(session, before, now)
    }


def _any(session: Session, month: Month) -> bool:
    chosen = select(Entry.id).where(Entry.month == str(month), Entry.status == STANDING).limit(1)
    return session.execute(chosen).first() is not None


def _present(session: Session, month: Month) -> dict[str, tuple[Agent, str]]:
    """The agents who were with the desk in some part of the month, each with his team."""
    chosen = (
        select(Agent, Team.name)
        .outerjoin(Team, Agent.team_id == Team.id)
        .where(
            or_(Agent.joined_on.is_(None), Agent.joined_on <= month.last),
            or_(Agent.left_on.is_(None), Agent.left_on >= month.first),
        )
        .order_by(Agent.code)
    )
    return {str(agent.code): (agent, str(team or "")) for agent, team in session.execute(chosen)}


def _marks(session: Session, month: Month, now: datetime) -> dict[str, list[Mark]]:
    """By agent, what stands in the ledger of the month."""
    off = costless(session, now)
    chosen = select(*_COLUMNS).where(Entry.month == str(month), Entry.status == STANDING)
    books = dict(session.execute(select(Agent.code, Agent.book)).all()) if off else {}
    found: dict[str, list[Mark]] = {}
    for entry in session.execute(chosen):
        mark = _mark(entry, month)
        why_not = off.get((books.get(entry.agent) or DEFAULT_BOOK, mark.rule), "") if mark.rule else ""
        found.setdefault(str(entry.agent), []).append(
            replace(mark, counted=False, why_not=why_not) if why_not else mark
        )
    return found


def _money(session: Session, month: Month) -> dict[str, list[Mark]]:
    """By agent, the fines and rewards up to the end of the month: a ladder counts what was before."""
    chosen = select(*_COLUMNS).where(
        Entry.kind.in_(sorted(MONEY)), Entry.status == STANDING, Entry.occurred_on <= month.last
    )
    found: dict[str, list[Mark]] = {}
    for entry in session.execute(chosen):
        found.setdefault(str(entry.agent), []).append(_mark(entry, Month.parse(entry.month)))
    return found


#: What reckoning needs of an entry. Plain columns: a whole desk's entries as objects would take half a second.
_COLUMNS = (
    Entry.agent,
    *(
        Entry.id,
        Entry.item,
        Entry.name,
        Entry.kind,
        Entry.points,
        Entry.occurred_on,
        Entry.money,
        Entry.month,
    ),
    *(Entry.source, Entry.finding_id, Entry.conversation_id, Entry.reason, Entry.rule, Entry.dismissal),
)


def _mark(row: Row, month: Month) -> Mark:
    return Mark(
        id=row.id,
        item=row.item,
        name=row.name,
        kind=row.kind,
        points=row.points,
        occurred_on=row.occurred_on,
        yuan=row.money,
        month=month,
        source=row.source,
        finding_id=row.finding_id,
        conversation_id=row.conversation_id,
        reason=row.reason,
        rule=row.rule,
        dismissal=row.dismissal,
    )


def _conversations(session: Session, month: Month) -> dict[str, int]:
    chosen = (
        select(ConversationTally.agent, func.sum(ConversationTally.conversations))
        .where(ConversationTally.period == str(month))
        .group_by(ConversationTally.agent)
    )
    return {str(agent): int(count) for agent, count in session.execute(chosen)}


def _proposed(session: Session, month: Month) -> dict[str, int]:
    chosen = (
        select(Entry.agent, func.count())
        .where(Entry.month == str(month), Entry.status == PROPOSED)
        .group_by(Entry.agent)
    )
    return {str(agent): int(count) for agent, count in session.execute(chosen)}
