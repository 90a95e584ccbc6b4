"""What was said, by whom, and what is known about the conversation around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["agent", "customer"]
Channel = Literal["phone", "chat", "counter"]
Direction = Literal["inbound", "outbound", "internal"]

ROLES: tuple[Role, ...] = ("agent", "customer")
CHANNELS: tuple[Channel, ...] = ("phone", "chat", "counter")
DIRECTIONS: tuple[Direction, ...] = ("inbound", "outbound", "internal")
ENDED_BY: tuple[str, ...] = ("agent", "customer", "system")
SIGNALS: tuple[str, ...] = ("silence", "noise", "low_volume", "dialect", "overlap", "music")
RECORDS: tuple[str, ...] = ("complaint", "call", "registration", "repair", "visit")


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn.

    Attributes:
        start, end: seconds from the start of the conversation; None where unknown.
        signals: what the telephone platform or the speech recogniser noticed (`SIGNALS`).
        confidence: of the speech recogniser, 0 to 1.
    """

    role: Role
    text: str
    start: float | None = None
    end: float | None = None
    signals: tuple[str, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """The agent, as far as known."""

    id: str = ""
    number: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Customer:
    """The customer, as far as known. `gender` is `m`, `f` or empty."""

    surname: str = ""
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A form that was filled in (`RECORDS`)."""

    type: str
    id: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a conversation beside its turns. Empty strings and None are unknown.

    Attributes:
        started_at: ISO 8601 with offset.
        rings: how often it rang; `ring_seconds` how long.
        ended_by: who hung up or left (`ENDED_BY`).
        resolved: whether the customer's matter was settled.
        records: `()` means that none was made, None that it is not known.
        more: further fields of the transcript, kept as they came.
    """

    id: str = ""
    book: str = ""
    channel: str = ""
    direction: str = ""
    started_at: str = ""
    rings: int | None = None
    ring_seconds: float | None = None
    ended_by: str = ""
    resolved: bool | None = None
    agent: Agent = Agent()
    customer: Customer = Customer()
    records: tuple[Record, ...] | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A head and its turns in the order of time."""

    head: Head
    turns: tuple[Turn, ...]
