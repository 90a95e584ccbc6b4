"""Call-backs that a conversation owes: of a member who was served, and those the agent promised.

Nothing listens a second time: the words of a promise are those of the book's cue `promises_reply`, which the checker
goes by as well. How often they are right is told in docs/callbacks.md; so what is heard is only proposed, and a person
accepts or drops it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.book.shelf import shelf
from bot.check.feature import any_of
from bot.check.finding import Report
from bot.conversation.model import Conversation, Head
from bot.conversation.vocabulary import YES_NO, plain
from bot.language.folded import STOP, Folded
from bot.records.callbacks.model import CallBack, Kind, Status
from bot.records.callbacks.people import addressed, called, kept, kept_phone, number_said
from bot.records.callbacks.rest_hours import RestHours
from bot.records.desk import Desk, desk
from bot.records.people import Agent
from bot.records.stored import moment

#: The cue of the books by which a promise is heard, and the one by which rule O04 is content.
_PROMISES, _SAYS_SO = "promises_reply", "will_reply"
#: The rule that asks for a promise where an answer is owed: where it is met, there was one.
_RULE = "O04"
#: Names under which a transcript gives the member's number.
_NUMBERS = ("member_number", "member_id", "member_no", "会员号")


@dataclass(frozen=True, slots=True)
class Owed:
    """A call-back that a conversation owes, before it is stored.

    Attributes:
        status: `proposed` where it was heard, `open` where the head says it.
        number: of the member, where it is known.
        reason: what was said, or what for.
    """

    kind: Kind
    status: Status
    book: str
    agent: str
    customer: str
    phone: str
    number: str
    reason: str
    promised_at: datetime


def owed(conversation: Conversation, report: Report, stored_at: datetime) -> list[Owed]:
    """What a conversation owes its customer. Pure and cheap: most conversations are looked at once and left.

    Args:
        stored_at: counts as the time of a conversation that has none.
    """
    head = conversation.head
    if head.direction in ("outbound", "internal"):
        return []
    kinds: list[tuple[Kind, Status, str]] = []
    if _is_member(head):
        kinds.append(("member", "open", "会员来电，三天之内回访"))
    if promise := _promise(conversation, report):
        kinds.append(("promised", "proposed", promise))
    if not kinds:
        return []
    own = desk()
    said = [turn.text for turn in conversation.turns if turn.role == "agent"]
    title = {"m": "先生", "f": "女士"}.get(head.customer.gender, "")
    customer = addressed(head.customer.surname, title) if head.customer.surname else called(said)
    phone = number_said(turn.text for turn in conversation.turns if turn.role == "customer")
    at = moment(head.started_at, own.timezone) or stored_at
    number = next((str(head.more[name]) for name in _NUMBERS if head.more.get(name)), "")
    return [
        Owed(kind, status, report.book, report.agent, customer, phone, number, reason, at)
        for kind, status, reason in kinds
    ]


def add_owed(session: Session, conversation_id: int, owed: Sequence[Owed]) -> int:
    """Store what a conversation owes, once a conversation and kind; a member is called back once a month.

    Returns:
        How many are new.
    """
    own = desk()
    hours, keyed = RestHours.of(own), {_key(conversation_id, item, own): item for item in owed}
    known = set(session.execute(select(CallBack.key).where(CallBack.key.in_(list(keyed)))).scalars())
    new = [
        CallBack(
            kind=item.kind,
            status=item.status,
            customer=item.customer[:50],
            phone=kept_phone(item.phone, own)[:50],
            reference=kept(item.number, own)[:100],
            book=item.book,
            agent=_code(session, item.agent),
            conversation_id=conversation_id,
            reason=kept(item.reason, own),
            promised_at=item.promised_at,
            due_at=hours.due(item.promised_at, own.callbacks.days),
            key=key,
        )
        for key, item in keyed.items()
        if key not in known
    ]
    session.add_all(new)
    session.flush()
    return len(new)


def member_key(person: str, at: datetime) -> str:
    """What makes a member's call-back the only one of its month; `at` by the desk's clock."""
    return f"member:{person}:{at:%Y-%m}"[:200]


def _key(conversation_id: int, item: Owed, own: Desk) -> str:
    """A masked number may be anybody's: then it is one a conversation."""
    if (
        item.kind == "member"
        and item.number
        and kept(item.number, own) == item.number
        and "*" not in item.number
    ):
        return member_key(item.number, item.promised_at.astimezone(own.timezone))
    return f"conversation:{conversation_id}:{item.kind}"


def _is_member(head: Head) -> bool:
    said = head.more.get("member")
    return said is True or (isinstance(said, str) and YES_NO.get(plain(said)) is True)


def _promise(conversation: Conversation, report: Report) -> str:
    """The sentence in which the agent promises to reply; empty where he does not."""
    cues = [_PROMISES, _SAYS_SO] if report.outcomes.get(_RULE) == "met" else [_PROMISES]
    text = "\n".join(turn.text for turn in conversation.turns if turn.role == "agent")
    if not text:
        return ""
    folded = Folded(text)
    for cue in cues:
        heard = _heard(report.book, cue)
        if heard is None:
            continue
        pattern, innocent = heard
        for match in pattern.finditer(folded.phrased):
            if not _excused(innocent, folded.phrased, match.span()):
                return _sentence(folded, *match.span())
    return ""


def _excused(innocent: re.Pattern[str] | None, text: str, span: tuple[int, int]) -> bool:
    """Whether the words at a span stand inside an innocent expression."""
    return innocent is not None and any(
        found.start() <= span[0] and span[1] <= found.end() for found in innocent.finditer(text)
    )


def _sentence(folded: Folded, start: int, end: int) -> str:
    begin = folded.phrased.rfind(STOP, 0, start) + 1
    stop = folded.phrased.find(STOP, end)
    first, last = folded.written(begin, len(folded.phrased) if stop < 0 else stop)
    return folded.text[first:last].strip()


@lru_cache(maxsize=64)
def _heard(book: str, cue: str) -> tuple[re.Pattern[str], re.Pattern[str] | None] | None:
    """The cue's patterns and what makes them innocent; None where the book has no such cue."""
    if book not in shelf().books:
        return None
    written = shelf()[book].cues.get(cue)
    if not isinstance(written, dict) or not written.get("patterns"):
        return None
    unless = tuple(written.get("unless") or ())
    return any_of(tuple(written["patterns"])), any_of(unless) if unless else None


def _code(session: Session, said: str) -> str:
    """The agent's code on the roster; what the transcript says where nobody there is meant."""
    said = said[:200]
    named = or_(Agent.code == said, Agent.number == said, Agent.name == said)
    found = list(session.execute(select(Agent.code).where(named).limit(3)).scalars()) if said else []
    return said if said in found or len(found) != 1 else str(found[0])
