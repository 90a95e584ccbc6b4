"""All script books together: read, extended by one another, and looked up."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

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
    sources = {path.stem: read_yaml(path) for path in paths}
    own = {name: _own_book(name, source) for name, source in sources.items()}
    books: dict[str, Book] = {}
    for name in sorted(own, key=lambda n: (n != DEFAULT_BOOK, n)):
        books[name] = _extended(name, own, sources, ())
    return Shelf(books, sources)


@lru_cache(maxsize=1)
def shelf() -> Shelf:
    """The project's books, read once a process."""
    return read_shelf()


def book_version(book: Book) -> str:
    """Content hash of a complete book: the same words, the same version. 12 hex digits."""
    return hashlib.sha256(book.model_dump_json().encode()).hexdigest()[:12]


def _own_book(name: str, source: Source) -> Book:
    book = validated(Book, source)
    if book.book != name:
        raise BookError(
            f"{source.where(('book',))}：book 写的是“{book.book}”，文件名是“{name}.yml”。请改成一样。"
        )
    return book


def _extended(name: str, own: dict[str, Book], sources: dict[str, Source], above: tuple[str, ...]) -> Book:
    book = own[name]
    if book.extends is None:
        return book
    where = sources[name].where(("extends",))
    if book.extends not in own:
        raise BookError(f"{where}：没有“{book.extends}”这本话术可以继承。可以写：{'、'.join(own)}。")
    if name in above:
        raise BookError(f"{where}：继承成了一个圈（{' → '.join((*above, name))}）。请断开一处。")
    base = _extended(book.extends, own, sources, (*above, name))
    return book.model_copy(
        update={
            "lines": base.lines | book.lines,
            "scenes": book.scenes | {k: v for k, v in base.scenes.items() if k not in book.scenes},
            "rules": base.rules | book.rules,
        }
    )
