"""Where a conversation comes from, what one source may hold, and what a reader is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from bot.conversation.errors import Unreadable
from bot.conversation.model import Conversation

_MEGABYTE = 1 << 20

#: What a reader yields.
Found = Conversation | Unreadable


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read. What is larger is named, not loaded.

    Attributes:
        line_bytes: one line of a .jsonl file.
        file_bytes: one file of the forms that are read as a whole (all but .jsonl).
        rows: rows of one table.
        unpacked_bytes: an .xlsx file when unpacked.
        ratio: how many times larger than packed a large member of an .xlsx file may be.
    """

    line_bytes: int = 64 * _MEGABYTE
    file_bytes: int = 256 * _MEGABYTE
    rows: int = 1_000_000
    unpacked_bytes: int = 200 * _MEGABYTE
    ratio: int = 100


@dataclass(frozen=True, slots=True)
class Origin:
    """One source.

    Attributes:
        name: as messages show it.
        stem: what the ids of conversations without an id begin with.
    """

    name: str
    stem: str
    limits: Limits = Limits()

    def unreadable(self, reason: str, line: int | None = None) -> Unreadable:
        """What cannot be read here, at `line` (from 1) if it is known."""
        return Unreadable(self.name if line is None else f"{self.name}:{line}", reason)


#: Reads one source as bytes. Never raises for what stands in it; may raise OSError.
Reader = Callable[[BinaryIO, Origin], Iterator[Found]]
