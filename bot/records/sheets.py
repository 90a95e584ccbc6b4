"""The month of every agent, reckoned from the ledger as it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from bot.assess.assessment import Assessment, Standing, assess, ranked
from bot.assess.fines import Fine, fines, yuan_in
from bot.assess.item import MONEY
from bot.assess.mark import Mark
from bot.assess.month import Month
from bot.assess.scheme import schemes
from bot.errors import Refused
from bot.records.conversations import KeptFinding
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
        revision: the newest one that was closed; 0 where none was.
        changed: score, pay, fines or the last place are no longer what was closed.
    """

    agent: Agent
    team: str
    assessment: Assessment
    conversations: int
    rank: int | None = None
    proposed: int = 0
    revision: int = 0
    changed: bool = False

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
    """The months of all agents who were with the desk in it, by code.

    Raises:
        Refused: the month has not begun.
    """
    if month.first > now.astimezone(desk().timezone).date():
        raise Refused(f"{month} 还没开始，没有可看的。")
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


def closed(session: Session, month: Month, agent: str = "") -> dict[str, KeptAssessment]:
    """By agent, the newest revision of a month that was closed; of one agent, or of all."""
    chosen = (
        select(KeptAssessment).where(KeptAssessment.month == str(month)).order_by(KeptAssessment.revision)
    )
    if agent:
        chosen = chosen.where(KeptAssessment.agent == agent)
    return {str(row.agent): row for row in session.execute(chosen).scalars()}


def fines_of(session: Session, found: Iterable[Entry]) -> dict[int, Fine]:
    """By entry, what it comes to in yuan, with those before it counted; none for what is no fine or reward."""
    ladders = {(str(entry.agent), str(entry.scheme)) for entry in found if entry.kind in MONEY}
    reckoned: dict[int, Fine] = {}
    for agent, scheme in sorted(ladders):
        before = and_(Entry.agent == agent, Entry.scheme == scheme, Entry.kind.in_(sorted(MONEY)))
        chosen = select(*_COLUMNS).where(before, Entry.status == STANDING)
        marks = [_mark(row, Month.parse(row.month)) for row in session.execute(chosen)]
        reckoned |= {fine.mark.id: fine for fine in fines(marks, schemes()[scheme])}
    return reckoned


def _differs(kept: KeptAssessment, one: Assessment) -> bool:
    was = (kept.score, kept.pay, kept.fines, bool(kept.last))
    return was != (one.score, one.pay, yuan_in(one.fines, one.month), one.last)


def _in_question(one: Assessment) -> bool:
    return one.score < one.marking.dismissal.last_below


def _sheets(session: Session, month: Month, now: datetime) -> list[Sheet]:
    """The months without how those before came out."""
    there = _present(session, month)
    off = costless(session, now)
    marks = _read(session, off, Entry.month == str(month))
    # A ladder counts what was before.
    money = _read(session, off, and_(Entry.kind.in_(sorted(MONEY)), Entry.occurred_on <= month.last))
    counts = _conversations(session, month)
    found: dict[str, Assessment] = {}
    for code, (agent, _) in there.items():
        his = money.get(code, ())
        # By the scheme they were entered under, whatever trade he is in today.
        reckoned = [fine for scheme in schemes() for fine in fines(his, scheme)] if his else []
        found[code] = assess(marks.get(code, ()), month, agent.joined_on, fines=reckoned)
    comparable = [code for code in found if counts.get(code, 0) >= desk().sample]
    # Who is last may lose his place for it. Nobody is said to be on a sample too small to compare him, and nobody else
    # is in his stead; where no conversation was checked at all, the scores rest on what people have entered.
    for code, one in ranked(found).items():
        found[code] = replace(one, last=one.last and (code in comparable or not counts))
    order = sorted((found[code].score for code in comparable), reverse=True)
    proposed = _proposed(session, month)
    kept = closed(session, month)
    return [
        Sheet(
            agent,
            team,
            found[code],
            counts.get(code, 0),
            order.index(found[code].score) + 1 if code in comparable else None,
            proposed.get(code, 0),
            int(kept[code].revision) if code in kept else 0,
            code in kept and _differs(kept[code], found[code]),
        )
        for code, (agent, team) in there.items()
    ]


def _previous(session: Session, month: Month, now: datetime) -> dict[str, tuple[Standing, ...]]:
    """How the month before came out: as it was closed, and as it stands where it was not or has changed since."""
    before = month.previous
    rows = closed(session, before)
    kept = {code: Standing(int(row.score), bool(row.last)) for code, row in rows.items()}
    if not any_of(session, before):
        return {}
    if rows and not _touched(session, before, min(row.closed_at for row in rows.values())):
        return {code: (standing,) for code, standing in kept.items()}
    found: dict[str, tuple[Standing, ...]] = {}
    for one in _sheets(session, before, now):
        code, now_is = str(one.agent.code), Standing(one.assessment.score, one.assessment.last)
        found[code] = (kept.get(code, now_is)._replace(since=now_is if one.changed else None),)
    return found


def _touched(session: Session, month: Month, since: datetime) -> bool:
    """Whether an entry of a month was made or taken back since then; to reckon it all anew takes a while."""
    later = or_(Entry.entered_at > since, Entry.closed_at > since)
    chosen = select(Entry.id).where(Entry.month == str(month), later).limit(1)
    return session.execute(chosen).first() is not None


def any_of(session: Session, month: Month) -> bool:
    """Whether there is anything to reckon in a month: an entry, or a conversation."""
    chosen = select(Entry.id).where(Entry.month == str(month), Entry.status == STANDING).limit(1)
    talked = select(ConversationTally.agent).where(ConversationTally.period == str(month)).limit(1)
    return any(session.execute(one).first() is not None for one in (chosen, talked))


def _present(session: Session, month: Month) -> dict[str, tuple[Agent, str]]:
    """The agents who were with the desk in some part of the month, or are charged in it, each with his team."""
    charged = select(Entry.agent).where(Entry.month == str(month), Entry.status == STANDING)
    chosen = (
        select(Agent, Team.name)
        .outerjoin(Team, Agent.team_id == Team.id)
        .where(
            or_(
                and_(
                    or_(Agent.joined_on.is_(None), Agent.joined_on <= month.last),
                    or_(Agent.left_on.is_(None), Agent.left_on >= month.first),
                ),
                Agent.code.in_(charged),
            )
        )
        .order_by(Agent.code)
    )
    return {str(agent.code): (agent, str(team or "")) for agent, team in session.execute(chosen)}


def _read(session: Session, off: Mapping[tuple[str, str], str], which: Any) -> dict[str, list[Mark]]:
    """By agent, the standing entries; those of a rule that costs nothing for now are shown and do not count.

    Args:
        off: by book and rule, why it costs nothing.
    """
    chosen = select(*_COLUMNS, KeptFinding.book.label("book")).where(Entry.status == STANDING, which)
    chosen = chosen.outerjoin(KeptFinding, KeptFinding.id == Entry.finding_id)
    months = _Months()
    found: dict[str, list[Mark]] = {}
    for entry in session.connection().execute(chosen):
        mark = _mark(entry, months[entry.month])
        why_not = off.get((entry.book, mark.rule), "") if entry.book else ""
        found.setdefault(str(entry.agent), []).append(
            replace(mark, counted=False, why_not=why_not) if why_not else mark
        )
    return found


class _Months(dict[str, Month]):
    """Months by how they are written, each read once."""

    def __missing__(self, written: str) -> Month:
        self[written] = found = Month.parse(written)
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
