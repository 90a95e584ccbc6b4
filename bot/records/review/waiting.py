"""The queue: conversations that wait for a person, and why. A conversation leaves it when it is dealt with."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, ForeignKey, Integer, String, Text, and_, delete, func, insert, select, update
from sqlalchemy.orm import Session, aliased

from bot.errors import Refused
from bot.records.database import Base, Instant, insert_into
from bot.report.words import choices

#: Why a conversation waits, the most urgent first, and what it is called.
REASONS = {
    "critical": "一票否决",
    "appealed": "坐席申诉",
    "unsure": "把握不大",
    "new_agent": "新人",
    "sample": "随机抽查",
    "pasted": "坐席自查",
}
_RANK = {reason: rank for rank, reason in enumerate(REASONS)}

#: Conversations on a page.
PAGE = 20


class Waiting(Base):
    """One conversation in the queue.

    Attributes:
        rank: of the most urgent reason.
        reasons, rules: words between spaces, with a space at both ends.
        findings: how many of its findings are open.
        whole: it was drawn at random and waits to be read as a whole.
    """

    __tablename__ = "review_queue"

    conversation_id = Column(Integer, ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True)
    rank = Column(Integer, nullable=False)
    reasons = Column(String(100), nullable=False)
    agent = Column(String(200), nullable=False, default="")
    book = Column(String(50), nullable=False, default="")
    rules = Column(Text, nullable=False, default="")
    findings = Column(Integer, nullable=False)
    whole = Column(Integer, nullable=False, default=0)
    since = Column(Instant, nullable=False)


class Mark(Base):
    """By what a conversation in the queue can be asked for: each of its reasons, and each rule of its findings.

    `rank` is the conversation's own: a page of one reason is read in order, and no further than it is long.
    """

    __tablename__ = "review_marks"

    mark = Column(String(50), primary_key=True)
    rank = Column(Integer, primary_key=True)
    conversation_id = Column(
        Integer, ForeignKey("review_queue.conversation_id", ondelete="CASCADE"), primary_key=True, index=True
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the queue is wanted; empty: all of it."""

    agents: tuple[str, ...] = ()
    book: str = ""
    rule: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many conversations wait: in all, and by reason."""

    total: int
    by_reason: dict[str, int]


def row(
    conversation: int, reasons: Iterable[str], agent: str, book: str, rules: Sequence[str], since: datetime
) -> dict[str, object]:
    """The values of a conversation's place in the queue."""
    given = sorted(set(reasons), key=_RANK.__getitem__)
    return {
        "conversation_id": conversation,
        "rank": _RANK[given[0]],
        "reasons": _words(given),
        "agent": agent,
        "book": book,
        "rules": _words(dict.fromkeys(rules)),
        "findings": len(rules),
        "whole": int("sample" in given),
        "since": since,
    }


def marks(values: dict[str, object]) -> list[dict[str, object]]:
    """The rows of `Mark` that belong to a place in the queue."""
    words = f"{values['reasons']}{values['rules']}".split()
    own = {"rank": values["rank"], "conversation_id": values["conversation_id"]}
    return [{"mark": word, **own} for word in dict.fromkeys(words)]


def queue(
    session: Session, wanted: Wanted, after: tuple[int, int] = (-1, 0), limit: int = PAGE
) -> list[Waiting]:
    """A page of the queue, the most urgent and within that the oldest first.

    Args:
        after: rank and conversation of the last row of the page before.

    Raises:
        Refused: the reason is not one of `REASONS`.
    """
    rank, number = after
    chosen, place = _chosen(select(Waiting), wanted)
    chosen = chosen.where((place.rank > rank) | ((place.rank == rank) & (place.conversation_id > number)))
    chosen = chosen.order_by(place.rank, place.conversation_id).limit(limit)
    return list(session.execute(chosen).scalars())


def waiting(session: Session, wanted: Wanted) -> Counts:
    """How many wait; one that waits for several reasons is counted with each of them.

    Raises:
        Refused: the reason is not one of `REASONS`.
    """
    if wanted == Wanted():
        marked = select(Mark.mark, func.count()).where(Mark.mark.in_(list(REASONS))).group_by(Mark.mark)
        counts = Counter({str(mark): int(count) for mark, count in session.execute(marked)})
        total = int(session.execute(select(func.count()).select_from(Waiting)).scalar_one())
    else:
        # Few different sets of reasons stand in however many rows.
        chosen = _chosen(select(Waiting.reasons, func.count()), wanted)[0].group_by(Waiting.reasons)
        counts, total = Counter(), 0
        for reasons, count in session.execute(chosen):
            total += int(count)
            counts.update(dict.fromkeys(reasons.split(), int(count)))
    return Counts(total, {reason: counts[reason] for reason in REASONS if counts[reason]})


def put(session: Session, values: dict[str, object], reason: str) -> None:
    """Put a conversation into the queue, or add a reason where it waits already."""
    place = insert_into(session, Waiting.__table__).on_conflict_do_nothing(index_elements=["conversation_id"])
    there = None
    while there is None:
        if session.execute(place.values(values)).rowcount == 1:
            session.execute(insert(Mark), marks(values))
            return
        # Somebody may have taken it out since: then it is put in after all.
        there = held(session, int(str(values["conversation_id"])))
    if reason not in there.reasons.split():
        session.add(Mark(mark=reason, rank=there.rank, conversation_id=there.conversation_id))
        session.flush()
    _move(session, there, sorted({*there.reasons.split(), reason}, key=_RANK.__getitem__))


def held(session: Session, conversation: int) -> Waiting | None:
    """A conversation's place in the queue as it is now, held until the transaction ends; None where it has none."""
    chosen = select(Waiting).where(Waiting.conversation_id == conversation)
    chosen = chosen.with_for_update().execution_options(populate_existing=True)
    found: Waiting | None = session.execute(chosen).scalar_one_or_none()
    return found


def settle(
    session: Session,
    conversation: int,
    *,
    left: Sequence[str] | None = None,
    reason: str = "",
    whole: bool = False,
) -> None:
    """Take off what has been dealt with; a conversation with nothing left leaves the queue.

    Args:
        left: the rules of its findings that are still open, where one was decided.
        reason: this reason is gone.
        whole: it was read as a whole.
    """
    there = held(session, conversation)
    if there is None:
        return
    before = f"{there.reasons}{there.rules}".split()
    gone = {reason, *(["sample"] if whole else [])}
    reasons = [name for name in there.reasons.split() if name not in gone]
    if left is not None:
        there.findings, there.rules = len(left), _words(dict.fromkeys(left))
    there.whole = 0 if whole else there.whole
    if not there.findings:
        reasons = [name for name in reasons if name in ("appealed", "sample")]
    if not reasons:
        session.delete(there)
        return
    dropped = set(before) - {*reasons, *there.rules.split()}
    if dropped:
        session.execute(delete(Mark).where(Mark.conversation_id == conversation, Mark.mark.in_(dropped)))
    _move(session, there, reasons)


def drop(session: Session, conversations: Sequence[int]) -> None:
    """Take conversations out of the queue whatever they wait for."""
    session.execute(delete(Waiting).where(Waiting.conversation_id.in_(conversations)))


def _move(session: Session, there: Waiting, reasons: Sequence[str]) -> None:
    """Let it wait for these reasons, the most urgent first."""
    rank = _RANK[reasons[0]]
    if rank != there.rank:
        session.execute(
            update(Mark)
            .where(Mark.conversation_id == there.conversation_id)
            .values(rank=rank)
            .execution_options(synchronize_session=False)
        )
    there.reasons, there.rank = _words(reasons), rank


def _chosen(chosen, wanted: Wanted):  # type: ignore[no-untyped-def]
    """The query with its conditions, and the table in whose order it is read."""
    _known(wanted.reason)
    place = Waiting
    if wanted.agents:
        chosen = chosen.where(Waiting.agent.in_(wanted.agents))
    if wanted.book:
        chosen = chosen.where(Waiting.book == wanted.book)
    for mark in filter(None, (wanted.reason, wanted.rule)):
        marked = aliased(Mark)
        chosen = chosen.join(
            marked, and_(marked.conversation_id == Waiting.conversation_id, marked.mark == mark)
        )
        place = marked
    return chosen, place


def _known(reason: str) -> None:
    if reason and reason not in REASONS:
        raise Refused(f"没有“{reason}”这种复核原因。可以写：{choices(REASONS)}。")


def _words(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "
