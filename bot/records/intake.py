"""Taking conversations in: many in one transaction, each of them once.

Conversations, reports, findings, totals and the queue are written together or not at all, so that a process may be
killed at any moment.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from bot.check.finding import Report
from bot.conversation.model import Conversation
from bot.records.callbacks.promises import add_owed
from bot.records.conversations import (
    OPEN,
    SUPERSEDED,
    KeptConversation,
    KeptFinding,
    KeptReport,
    hold_current,
    judged_by,
)
from bot.records.database import Database
from bot.records.desk import Desk, desk
from bot.records.people import Agent
from bot.records.prepared import Prepared, prepared
from bot.records.review.waiting import Mark, Waiting, drop, marks, row
from bot.records.tallies import Change, periods

#: The sender of conversations that the desk brought in. Only they count in totals: what an agent pastes to see how
#: he did must not raise his average.
DESK = "import"

#: What the sender of a conversation that was pasted into the chat begins with: nobody there can call himself the desk.
CHAT = "chat:"

#: PostgreSQL's codes where two writers stood in each other's way: a deadlock, a lock not to be had.
_IN_THE_WAY = {"40P01", "55P03"}


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a lot: the number of each conversation, in order, and which were new."""

    numbers: tuple[int, ...]
    new: frozenset[int]


def keep(database: Database, sender: str, channel: str, conversation: Conversation, report: Report) -> int:
    """Store one conversation with its report and findings; returns the conversation's number.

    What is there already stays as it is, with what people have decided on its findings.

    Args:
        sender: who has it checked; never the desk, whatever he calls himself.

    Raises:
        StoreError: the database cannot be opened.
    """
    sender = f"{CHAT}{sender}" if sender == DESK else sender
    given = prepared(conversation, report, desk())
    return take(database, [given], sender=sender, channel=channel).numbers[0]


def known_digests(session: Session, digests: Sequence[str], sender: str = DESK) -> set[str]:
    """Those that are stored already."""
    chosen = select(KeptConversation.digest).where(
        KeptConversation.sender == sender, KeptConversation.digest.in_(digests)
    )
    return set(session.execute(chosen).scalars())


def take(database: Database, lot: Sequence[Prepared], *, sender: str = DESK, channel: str = "") -> Taken:
    """Store a lot in one transaction.

    Raises:
        StoreError: the database cannot be opened.
    """
    try:
        with database.session() as session:
            return _take(session, lot, sender[:200], channel[:50])
    except (IntegrityError, OperationalError) as error:
        if isinstance(error, OperationalError) and not _in_the_way(error):
            raise
        # Somebody stored one of them at the same moment, or was in the way; now he has done.
        with database.session() as session:
            return _take(session, lot, sender[:200], channel[:50])


def _in_the_way(error: OperationalError) -> bool:
    """Whether another writer was; SQLite has no code for it that Python tells."""
    code = getattr(error.orig, "pgcode", None)
    return code in _IN_THE_WAY if code else "locked" in str(error.orig)


def _take(session: Session, lot: Sequence[Prepared], sender: str, channel: str) -> Taken:
    now = datetime.now(UTC)
    before = _numbers(session, sender, lot)
    # In a fixed order, so that two who bring in the same do not wait for each other.
    by_digest = {item.words.digest: item for item in sorted(lot, key=lambda item: item.words.digest)}
    fresh = {digest: item for digest, item in by_digest.items() if digest not in before}
    roster = Roster(session)
    if fresh:
        rows = [_conversation(item, sender, channel, now, roster) for item in fresh.values()]
        session.execute(insert(KeptConversation), rows)
    numbers = _numbers(session, sender, lot)
    new = {numbers[digest]: item for digest, item in fresh.items()}
    _add_reports(session, new, now, roster)
    _enqueue(session, new, now, roster, sender)
    if sender == DESK:
        change = Change()
        for item in new.values():
            when = periods(item.started_at or now, desk().timezone)
            _count(change, item, roster.code(item.agent), when)
        change.write(session)
        for number, item in new.items():
            if item.owed:
                add_owed(session, number, item.owed)
    else:
        for digest, item in by_digest.items():
            if digest in before:
                _add_later(session, before[digest], item, now, roster)
    return Taken(tuple(numbers[item.words.digest] for item in lot), frozenset(new))


class Roster:
    """Who is meant by the id, number or name that a transcript gives."""

    def __init__(self, session: Session) -> None:
        self._joined: dict[str, date | None] = {}
        aliases: dict[str, set[str]] = {}
        for code, number, name, joined in session.execute(
            select(Agent.code, Agent.number, Agent.name, Agent.joined_on)
        ):
            self._joined[code] = joined
            for alias in {number, name} - {""}:
                aliases.setdefault(alias, set()).add(code)
        self._codes: Mapping[str, str] = {
            alias: next(iter(codes)) for alias, codes in aliases.items() if len(codes) == 1
        }

    def code(self, said: str) -> str:
        """The code on the roster; what was said where nobody there is meant."""
        said = said[:200]
        return said if said in self._joined else self._codes.get(said, said)

    def knows(self, said: str) -> bool:
        """Whether somebody on the roster is meant."""
        return self.code(said) in self._joined

    def joined(self, code: str) -> date | None:
        """When he joined; None where that is not known."""
        return self._joined.get(code)


def _numbers(session: Session, sender: str, lot: Sequence[Prepared]) -> dict[str, int]:
    chosen = select(KeptConversation.digest, KeptConversation.id).where(
        KeptConversation.sender == sender, KeptConversation.digest.in_([item.words.digest for item in lot])
    )
    return {digest: int(number) for digest, number in session.execute(chosen)}


def _conversation(item: Prepared, sender: str, channel: str, now: datetime, roster: Roster) -> dict[str, Any]:
    return {
        "stored_at": now,
        "sender": sender,
        "channel": channel or item.channel,
        "digest": item.words.digest,
        "transcript": item.transcript,
        "agent": roster.code(item.agent),
        "book": item.book,
        "started_at": item.started_at or now,
        "masked": item.masked,
        "head": item.words.head,
        "turns": item.words.turns,
    }


def _add_reports(
    session: Session, items: Mapping[int, Prepared], now: datetime, roster: Roster, current: bool = True
) -> None:
    """Store report and findings of conversations, each of which has none of this version."""
    if not items:
        return
    last = int(session.execute(select(func.coalesce(func.max(KeptReport.id), 0))).scalar_one())
    session.execute(
        insert(KeptReport),
        [
            {**item.report, "conversation_id": number, "checked_at": now, "current": current}
            for number, item in items.items()
        ],
    )
    chosen = select(KeptReport.conversation_id, KeptReport.id).where(
        KeptReport.conversation_id.in_(list(items)), KeptReport.id > last
    )
    reports = {int(number): int(report) for number, report in session.execute(chosen)}
    findings = [
        {
            **columns,
            "report_id": reports[number],
            "conversation_id": number,
            "agent": roster.code(item.agent),
            "book": item.book,
            "status": OPEN if current else SUPERSEDED,
        }
        for number, item in items.items()
        for columns in item.findings
    ]
    if findings:
        session.execute(insert(KeptFinding), findings)


def _enqueue(
    session: Session, items: Mapping[int, Prepared], now: datetime, roster: Roster, sender: str
) -> None:
    own = desk()
    places = []
    for number, item in items.items():
        agent = roster.code(item.agent)
        reasons = _reasons(item, roster.joined(agent), item.started_at or now, own, sender)
        if reasons:
            rules = [str(finding["rule"]) for finding in item.findings]
            places.append(row(number, reasons, agent, item.book, rules, now))
    if places:
        session.execute(insert(Waiting), places)
        session.execute(insert(Mark), [mark for place in places for mark in marks(place)])


def _add_later(session: Session, number: int, item: Prepared, now: datetime, roster: Roster) -> None:
    """Add what a newer book or model finds in a conversation that was pasted before.

    It takes the place of the report before, unless a person has decided on something in it. What the desk brought in
    never comes here: nobody is judged anew under a script that he did not have. One whose words were deleted stays
    without them.
    """
    conversation = session.get(KeptConversation, number)
    assert conversation is not None
    if not conversation.turns or judged_by(session, number, item.version):
        return
    # Who is judging it has it now, or waits until we have done; what he or another has changed by then counts.
    standing = hold_current(session, number)
    if judged_by(session, number, item.version):
        return
    decided = session.execute(
        select(KeptFinding.id).where(KeptFinding.report_id == standing.id, KeptFinding.status != OPEN)
    ).first()
    if decided is not None:
        _add_reports(session, {number: item}, now, roster, current=False)
        return
    standing.current = False
    session.execute(
        update(KeptFinding)
        .where(KeptFinding.report_id == standing.id, KeptFinding.status == OPEN)
        .values(status=SUPERSEDED, version=KeptFinding.version + 1)
        .execution_options(synchronize_session=False)
    )
    session.flush()
    _add_reports(session, {number: item}, now, roster)
    drop(session, [number])
    _enqueue(session, {number: item}, now, roster, str(conversation.sender))


def _count(change: Change, item: Prepared, agent: str, when: tuple[str, str]) -> None:
    report = item.report
    change.conversation(
        when, agent, item.book, report["score"], passed=report["passed"], critical=report["critical"]
    )
    costs = Counter[str]()
    for finding in item.findings:
        costs[finding["rule"]] += finding["points"]
    for rule, outcome in item.outcomes.items():
        if outcome == "met":
            change.rule(when, agent, item.book, rule, met=1)
        elif outcome == "violated":
            change.rule(when, agent, item.book, rule, violated=1, points=costs[rule])


def _reasons(item: Prepared, joined: date | None, at: datetime, own: Desk, sender: str) -> list[str]:
    """Why a person should look at it."""
    review = own.review
    reasons = []
    if item.report["critical"]:
        reasons.append("critical")
    if any(finding["confidence"] < review.low_confidence for finding in item.findings):
        reasons.append("unsure")
    day = at.astimezone(own.timezone).date()
    if item.findings and joined and day < joined + timedelta(days=review.new_agent_days):
        reasons.append("new_agent")
    # The digest is as good as a die, and falls the same way whenever the same conversation comes.
    if sender == DESK and int(item.words.digest[:8], 16) < review.random_share * 2**32:
        reasons.append("sample")
    if sender != DESK and item.findings:
        reasons.append("pasted")
    return reasons
