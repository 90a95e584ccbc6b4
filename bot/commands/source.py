"""What is to be checked, cut into chunks: lines as they stand in the file where that is possible, so that reading
them can be left to the processes that check them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.conversation.errors import Unreadable
from bot.conversation.files import guarded, open_paths
from bot.conversation.json_lines import found_in, lines, read_json_lines
from bot.conversation.model import Conversation
from bot.conversation.origin import Found, Origin

#: Bytes of a chunk: some tenths of a second of work.
CHUNK = 96 << 10

_BLANK = b"\xef\xbb\xbf \t\r\n"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a `.jsonl` file as it stands there; None where it was too long to be held."""

    origin: Origin
    number: int
    text: bytes | None

    @property
    def name(self) -> str:
        """Of the file."""
        return self.origin.name

    @property
    def size(self) -> int:
        """Bytes, about."""
        return len(self.text or b"")

    def found(self) -> Iterator[tuple[str, Found]]:
        """What stands in it, each with its place."""
        for item in found_in(self.text, self.number, self.origin):
            yield f"{self.name}:{self.number}", item


@dataclass(frozen=True, slots=True)
class Read:
    """Something that has been read already, and the name of the file it came from."""

    name: str
    item: Found

    @property
    def size(self) -> int:
        """Bytes, about."""
        if isinstance(self.item, Unreadable):
            return 0
        return 200 + sum(60 + 3 * len(turn.text) for turn in self.item.turns)

    def found(self) -> Iterator[tuple[str, Found]]:
        """It, with its place."""
        named = isinstance(self.item, Conversation) and self.item.head.id
        yield f"{self.name}（{named}）" if named else self.name, self.item


Piece = Line | Read


def pieces(paths: Sequence[str]) -> Iterator[Piece]:
    """Everything in `paths`, in order."""
    for source in open_paths(paths):
        if isinstance(source, Unreadable):
            yield Read(source.where, source)
            continue
        origin = source.origin
        if source.reader is read_json_lines:
            rows = (
                Line(origin, number, text)
                for number, text in lines(source.stream, origin.limits.line_bytes)
                if text is None or text.strip(_BLANK)
            )
            for row in guarded(rows, origin):
                yield Read(row.where, row) if isinstance(row, Unreadable) else row
        else:
            for item in guarded(source.reader(source.stream, origin), origin):
                yield Read(origin.name, item)


def chunks(found: Iterable[Piece], size: int = CHUNK) -> Iterator[list[Piece]]:
    """Pieces in lists of about `size` bytes; one that is larger has a list of its own."""
    chunk: list[Piece] = []
    held = 0
    for piece in found:
        chunk.append(piece)
        held += piece.size
        if held >= size or len(chunk) >= size >> 4:
            yield chunk
            chunk, held = [], 0
    if chunk:
        yield chunk
