"""Charges: what a confirmed finding enters in the ledger, and takes back when it is dismissed after all."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.assess.item import DEDUCTIONS, Item
from bot.assess.month import Month
from bot.assess.scheme import schemes
from bot.book.shelf import shelf
from bot.records.audit import note
from bot.records.conversations import KeptConversation, KeptFinding
from bot.records.desk import desk
from bot.records.entries import as_json, take_back
from bot.records.intake import DESK
from bot.records.ledger import STANDING, Entry


def enter_finding(session: Session, finding: KeptFinding, who: str, now: datetime) -> list[Entry]:
    """Enter a confirmed finding under the item that its rule belongs to, in points and where the trade has fines in yuan.

    One without an agent, or whose points a person has set to nothing, enters nothing; nor does one of a conversation that
    somebody has pasted into the chat: anybody could write one there, and the same call may come in by import.
    """
    points = finding.counts_for
    conversation = session.get(KeptConversation, finding.conversation_id)
    assert conversation is not None
    if not finding.agent or not points or conversation.sender != DESK:
        return []
    day = (conversation.started_at or conversation.stored_at).astimezone(desk().timezone).date()
    rule, severity = str(finding.final_rule or finding.rule), str(finding.final_severity or finding.severity)
    items = schemes().found_by(rule, str(finding.book))
    scored = next((item for item in items if item.kind in DEDUCTIONS), None)
    entries = [
        _entry(finding, who, now, day, rule, severity, scored) | {"points": -points},
        *(
            _entry(finding, who, now, day, rule, item.kind, item) | {"money": item.yuan_of()}
            for item in items
            if item.kind not in DEDUCTIONS
        ),
    ]
    made = [Entry(**values) for values in entries]
    session.add_all(made)
    session.flush()
    for entry in made:
        note(session, who, "enter", f"entry:{entry.id}", None, as_json(entry))
    return made


def withdraw_finding(session: Session, finding: int, who: str, why: str, now: datetime) -> None:
    """Take back what a finding has entered."""
    chosen = select(Entry).where(Entry.finding_id == finding, Entry.status == STANDING)
    for entry in session.execute(chosen).scalars():
        take_back(session, entry, who, why, now)


def _name(finding: KeptFinding, rule: str) -> str:
    """What the rule is called under which a finding counts."""
    book = shelf().books.get(str(finding.book))
    if rule == finding.rule or book is None or rule not in book.rules:
        return str(finding.name)
    return book.rules[rule].name


def _entry(
    finding: KeptFinding, who: str, now: datetime, day: date, rule: str, kind: str, item: Item | None
) -> dict[str, object]:
    return {
        "agent": finding.agent,
        "month": str(Month.of(day)),
        "occurred_on": day,
        "scheme": item.scheme if item else "assessment",
        "item": item.id if item else rule,
        "name": item.name if item else _name(finding, rule),
        "kind": kind,
        "dismissal": item is not None and item.dismisses(),
        "source": "finding",
        "rule": rule,
        "finding_id": finding.id,
        "conversation_id": finding.conversation_id,
        "status": STANDING,
        "reason": finding.message,
        "entered_by": who,
        "entered_at": now,
        "closed_by": "",
        "closed_why": "",
    }
