"""Two versions of the books, held against the same conversations, chunk by chunk."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from bot.book.check import Problem, check_shelf
from bot.book.draft import NOW, Draft
from bot.book.model import Book
from bot.book.shelf import Shelf, book_version
from bot.check.checker import Checker
from bot.check.comparison.pair import Pair, compared, shifts
from bot.check.comparison.totals import Totals
from bot.check.consistency import consistency
from bot.check.rulebook import Rulebook
from bot.commands.limit import limited
from bot.commands.source import Piece
from bot.commands.work import with_book
from bot.conversation.errors import Unreadable
from bot.conversation.model import Conversation
from bot.errors import BookError
from bot.language.store import acts, sounds
from bot.report.comparison.case import Case, case_of

#: Compiled books by version, once a process: what both sides share is compiled, and judged, once.
_compiled: dict[str, Checker] = {}


@dataclass(slots=True)
class Compared:
    """One chunk, judged by both sides.

    Attributes:
        size: bytes that were read.
        cases: the conversations that come out differently, in order.
    """

    size: int = 0
    turns: int = 0
    totals: Totals = field(default_factory=Totals)
    cases: list[Case] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sides:
    """How conversations are judged twice.

    Attributes:
        old, new: the books of each side by name, each with its version.
        book: the book to hold them against, whatever book they name; empty: the one they name.
        only: the rules that are compared; empty: all.
        personal: personal data stays readable.
    """

    old: dict[str, tuple[str, Book]]
    new: dict[str, tuple[str, Book]]
    book: str = ""
    only: frozenset[str] = frozenset()
    personal: bool = False

    def __call__(self, chunk: list[Piece]) -> Compared:
        """Judge every conversation of a chunk by both sides."""
        done = Compared()
        known = [name for name in self.new if name in self.old]
        for piece in chunk:
            done.size += piece.size
            for item in with_book(piece, self.book, known):
                if isinstance(item, Unreadable):
                    done.unreadable.append(item)
                    continue
                pair = self._judged(item)
                done.turns += len(item.turns)
                done.totals.add(pair)
                if pair.differs:
                    done.cases.append(case_of(pair, item, personal=self.personal))
        return done

    def _judged(self, conversation: Conversation) -> Pair:
        name = conversation.head.book
        old, new = _checker(*self.old[name]), _checker(*self.new[name])
        pair = compared(conversation, old, new)
        if not self.only:
            return pair
        one, other = limited(pair.old, old.rulebook, self.only), limited(pair.new, new.rulebook, self.only)
        return Pair(one, other, tuple(shifts(one.findings, other.findings)))


def versions(shelf: Shelf) -> dict[str, tuple[str, Book]]:
    """Books by name, each with its version."""
    return {book.book: (book_version(book), book) for book in shelf}


def refuse_faulty(drafts: Sequence[Draft]) -> None:
    """See that `huashu book check` would find nothing in what a draft changes.

    Raises:
        BookError: it would; each with file and line.
    """
    for draft in drafts:
        others = [versions(other.shelf) for other in drafts if other is not draft]
        changed = [
            book
            for name, (version, book) in versions(draft.shelf).items()
            if any(other.get(name, ("",))[0] != version for other in others)
        ]
        problems = [] if draft.name == NOW else _problems(draft, changed)
        if problems:
            told = "\n".join(map(str, problems))
            raise BookError(f"{draft.name} 有 {len(problems)} 处要改（一定要比，加 --anyway）：\n{told}")


def _problems(draft: Draft, changed: Collection[Book]) -> list[Problem]:
    if not changed:
        return []
    return [*check_shelf(draft.shelf, draft.handbook), *consistency(draft.shelf, changed)]


def _checker(version: str, book: Book) -> Checker:
    made = _compiled.get(version)
    if made is None:
        made = _compiled[version] = Checker(Rulebook.of(book, sounds(), acts()))
    return made
