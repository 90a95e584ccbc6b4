"""Letting go: after the days the desk has set, words and personal data are deleted. Scores, verdicts and points stay."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.language.label import masked_label
from bot.records.audit import forget_words, note
from bot.records.callbacks.retention import forget_callbacks
from bot.records.conversations import KeptConversation, KeptFinding
from bot.records.database import Database
from bot.records.desk import desk
from bot.records.forms.retention import forget_forms
from bot.records.interactions import Interaction
from bot.records.ledger import Entry
from bot.records.review.appeal import PENDING, Appeal
from bot.records.review.review import Review

#: Rows that one transaction empties: no reviewer waits long for it.
_AT_ONCE = 2_000

_GONE = "（原文已按保存期限删除）"

#: An id that a system has given. Any other may be the name of a file, and hold the customer's.
_OPAQUE = re.compile(r"(?=.*[0-9])[A-Za-z0-9_.:#-]*")


@dataclass(frozen=True, slots=True)
class Expired:
    """What was emptied. `reasons` are those of entries, verdicts and appeals, and lines of the audit log."""

    conversations: int
    interactions: int
    forms: int
    callbacks: int
    reasons: int = 0


def expire(database: Database, now: datetime) -> Expired:
    """Delete the words that have been kept long enough. May be broken off and called again at any time.

    A conversation in which something is under appeal waits until that is decided.

    Raises:
        StoreError: the database cannot be opened.
    """
    before = now - timedelta(days=desk().keep_days)
    conversations = interactions = 0
    while count := _some(database, _conversations, before):
        conversations += count
    while count := _some(database, _interactions, before):
        interactions += count
    with database.session() as session:
        forms = forget_forms(session, "huashu", before, now)
        callbacks = forget_callbacks(session, "huashu", before)
    reasons = 0
    for empty in (_entries, _reviews, _appeals, partial(forget_words, limit=_AT_ONCE)):
        while count := _some(database, empty, before):
            reasons += count
    return Expired(conversations, interactions, forms, callbacks, reasons)


def _some(database: Database, empty, before: datetime) -> int:  # type: ignore[no-untyped-def]
    with database.session() as session:
        return int(empty(session, before))


def _conversations(session: Session, before: datetime) -> int:
    under_appeal = (
        select(KeptFinding.conversation_id)
        .join(Appeal, Appeal.finding_id == KeptFinding.id)
        .where(Appeal.status == PENDING)
    )
    chosen = (
        select(KeptConversation.id)
        .where(
            KeptConversation.stored_at < before,
            KeptConversation.turns != "",
            KeptConversation.id.not_in(under_appeal),
        )
        .limit(_AT_ONCE)
    )
    numbers = list(session.execute(chosen).scalars())
    if not numbers:
        return 0
    _named(session, numbers)
    session.execute(
        update(KeptConversation)
        .where(KeptConversation.id.in_(numbers))
        .values(head="", turns="")
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(KeptFinding)
        .where(KeptFinding.conversation_id.in_(numbers))
        .values(evidence="[]", parts="[]", message=KeptFinding.name, expected="")
        .execution_options(synchronize_session=False)
    )
    session.execute(
        update(Entry)
        .where(Entry.conversation_id.in_(numbers), Entry.source == "finding")
        .values(reason="")
        .execution_options(synchronize_session=False)
    )
    note(session, "huashu", "expire", "conversations", None, {"count": len(numbers), "before": str(before)})
    return len(numbers)


def _named(session: Session, numbers: list[int]) -> None:
    """Delete the ids of conversations that may be names; those by which another system knows them stay."""
    chosen = select(KeptConversation.id, KeptConversation.transcript).where(KeptConversation.id.in_(numbers))
    telling = [number for number, id_ in session.execute(chosen) if not _OPAQUE.fullmatch(masked_label(id_))]
    session.execute(
        update(KeptConversation)
        .where(KeptConversation.id.in_(telling))
        .values(transcript="")
        .execution_options(synchronize_session=False)
    )


def _interactions(session: Session, before: datetime) -> int:
    chosen = (
        select(Interaction.id)
        .where(Interaction.asked_at < before, Interaction.question != _GONE)
        .limit(_AT_ONCE)
    )
    numbers = list(session.execute(chosen).scalars())
    if numbers:
        session.execute(
            update(Interaction)
            .where(Interaction.id.in_(numbers))
            .values(question=_GONE, answer="")
            .execution_options(synchronize_session=False)
        )
    return len(numbers)


def _entries(session: Session, before: datetime) -> int:
    chosen = select(Entry.id).where(
        Entry.entered_at < before,
        or_(Entry.reason != "", Entry.closed_why != ""),
        Entry.id.not_in(_pending(Appeal.entry_id)),
        or_(Entry.finding_id.is_(None), Entry.finding_id.not_in(_pending(Appeal.finding_id))),
    )
    return _emptied(session, Entry, chosen, reason="", closed_why="")


def _reviews(session: Session, before: datetime) -> int:
    chosen = select(Review.id).where(
        Review.at < before, Review.reason != "", Review.finding_id.not_in(_pending(Appeal.finding_id))
    )
    return _emptied(session, Review, chosen, reason="")


def _appeals(session: Session, before: datetime) -> int:
    chosen = select(Appeal.id).where(
        Appeal.filed_at < before, Appeal.status != PENDING, or_(Appeal.reason != "", Appeal.answer != "")
    )
    return _emptied(session, Appeal, chosen, reason="", answer="")


def _pending(about: Any) -> Any:
    """What is under appeal: it is read until that is decided."""
    return select(about).where(Appeal.status == PENDING, about.is_not(None))


def _emptied(session: Session, table: Any, chosen: Any, **values: str) -> int:
    numbers = list(session.execute(chosen.limit(_AT_ONCE)).scalars())
    if numbers:
        session.execute(
            update(table)
            .where(table.id.in_(numbers))
            .values(**values)
            .execution_options(synchronize_session=False)
        )
    return len(numbers)
