"""What every action needs from the tracker, and how its answer is logged."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from bot.book.blanks import EMPTY, Blanks
from bot.book.handbook import handbook
from bot.book.model import Book
from bot.book.shelf import DEFAULT_BOOK, shelf
from bot.coach.answer import Coach
from bot.coach.moves import NOWHERE, Place
from bot.errors import StoreError
from bot.language.reading import KEY, TRANSCRIPT, Reading
from bot.records.database import database
from bot.records.interactions import Interaction, log

logger = logging.getLogger(__name__)

#: Slots that a message's metadata may set.
_FROM_METADATA = ("book", "agent_number", "agent_name", "customer", "organisation")


@dataclass(frozen=True)
class Context:
    """One turn of the asking agent, as the actions see it."""

    tracker: Tracker
    slots: Mapping[str, Any]

    @classmethod
    def of(cls, tracker: Tracker) -> "Context":
        """The tracker's slots, with what the message's metadata says laid over them."""
        slots = dict(tracker.slots)
        slots.update(told_by_metadata(tracker))
        return cls(tracker, slots)

    @property
    def text(self) -> str:
        """What the agent typed."""
        return str(self.tracker.latest_message.get("text") or "")

    @property
    def intent(self) -> str:
        """The recognised intent."""
        return str((self.tracker.latest_message.get("intent") or {}).get("name") or "")

    @property
    def confidence(self) -> float:
        """How sure the intent is, 0 to 1."""
        return float((self.tracker.latest_message.get("intent") or {}).get("confidence") or 0)

    @property
    def entities(self) -> list[dict[str, Any]]:
        """Names, numbers and trades found in the text."""
        return list(self.tracker.latest_message.get("entities") or [])

    @property
    def book(self) -> Book:
        """The trade's book."""
        books = shelf()
        chosen = str(self.slots.get("book") or DEFAULT_BOOK)
        return books[chosen] if chosen in books.books else books[DEFAULT_BOOK]

    @property
    def blanks(self) -> Blanks:
        """What is known of agent and customer; a slot that shows the printed blank is unknown."""
        known = {
            name: str(value)
            for name, empty in EMPTY.items()
            if name != "title" and (value := self.slots.get(name)) and value != empty
        }
        return Blanks(**known)

    @property
    def place(self) -> Place:
        """Where the agent is in a scene."""
        line = str(self.slots.get("line") or NOWHERE)
        return Place(line, str(self.slots.get("last_line") or ""), str(self.slots.get("back_line") or ""))

    @property
    def reading(self) -> Reading | None:
        """What the recogniser understood; nothing for a button or a slash command."""
        read = self.tracker.latest_message.get(KEY)
        return Reading.from_json(self.text, read) if read else None

    @property
    def coach(self) -> Coach:
        """The answering part, over the project's books."""
        return Coach(shelf(), handbook())

    @property
    def channel(self) -> str:
        """The channel that the message came in by."""
        return str(self.tracker.get_latest_input_channel() or "")

    @property
    def transcript(self) -> Any:
        """The transcript that the message's metadata carries, as JSON or text; None without one."""
        return _metadata(self.tracker).get(TRANSCRIPT) or None

    def log(self, kind: str, answer: str, question: str | None = None, **more: str) -> None:
        """Store the interaction. An unreachable database must not cost the agent his answer.

        Args:
            question: what is kept instead of what was typed.
        """
        try:
            log(
                database(),
                Interaction(
                    sender=self.tracker.sender_id,
                    channel=self.channel,
                    book=self.book.book,
                    question=self.text if question is None else question,
                    intent=self.intent,
                    confidence=self.confidence,
                    kind=kind,
                    answer=answer,
                    **more,
                ),
            )
        except StoreError as error:
            logger.error("interaction not stored: %s", error)


def told_by_metadata(tracker: Tracker) -> dict[str, str]:
    """Slots that the latest message's metadata sets; unknown books and non-text values are passed over."""
    metadata = _metadata(tracker)
    told = {
        name: str(metadata[name])
        for name in _FROM_METADATA
        if isinstance(metadata.get(name), str | int) and str(metadata[name]).strip()
    }
    if told.get("book", DEFAULT_BOOK) not in shelf().books:
        del told["book"]
    if "book" in told and "organisation" not in told:
        told["organisation"] = shelf()[told["book"]].organisation
    if "customer" in told:
        told["title"] = Blanks(customer=told["customer"]).title or EMPTY["title"]
    return told


def _metadata(tracker: Tracker) -> dict[str, Any]:
    for event in reversed(tracker.events):
        if event.get("event") == "user":
            return dict(event.get("metadata") or {})
    return {}
