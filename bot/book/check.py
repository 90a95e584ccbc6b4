"""`huashu book check`: what is wrong with the script books, each with file and line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.book.blanks import BLANK
from bot.book.conditions import all_conditions, cues_in, lines_in
from bot.book.handbook import Handbook
from bot.book.model import AnyOf, Book, Line, Scene
from bot.book.shelf import Shelf
from bot.book.source import Place

_NOT_WORDS = re.compile(r"[^\w]|_")


@dataclass(frozen=True)
class Problem:
    """One thing to mend. `where` is file:line."""

    where: str
    text: str

    def __str__(self) -> str:
        return f"{self.where}：{self.text}"


def check_shelf(shelf: Shelf, handbook: Handbook) -> list[Problem]:
    """Every problem of every book, in the order of the books; empty if all is well."""
    return [p for book in shelf for p in _Checker(shelf, handbook, book).problems()]


class _Checker:
    """One book's checks. Only what stands in the book's own file is reported for it."""

    def __init__(self, shelf: Shelf, handbook: Handbook, book: Book) -> None:
        self.shelf = shelf
        self.handbook = handbook
        self.book = book
        self.source = shelf.sources[book.book]
        self.own = self.source.data
        self._used = {
            used
            for other in shelf
            for used in (
                *(step.say for scene in other.scenes.values() for step in scene.steps),
                *(rule.expected for rule in other.rules.values()),
                *(line for condition in all_conditions(other) for line in lines_in(condition)),
            )
        }
        self._asked = {cue for other in shelf for c in all_conditions(other) for cue in cues_in(c)}

    def problems(self) -> Iterator[Problem]:
        for name in self.own.get("lines") or {}:
            yield from self._line(name, self.book.lines[name])
        for name in self.own.get("scenes") or {}:
            yield from self._scene(name, self.book.scenes[name])
        for name in self.own.get("rules") or {}:
            yield from self._rule(name)
        for name in self.own.get("cues") or {}:
            if name not in self._asked:
                yield self._problem(("cues", name), f"{name} 这个线索没有哪条规则用到")

    def _problem(self, place: Place, text: str) -> Problem:
        return Problem(self.source.where(place), text)

    def _clauses(self, place: Place, clauses: str) -> Iterator[Problem]:
        for clause in clauses.split():
            ours = clause[0] in {text.handbook for text in self.handbook.texts}
            if ours and clause not in self.handbook:
                yield self._problem(place, f"手册里没有 {clause} 这一条")

    def _line(self, name: str, line: Line) -> Iterator[Problem]:
        place = ("lines", name)
        yield from self._clauses((*place, "clause"), line.clause)
        for need in line.needs:
            wordings = need.any if isinstance(need, AnyOf) else [need]
            if line.match != "meaning" and not any(_plain(w) in _plain(line.say) for w in wordings):
                yield self._problem(
                    (*place, "needs"), f"{name} 的 needs 里“{'／'.join(wordings)}”不在这句话里"
                )
        if not line.own_words and not self._printed(line):
            yield self._problem(
                (*place, "say"),
                f"{name} 的话和 {line.clause} 的原文不一样；照抄原文，或写 own_words: true",
            )
        if name not in self._used:
            yield self._problem(place, f"{name} 这句话没有哪个场景用到")

    def _printed(self, line: Line) -> bool:
        """Whether the words stand in one of the clauses; blanks match whatever is printed there."""
        pattern = ".{0,16}?".join(re.escape(_plain(part)) for part in BLANK.split(line.say)[::2])
        quotes = (self.handbook.quote(c) for c in line.clause.split() if c in self.handbook)
        return any(re.search(pattern, _plain(quote)) for quote in quotes)

    def _scene(self, name: str, scene: Scene) -> Iterator[Problem]:
        place: Place = ("scenes", name)
        yield from self._clauses((*place, "clause"), scene.clause)
        for key, notes in (("notes", scene.notes), ("never", scene.never)):
            for index, note in enumerate(notes):
                yield from self._clauses((*place, key, index), note.clause)
        for near in scene.near:
            if near not in self.shelf.scene_ids():
                yield self._problem((*place, "near"), f"没有“{near}”这个场景")
        for index, step in enumerate(scene.steps):
            here = (*place, "steps", index)
            if step.say is not None and step.say not in self.book.lines:
                lines = "、".join(self.book.lines)
                yield self._problem(here, f"没有“{step.say}”这句话。可以写：{lines}")
            following = scene.steps[index + 1 :]
            if step.ends and step.when is None and following:
                yield self._problem(here, "这一步已经结束谈话，后面的步骤永远走不到")

    def _rule(self, name: str) -> Iterator[Problem]:
        """Only the keys that stand in this file: what is taken over is checked where it stands."""
        own = self.own["rules"][name]
        place: Place = ("rules", name)
        if "clause" in own:
            yield from self._clauses((*place, "clause"), own["clause"])
        if name not in self.book.rules:
            return
        rule = self.book.rules[name]
        if "expected" in own and rule.expected is not None and rule.expected not in self.book.lines:
            lines = "、".join(self.book.lines)
            yield self._problem((*place, "expected"), f"没有“{rule.expected}”这句话。可以写：{lines}")
        for key in ("outranked", "covered"):
            for above in getattr(rule, key) if key in own else ():
                if above not in self.book.rules:
                    rules = "、".join(self.book.rules)
                    yield self._problem((*place, key), f"没有“{above}”这条规则。可以写：{rules}")


def _plain(text: str) -> str:
    return _NOT_WORDS.sub("", text)
