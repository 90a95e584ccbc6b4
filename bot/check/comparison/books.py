"""What differs between two versions of the books themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel

from bot.book.model import Book
from bot.book.shelf import Shelf, book_version

Kind = Literal["new", "removed", "changed"]

#: The parts of a book that hold named entries, in the order in which they are told; the rest is the book's own.
PARTS = ("rules", "lines", "scenes", "cues", "marking")

#: Values that are short enough to be told.
_SHORT = 40


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry of a book that is new, removed or changed.

    Attributes:
        part: `rules`, `lines`, `scenes`, `cues`, `marking`, or `book` for what belongs to the whole.
        what: the keys that differ, each with its values where they are short: `points 2 → 5`.
    """

    part: str
    name: str
    kind: Kind
    what: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """A book in both versions; a version is empty where it is not there."""

    book: str
    title: str
    old: str
    new: str
    edits: tuple[Edit, ...]


def editions(old: Shelf, new: Shelf) -> list[Edition]:
    """The books that differ, in the order of the new ones, removed ones last."""
    names = dict.fromkeys((*new.books, *old.books))
    found = (_edition(name, old.books.get(name), new.books.get(name)) for name in names)
    return [edition for edition in found if edition.old != edition.new]


def _edition(name: str, old: Book | None, new: Book | None) -> Edition:
    titled = new or old
    assert titled is not None
    edits = tuple(_edits(old, new)) if old is not None and new is not None else ()
    return Edition(
        name,
        titled.title,
        book_version(old) if old is not None else "",
        book_version(new) if new is not None else "",
        edits,
    )


def _edits(old: Book, new: Book) -> Iterator[Edit]:
    before, after = old.model_dump(), new.model_dump()
    for part in PARTS:
        yield from _entries(part, before.pop(part), after.pop(part))
    yield from _entries("book", before, after)


def _entries(part: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Edit]:
    for name in dict.fromkeys((*new, *old)):
        if name not in old:
            yield Edit(part, name, "new")
        elif name not in new:
            yield Edit(part, name, "removed")
        elif old[name] != new[name]:
            yield Edit(part, name, "changed", tuple(_keys(old[name], new[name])))


def _keys(old: Any, new: Any) -> Iterator[str]:
    """What differs within an entry."""
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        if told := _told(old, new):
            yield told
        return
    for key in dict.fromkeys((*new, *old)):
        if old.get(key) != new.get(key):
            told = _told(old.get(key), new.get(key))
            yield f"{key} {told}" if told else key


def _told(old: Any, new: Any) -> str:
    """Both values, where they are short; empty where not."""
    if any(isinstance(value, Mapping | list | BaseModel) for value in (old, new)):
        return ""
    texts = ["无" if value is None or value == "" else str(value) for value in (old, new)]
    return " → ".join(texts) if all(len(text) <= _SHORT for text in texts) else ""
