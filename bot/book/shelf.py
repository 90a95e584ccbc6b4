"""All script books together: read, extended by one another, and looked up."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.book.model import Book, Scene
from bot.book.source import Source, read_yaml
from bot.book.validate import validated
from bot.errors import BookError
from bot.paths import scripts_dir

DEFAULT_BOOK = "exchange"


@dataclass(frozen=True)
class Shelf:
    """The books by id, each complete with what it takes over, and the files they came from."""

    books: dict[str, Book]
    sources: dict[str, Source]

    def __iter__(self) -> Iterator[Book]:
        return iter(self.books.values())

    def __getitem__(self, book: str) -> Book:
        """The book of that id.

        Raises:
            BookError: there is none; the message lists those there are.
        """
        if book not in self.books:
            raise BookError(f"没有“{book}”这本话术。可以用：{'、'.join(self.books)}。")
        return self.books[book]

    def holder(self, scene: str, first: str) -> Book | None:
        """The book to answer `scene` from: `first` if it has it, else the first that does."""
        if first in self.books and scene in self.books[first].scenes:
            return self.books[first]
        own = [b for b in self if scene in self.sources[b.book].data.get("scenes", {})]
        return own[0] if own else None

    def scene_ids(self) -> list[str]:
        """Every scene of every book, once, in the order of the books."""
        return list(dict.fromkeys(scene for book in self for scene in book.scenes))

    def scene(self, scene: str) -> Scene:
        """The scene as its first book has it.

        Raises:
            BookError: no book has it.
        """
        for book in self:
            if scene in book.scenes:
                return book.scenes[scene]
        raise BookError(f"没有“{scene}”这个场景。可以用：{'、'.join(self.scene_ids())}。")

    def by_trade(self, said: str) -> Book | None:
        """The book whose trade is named in `said`; the longest name wins."""
        named = [(len(t), b) for b in self for t in (*b.trades, b.book) if t in said]
        return max(named, key=lambda pair: pair[0])[1] if named else None


def read_shelf(folder: Path | None = None) -> Shelf:
    """Read every `*.yml` of `folder` (the project's `scripts/` by default).

    Raises:
        BookError: with file, line and what would be valid.
    """
    folder = folder or scripts_dir()
    paths = sorted(folder.glob("*.yml"))
    if not paths:
        raise BookError(f"{folder}：没有话术文件（*.yml）。请检查 HUASHU_HOME，或放入一本话术。")
    sources = {path.stem: _with_rules(read_yaml(path), folder / "rules") for path in paths}
    own = {name: _own_book(name, source) for name, source in sources.items()}
    books: dict[str, Book] = {}
    for name in sorted(own, key=lambda n: (n != DEFAULT_BOOK, n)):
        complete = _extended(name, own, sources, ())
        books[name] = _without_switched_off(validated(Book, replace(sources[name], data=complete)))
    return Shelf(books, sources)


@lru_cache(maxsize=1)
def shelf() -> Shelf:
    """The project's books, read once a process."""
    return read_shelf()


def _without_switched_off(book: Book) -> Book:
    return book.model_copy(update={"rules": {k: rule for k, rule in book.rules.items() if not rule.absent}})


def book_version(book: Book) -> str:
    """Content hash of a complete book: the same words, the same version. 12 hex digits."""
    return hashlib.sha256(book.model_dump_json().encode()).hexdigest()[:12]


def _with_rules(source: Source, folder: Path) -> Source:
    """A book's file together with the files of its cues and rules: `rules/<book>.yml`, `rules/<book>/*.yml`."""
    name = source.path.stem
    paths = [p for p in (folder / f"{name}.yml", *sorted((folder / name).glob("*.yml"))) if p.exists()]
    if not paths or not isinstance(source.data, dict):
        return source
    files = tuple(read_yaml(path) for path in paths)
    data: dict[str, Any] = dict(source.data)
    for file in files:
        for key, value in (file.data if isinstance(file.data, dict) else {}).items():
            if key not in ("cues", "rules", "marking") or not isinstance(value, dict):
                raise BookError(
                    f"{file.where((key,))}：这个文件里只写 cues、rules 和 marking，各是名字和内容。"
                )
            twice = set(value) & set(data.get(key) or {})
            if twice:
                name = min(twice)
                raise BookError(f"{file.where((key, name))}：“{name}”在这本话术里写了两次。请删去一个。")
            data[key] = (data.get(key) or {}) | value
    return replace(source, data=data, beside=files)


def _own_book(name: str, source: Source) -> dict[str, Any]:
    """What the file says of itself; the book as a whole is checked once it is complete."""
    data = source.data
    if not isinstance(data, dict):
        raise BookError(f"{source.where()}：一本话术要写成键和值（book、title、lines……）。")
    if data.get("book") != name:
        raise BookError(
            f"{source.where(('book',))}：book 写的是“{data.get('book')}”，文件名是“{name}.yml”。请改成一样。"
        )
    return data


def _extended(
    name: str, own: dict[str, dict[str, Any]], sources: dict[str, Source], above: tuple[str, ...]
) -> dict[str, Any]:
    """The data of a book with what it takes over; a rule's own keys change the rule it takes over."""
    book = own[name]
    base_name = book.get("extends")
    if base_name is None:
        return book
    where = sources[name].where(("extends",))
    if base_name not in own:
        raise BookError(f"{where}：没有“{base_name}”这本话术可以继承。可以写：{'、'.join(own)}。")
    if name in above:
        raise BookError(f"{where}：继承成了一个圈（{' → '.join((*above, name))}）。请断开一处。")
    base = _extended(base_name, own, sources, (*above, name))
    scenes = _part(book, "scenes", sources[name])
    taken = {k: v for k, v in _part(base, "scenes", sources[name]).items() if k not in scenes}
    rules = dict(_part(base, "rules", sources[name]))
    for rule, changed in _part(book, "rules", sources[name]).items():
        rules[rule] = rules.get(rule, {}) | changed if isinstance(changed, dict) else changed
    return book | {
        "lines": _part(base, "lines", sources[name]) | _part(book, "lines", sources[name]),
        "cues": _part(base, "cues", sources[name]) | _part(book, "cues", sources[name]),
        "scenes": scenes | taken,
        "rules": rules,
    }


def _part(book: dict[str, Any], key: str, source: Source) -> dict[str, Any]:
    part = book.get(key) or {}
    if not isinstance(part, dict):
        raise BookError(f"{source.where((key,))}：{key} 要写成名字和内容。")
    return part
