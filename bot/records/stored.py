"""A conversation as the database holds it: two JSON texts, without what is empty, and back again."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from bot.conversation.model import Agent, Conversation, Customer, Head, Record, Turn
from bot.report.json_form import encoded


def head_json(head: Head) -> str:
    """What is known of the conversation."""
    return encoded(asdict(head)).decode()


def turns_json(conversation: Conversation) -> str:
    """The turns."""
    return encoded([_turn(turn) for turn in conversation.turns]).decode()


def conversation_from(head: str, turns: str) -> Conversation:
    """The conversation that was stored; one whose words have been deleted has no turns."""
    return Conversation(
        _head(orjson.loads(head)) if head else Head(),
        tuple(_turn_from(turn) for turn in orjson.loads(turns)) if turns else (),
    )


def moment(started_at: str, zone: ZoneInfo) -> datetime | None:
    """When a conversation began, in UTC; a time without an offset is the desk's own.

    None where it is not known, or is at the edge of the calendar, which is no time anybody spoke.
    """
    if not started_at:
        return None
    begun = datetime.fromisoformat(started_at)
    try:
        return (begun if begun.tzinfo else begun.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError:
        return None


def _turn(turn: Turn) -> dict[str, Any]:
    shown: dict[str, Any] = {"role": turn.role, "text": turn.text}
    if turn.start is not None:
        shown["start"] = turn.start
    if turn.end is not None:
        shown["end"] = turn.end
    if turn.signals:
        shown["signals"] = turn.signals
    if turn.confidence is not None:
        shown["confidence"] = turn.confidence
    return shown


def _turn_from(stored: Mapping[str, Any]) -> Turn:
    return Turn(
        stored["role"],
        stored["text"],
        stored.get("start"),
        stored.get("end"),
        tuple(stored.get("signals") or ()),
        stored.get("confidence"),
    )


def _head(stored: Mapping[str, Any]) -> Head:
    records = stored.get("records")
    return Head(
        **{
            **stored,
            "agent": Agent(**stored.get("agent", {})),
            "customer": Customer(**stored.get("customer", {})),
            "records": None if records is None else tuple(Record(**record) for record in records),
        }
    )
