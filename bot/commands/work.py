"""What is done with a chunk of conversations: read, held against their books, and made ready for the report."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from bot.book.shelf import DEFAULT_BOOK, shelf
from bot.check.desk import checker
from bot.check.finding import Report
from bot.commands.limit import limited
from bot.commands.source import Piece
from bot.conversation.errors import Unreadable
from bot.conversation.model import Conversation
from bot.report.json_form import as_json, encoded
from bot.report.masking import mask_id, mask_report, quoted


@dataclass(slots=True)
class Checked:
    """One chunk, checked.

    Attributes:
        size: bytes that were read.
        reports: of every conversation, in order; empty where `lines` holds them.
        lines: the reports as JSON, one a line.
    """

    size: int = 0
    conversations: int = 0
    turns: int = 0
    violated: bool = False
    reports: list[tuple[Report, Conversation]] = field(default_factory=list)
    lines: bytes = b""
    unreadable: list[Unreadable] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Work:
    """How conversations are checked.

    Attributes:
        book: the book to hold them against, whatever book they name; empty: the one they name.
        only: the rules that are reported; empty: all.
        personal: personal data stays readable.
        as_lines: reports are wanted as JSON lines and not as objects.
    """

    book: str = ""
    only: frozenset[str] = frozenset()
    personal: bool = False
    as_lines: bool = False

    def __call__(self, chunk: list[Piece]) -> Checked:
        """Check every conversation of a chunk."""
        done = Checked()
        written = []
        for piece in chunk:
            done.size += piece.size
            for item in self.found(piece):
                if isinstance(item, Unreadable):
                    done.unreadable.append(item)
                    continue
                report, conversation = self._checked(item)
                done.conversations += 1
                done.turns += len(conversation.turns)
                done.violated = done.violated or bool(report.findings)
                if self.as_lines:
                    written.append(encoded(as_json(report)))
                else:
                    done.reports.append((report, conversation))
        if written:
            done.lines = b"\n".join((*written, b""))
        return done

    def found(self, piece: Piece) -> Iterator[Conversation | Unreadable]:
        """The conversations of a piece, each with its book decided."""
        return with_book(piece, self.book, shelf().books)

    def _checked(self, conversation: Conversation) -> tuple[Report, Conversation]:
        own = checker(conversation.head.book)
        report = own.check(conversation)
        if self.only:
            report = limited(report, own.rulebook, self.only)
        if self.personal:
            return report, conversation
        if self.as_lines and not report.findings:
            return mask_id(report), conversation
        return mask_report(report, quoted(report, conversation) if self.as_lines else conversation)


def with_book(piece: Piece, forced: str, known: Collection[str]) -> Iterator[Conversation | Unreadable]:
    """The conversations of a piece, each with its book decided: `forced`, else the one that it names."""
    for where, item in piece.found():
        if isinstance(item, Unreadable):
            yield item
            continue
        book = forced or item.head.book or DEFAULT_BOOK
        if book not in known:
            yield Unreadable(where, f"没有“{book}”这本话术。可以用：{'、'.join(known)}。")
        elif book == item.head.book:
            yield item
        else:
            yield Conversation(replace(item.head, book=book), item.turns)
