"""All that customers can play: read from `scripts/customers/`, found by book and scene."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, RootModel

from bot.book.model import Book
from bot.book.source import read_yaml
from bot.book.validate import validated
from bot.errors import BookError
from bot.paths import scripts_dir
from bot.practice.part import Effects, Matter, Matters, Part, Persons, Reactions

Model = TypeVar("Model", bound=BaseModel)


class _Reactions(RootModel[Reactions]):
    """The file of reactions."""


@dataclass(frozen=True)
class Repertoire:
    """What stands in the files.

    Attributes:
        parts: by book (empty for all) and scene.
        matters: by book.
        reactions: by effect, wordings of a calm (1) and of an upset customer (2).
    """

    parts: dict[tuple[str, str], Part]
    matters: dict[str, list[Matter]]
    persons: Persons
    reactions: Reactions
    effects: Effects

    def part(self, book: Book, scene: str) -> Part:
        """The part for a scene of a book: the book's own, that of the book it extends, or the common one.

        Raises:
            BookError: the book has no such scene, or nobody has written a customer for it.
        """
        if scene not in book.scenes:
            raise BookError(f"{book.title}没有“{scene}”这个场景。可以练：{'、'.join(self.scenes(book))}。")
        for name in (book.book, book.extends or "", ""):
            if (name, scene) in self.parts:
                return self.parts[name, scene]
        raise BookError(
            f"“{scene}”还没有客户可练。请写 scripts/customers/{scene}.yml。可以练：{'、'.join(self.scenes(book))}。"
        )

    def scenes(self, book: Book) -> list[str]:
        """The scenes of a book that can be practised, in the book's order."""
        names = (book.book, book.extends or "", "")
        return [scene for scene in book.scenes if any((name, scene) in self.parts for name in names)]

    def clauses(self, book: Book) -> set[str]:
        """Clauses of the scenes that can be practised, and of the lines in them."""
        scenes = [book.scenes[scene] for scene in self.scenes(book)]
        lines = [book.lines[step.say] for scene in scenes for step in scene.steps if step.say]
        written = [*(scene.clause for scene in scenes), *(line.clause for line in lines)]
        return {clause for clauses in written for clause in clauses.split()}

    def matters_of(self, book: Book) -> list[Matter]:
        """The everyday matters of a book's trade, or those of an unnamed desk."""
        return self.matters.get(book.book) or self.matters[""]


def read_repertoire(folder: Path | None = None) -> Repertoire:
    """Read every file below `folder` (`scripts/customers/` by default).

    Raises:
        BookError: with file, line and what would be valid.
    """
    folder = folder or scripts_dir() / "customers"
    parts: dict[tuple[str, str], Part] = {}
    for path in sorted(folder.rglob("*.yml")):
        book = path.parent.name if path.parent != folder else ""
        if book == "matters" or (not book and path.stem in ("effects", "reactions", "persons")):
            continue
        parts[book, path.stem] = _read(Part, path)
    matters = {path.stem: _read(Matters, path).matters for path in sorted((folder / "matters").glob("*.yml"))}
    if "common" not in matters:
        raise BookError(
            f"{folder / 'matters' / 'common.yml'}：没有这个文件，客户没有事可问。请从项目里取回它。"
        )
    matters[""] = matters["common"]
    return Repertoire(
        parts,
        matters,
        _read(Persons, folder / "persons.yml"),
        _read(_Reactions, folder / "reactions.yml").root,
        _read(Effects, folder / "effects.yml"),
    )


@lru_cache(maxsize=1)
def repertoire() -> Repertoire:
    """The project's, read once a process."""
    return read_repertoire()


def _read(model: type[Model], path: Path) -> Model:
    if not path.exists():
        raise BookError(f"{path}：没有这个文件，客户没法演。请从项目里取回它。")
    return validated(model, read_yaml(path))
