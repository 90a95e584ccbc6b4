"""The handbook: every clause of the source texts, word for word, under its own number."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from bot.book.source import read_yaml
from bot.book.validate import Strict, validated
from bot.errors import BookError
from bot.paths import handbook_dir

#: A clause and one lettered item of it: C.6.1.7b.
_ITEM = re.compile(r"(?P<clause>.*\d)(?P<letter>[a-z])")


class Clause(Strict):
    """One numbered clause, or one separately asked-about point of it.

    Attributes:
        id: letter of the text and its own numbering (K.6.6, A.接2, G.3.1).
        part: which point of a clause with several, such as 迟到早退.
        heading: the section titles above it.
        parent: the clause with all its points or sub-clauses together.
        source: the words as printed, where a slip of the print was mended in `text`.
    """

    id: str
    text: str
    part: str = ""
    heading: str = ""
    book: str = ""
    parent: bool = False
    source: str = ""

    @property
    def key(self) -> str:
        """`id`, with `#part` where one id has several points."""
        return f"{self.id}#{self.part}" if self.part else self.id


class Text(Strict):
    """One of the source texts."""

    handbook: str
    title: str
    book: str
    clauses: list[Clause]


@dataclass(frozen=True)
class Handbook:
    """All source texts."""

    texts: tuple[Text, ...]

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause of every text, in order, each knowing its book."""
        return tuple(
            clause if clause.book else clause.model_copy(update={"book": text.book})
            for text in self.texts
            for clause in text.clauses
        )

    @cached_property
    def _by_id(self) -> dict[str, list[Clause]]:
        found: dict[str, list[Clause]] = {}
        for clause in self.clauses:
            found.setdefault(clause.id, []).append(clause)
        return found

    def __contains__(self, clause_id: str) -> bool:
        return clause_id in self._by_id or bool(self.items(clause_id))

    def entries(self, clause_id: str) -> list[Clause]:
        """The clause of that id, with its points; empty if there is none."""
        return self._by_id.get(clause_id, [])

    def items(self, clause_id: str) -> list[str]:
        """The items of an id that ends in an item's letter, each with the point it belongs to.

        C.6.1.7b means every b、 of C.6.1.7; empty where the clause has no such item.
        """
        found = _ITEM.fullmatch(clause_id)
        if found is None:
            return []
        item = re.compile(rf"^{found['letter']}[、)）].*", re.MULTILINE)
        entries = self.entries(found["clause"])
        return [
            f"{entry.part}：{line}" if entry.part else line
            for entry in [e for e in entries if not e.parent] or entries
            for line in item.findall(entry.text)
        ]

    def quote(self, clause_id: str) -> str:
        """The words of a clause: the whole where the text has a whole, else its points or items joined.

        Raises:
            BookError: no text has such a clause.
        """
        entries = self.entries(clause_id)
        if not entries and (items := self.items(clause_id)):
            return "\n".join(items)
        if not entries:
            raise BookError(f"手册里没有 {clause_id} 这一条。")
        whole = [e for e in entries if e.parent or not e.part]
        return whole[0].text if whole else "".join(e.text for e in entries)

    def title_of(self, clause_id: str) -> str:
        """The title of the text that a clause stands in."""
        return next((t.title for t in self.texts if t.handbook == clause_id[0]), "")


def read_handbook(folder: Path | None = None) -> Handbook:
    """Read the clause files (`scripts/handbook/*.yml` by default).

    Raises:
        BookError: with file, line and what would be valid.
    """
    folder = folder or handbook_dir()
    paths = sorted(folder.glob("[A-Z]*.yml"))
    if not paths:
        raise BookError(f"{folder}：没有手册文件（A.yml、K.yml …）。请检查 HUASHU_HOME。")
    return Handbook(tuple(validated(Text, read_yaml(path)) for path in paths))


@lru_cache(maxsize=1)
def handbook() -> Handbook:
    """The project's handbook, read once a process."""
    return read_handbook()
