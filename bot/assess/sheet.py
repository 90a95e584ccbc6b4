"""The files of `scripts/ledger`: how one is written, and what is wrong with them taken together."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from bot.assess.amount import Amount
from bot.assess.item import MONEY, Item, Said, Written
from bot.assess.marking import Marking
from bot.book.handbook import Clause, Handbook
from bot.book.model import Note
from bot.book.shelf import Shelf
from bot.book.source import Place, Source, read_yaml
from bot.book.validate import Strict, validated

#: For the agents of every book.
EVERYBODY = "common"


class Sheet(Strict):
    """One file.

    Attributes:
        scheme: its id, the same as the file's name.
        books: for whose agents its items are; without it, for those of the text that a clause stands in.
        marking: the numbers of the assessment; in one file only.
        notes: what else the clauses say of the account, shown beside it.
    """

    scheme: str
    title: Said
    books: list[str] = []
    marking: Marking | None = None
    notes: list[Note] = []
    items: dict[str, Written] = {}


@dataclass(frozen=True)
class Filed:
    """A sheet, where it was read from, and the clauses it may name."""

    sheet: Sheet
    source: Source
    clauses: dict[str, Clause]

    @cached_property
    def items(self) -> dict[str, Item]:
        """Its items in their place."""
        return {key: self._item(key, written) for key, written in self.sheet.items.items()}

    def _item(self, key: str, written: Written) -> Item:
        clause = self.clauses.get(key)
        books = written.books or self.sheet.books or [clause.book if clause else EVERYBODY]
        most = self.sheet.marking.trainer if self.sheet.marking else 0
        points = Amount(-most, most) if written.kind == "extra" else written.points
        own = dict(written) | {"books": books, "points": points}
        return Item.model_construct(**own, id=key, scheme=self.sheet.scheme)


def read_sheets(folder: Path, handbook: Handbook) -> list[Filed]:
    """Every `*.yml` of the folder.

    Raises:
        BookError: with file, line and what would be valid.
    """
    clauses = {clause.key: clause for clause in handbook.clauses}
    sources = [read_yaml(path) for path in sorted(folder.glob("*.yml"))]
    return [Filed(validated(Sheet, source), source, clauses) for source in sources]


def complaints(sheets: Sequence[Filed], handbook: Handbook, shelf: Shelf) -> Iterator[str]:
    """What is wrong, each with file and line; nothing if all is well."""
    marked = [filed for filed in sheets if filed.sheet.marking]
    for filed in marked[1:]:
        yield _at(filed, ("marking",), f"marking 已经写在 {marked[0].source.path.name} 里，只能写一次")
    known = {key: item for filed in sheets for key, item in filed.items.items()}
    first: dict[str, Filed] = {}
    for filed in sheets:
        name = filed.source.path.stem
        if filed.sheet.scheme != name:
            yield _at(
                filed, ("scheme",), f"scheme 写的是“{filed.sheet.scheme}”，文件名是“{name}.yml”，请改成一样"
            )
        yield from _unknown(filed, ("books",), filed.sheet.books, shelf.books, "这本话术")
        named = filed.sheet.marking.clause.split() if filed.sheet.marking else []
        yield from _unknown(filed, ("marking", "clause"), named, _ids(handbook, named), "这一条")
        for index, note in enumerate(filed.sheet.notes):
            cited = note.clause.split()
            yield from _unknown(filed, ("notes", index), cited, _ids(handbook, cited), "这一条")
        for key, item in filed.items.items():
            if key in first:
                yield _at(
                    filed, ("items", key), f"“{key}”在 {first[key].source.path.name} 里已经写过，请删去一个"
                )
            first.setdefault(key, filed)
            yield from _item(filed, item, known, handbook, shelf)
    yield from _twice(sheets)


def _item(
    filed: Filed, item: Item, known: dict[str, Item], handbook: Handbook, shelf: Shelf
) -> Iterator[str]:
    place: Place = ("items", item.id)
    ours = item.id[:1] in {text.handbook for text in handbook.texts}
    if item.id not in filed.clauses and (ours or not item.id[:1].isupper()):
        same = [key for key in filed.clauses if key[:1] == item.id[:1]]
        near = get_close_matches(item.id, same or filed.clauses, n=3, cutoff=0.4)
        hint = f"相近的有：{'、'.join(near)}" if near else "请照 scripts/handbook 里的编号写"
        yield _at(filed, place, f"手册里没有“{item.id}”这一条。{hint}")
    if item.kind == "extra" and filed.sheet.marking is None:
        yield _at(filed, place, "kind: extra 要和 marking 写在同一个文件里，最多几分看 marking 的 trainer")
    if item.see and (item.see not in known or known[item.see].kind == "note"):
        yield _at(filed, (*place, "see"), f"“{item.see}”不是一项要扣分或辞退的条款")
    rules = {rule for book in shelf for rule in book.rules}
    yield from _unknown(filed, (*place, "found_by"), item.found_by, rules, "这条规则")
    yield from _unknown(filed, (*place, "books"), filed.sheet.items[item.id].books, shelf.books, "这本话术")


def _twice(sheets: Sequence[Filed]) -> Iterator[str]:
    """A finding is booked once for points and once for yuan; an event is proposed as one item."""
    taken: dict[tuple[str, bool], list[Item]] = {}
    for filed in sheets:
        for item in filed.items.values():
            for key, what in [*(("found_by", r) for r in item.found_by), ("propose", item.propose or "")]:
                others = taken.setdefault((what, item.kind in MONEY), [])
                both = [other for other in others if what and _share(other, item)]
                if both:
                    yield _at(filed, ("items", item.id, key), f"“{what}”已经归到 {both[0].id}，请删去一处")
                others.append(item)


def _share(one: Item, other: Item) -> bool:
    return EVERYBODY in (*one.books, *other.books) or bool(set(one.books) & set(other.books))


def _ids(handbook: Handbook, named: Sequence[str]) -> list[str]:
    """Those of the clauses that the handbook has, or that are of a text that is not ours to know."""
    texts = {text.handbook for text in handbook.texts}
    return [clause for clause in named if clause[0] not in texts or clause in handbook]


def _unknown(
    filed: Filed,
    place: Place,
    named: Sequence[str],
    known: Collection[str],
    what: str,
) -> Iterator[str]:
    for name in named:
        if name not in known:
            near = get_close_matches(name, sorted(known), n=3)
            hint = f"。是不是 {'、'.join(near)}？" if near else ""
            yield _at(filed, place, f"没有“{name}”{what}{hint}")


def _at(filed: Filed, place: Place, text: str) -> str:
    return f"{filed.source.where(place)}：{text}{'' if text.endswith(('？', '。')) else '。'}"
