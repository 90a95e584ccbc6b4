"""All that can be booked: the schemes of `scripts/ledger`, read, and looked up by id, name, rule or event."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property, lru_cache
from pathlib import Path

from bot.assess.item import Item, Proposal
from bot.assess.marking import Marking
from bot.assess.sheet import complaints, read_sheets
from bot.book.handbook import Handbook, handbook
from bot.book.model import Note
from bot.book.shelf import Shelf, shelf
from bot.errors import BookError, NotFound
from bot.paths import scripts_dir

#: Names less alike than this are not worth naming.
_NEAR = 0.3

_NOT_WORDS = re.compile(r"[^\w]|_")


@dataclass(frozen=True)
class Scheme:
    """What is booked together: the assessment, the fines of a trade, the discipline.

    Attributes:
        notes: what else the clauses say of the account.
    """

    id: str
    title: str
    notes: tuple[Note, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Schemes:
    """Every scheme, and the numbers of the month's assessment."""

    schemes: tuple[Scheme, ...]
    marking: Marking

    def __iter__(self) -> Iterator[Scheme]:
        return iter(self.schemes)

    def __getitem__(self, scheme: str) -> Scheme:
        """The scheme of that id.

        Raises:
            NotFound: there is none; the message lists those there are.
        """
        for one in self.schemes:
            if one.id == scheme:
                return one
        raise NotFound(
            f"没有“{scheme}”这张表。可以用：{'、'.join(f'{s.id}（{s.title}）' for s in self.schemes)}。"
        )

    @cached_property
    def items(self) -> dict[str, Item]:
        """Every item by its id."""
        return {item.id: item for scheme in self.schemes for item in scheme.items}

    @cached_property
    def clauses(self) -> frozenset[str]:
        """Numbers of all clauses that are booked, reckoned with or shown."""
        noted = (clause for scheme in self.schemes for note in scheme.notes for clause in note.clause.split())
        return frozenset((*(i.clause for i in self.items.values()), *self.marking.clause.split(), *noted))

    def of(self, book: str) -> tuple[Scheme, ...]:
        """The schemes for the agents of a book, each with the items that are for them."""
        own = (replace(s, items=tuple(i for i in s.items if i.is_for(book))) for s in self.schemes)
        return tuple(scheme for scheme in own if scheme.items)

    def found_by(self, rule: str, book: str) -> tuple[Item, ...]:
        """The items under which a finding of that rule is booked: at most one in points and one in yuan."""
        return tuple(item for item in self._for(book) if rule in item.found_by)

    def proposed(self, event: Proposal, book: str) -> Item | None:
        """The item that is proposed for an event, if there is one for that book."""
        return next((item for item in self._for(book) if item.propose == event), None)

    def find(self, text: str, book: str = "") -> Item:
        """The item that is named by its id, its name, or a part of either that only it has.

        Args:
            book: only items for its agents; without it, of all.

        Raises:
            NotFound: none or several are meant; the message names them, or those that are near.
        """
        items = self._for(book)
        said = _plain(text)
        for meant in (
            [item for item in items if item.id == text.strip()],
            [item for item in items if said and said == _plain(item.name)],
            [item for item in items if said and said in _plain(item.name)],
            [item for item in items if said and said in _plain(item.id)],
        ):
            if len(meant) == 1:
                return meant[0]
            if meant:
                raise NotFound(f"“{text}”对得上 {len(meant)} 项，请写条款号：{_listed(meant)}。")
        elsewhere = [
            i
            for i in self.items.values()
            if said and said in (_plain(i.clause), _plain(i.id), _plain(i.name))
        ]
        if book and elsewhere:
            raise NotFound(
                f"“{text}”是 {elsewhere[0].id} {elsewhere[0].name}，只给别的行业用，不给“{book}”的坐席。"
            )
        alike = sorted(
            ((max(_alike(said, i.name), _alike(said, i.id)), i) for i in items), key=lambda p: -p[0]
        )
        near = [item for share, item in alike[:3] if share >= _NEAR]
        hint = f"相近的有：{_listed(near)}" if near else "请写条款号，例如 G.3.1#迟到早退"
        raise NotFound(f"没有“{text}”这一项。{hint}。")

    def _for(self, book: str) -> list[Item]:
        return [item for item in self.items.values() if not book or item.is_for(book)]


def read_schemes(
    folder: Path | None = None, texts: Handbook | None = None, books: Shelf | None = None
) -> Schemes:
    """Read every `*.yml` of `folder` (the project's `scripts/ledger` by default).

    Raises:
        BookError: one complaint a line, with file, line and what would be valid.
    """
    folder = folder or scripts_dir() / "ledger"
    texts = texts or handbook()
    sheets = read_sheets(folder, texts)
    marking = next((filed.sheet.marking for filed in sheets if filed.sheet.marking), None)
    if marking is None:
        raise BookError(f"{folder}：没有写 marking（每月怎么算总分）的文件。请放入 assessment.yml。")
    wrong = list(complaints(sheets, texts, books or shelf()))
    if wrong:
        raise BookError("\n".join(wrong))
    ordered = sorted(sheets, key=lambda filed: filed.sheet.marking is None)
    return Schemes(
        tuple(
            Scheme(f.sheet.scheme, f.sheet.title, tuple(f.sheet.notes), tuple(f.items.values()))
            for f in ordered
        ),
        marking,
    )


@lru_cache(maxsize=1)
def schemes() -> Schemes:
    """The project's schemes, read once a process."""
    return read_schemes()


def schemes_of(book: str) -> tuple[Scheme, ...]:
    """The project's schemes for the agents of a book."""
    return schemes().of(book)


def speaks_of_complaint(item: Item) -> bool:
    """Whether an entry under it says that a customer has complained with reason: a quarrel, a fine for complaints."""
    return item.propose == "complaint_justified" or "F04" in item.found_by


def _plain(text: str) -> str:
    return _NOT_WORDS.sub("", text)


def _alike(said: str, name: str) -> float:
    return SequenceMatcher(None, said, _plain(name)).ratio()


def _listed(items: list[Item]) -> str:
    return "；".join(f"{item.id} {item.name}" for item in items)
