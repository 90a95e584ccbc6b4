"""What `huashu book check` finds by compiling and running the rules: conditions that are not well formed, mandated
lines that a rule forbids, and examples that do not come out as the rule says. Examples that a book takes over are run
by `huashu book test` only.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from bot.book.answer import fill
from bot.book.blanks import Blanks
from bot.book.check import Problem
from bot.book.conditions import conditions_of
from bot.book.model import Book
from bot.book.shelf import Shelf
from bot.book.source import Place
from bot.check.checker import Checker
from bot.check.factory import Factory
from bot.check.feature import Expression
from bot.check.review import broken
from bot.check.rulebook import Rulebook
from bot.check.sounding import Sounding
from bot.check.trials import trials, where_written
from bot.errors import BookError, ModelError
from bot.language.store import acts, sounds


def consistency(shelf: Shelf, books: Iterable[Book] | None = None) -> list[Problem]:
    """Every contradiction of every book, or of some, once. Lines and examples of a book are run only once its conditions
    are well formed, and by words alone where there is no trained model.
    """
    chosen = shelf if books is None else books
    found = dict.fromkeys(problem for book in chosen for problem in _of_book(shelf, book))
    return list(found)


def _of_book(shelf: Shelf, book: Book) -> Iterator[Problem]:
    malformed = list(_malformed(shelf, book))
    yield from malformed
    if malformed or not _complete(book):
        return
    try:
        checker = Checker(Rulebook.of(book, sounds(), acts()))
    except ModelError:
        yield from _forbidden_lines(shelf, Checker(Rulebook.of(book, {}, None)))
        return
    yield from _forbidden_lines(shelf, checker)
    for trial in trials(shelf, checker):
        if trial.holder == book.book and not trial.passed:
            yield Problem(trial.where, str(trial).removeprefix(f"{trial.where}："))


def _malformed(shelf: Shelf, book: Book) -> Iterator[Problem]:
    """Conditions that cannot be compiled; a cue's fault is told at the cue and not at the rules that use it."""
    places: list[tuple[Place, Any]] = [
        *((("cues", name), condition) for name, condition in book.cues.items()),
        *((("scenes", name, "begins"), s.begins) for name, s in book.scenes.items() if s.begins is not None),
        *((("rules", name, key), c) for name, rule in book.rules.items() for key, c in conditions_of(rule)),
    ]
    factory = Factory(book, Sounding({}))
    for place, condition in places:
        known = len(factory.features)
        what = ""
        try:
            factory.condition(condition, "")
            what = _bad_pattern(factory, known)
        except BookError as error:
            if "cues › " not in str(error):
                what = str(error).removeprefix("：")
        except (TypeError, ValueError) as error:
            what = f"值写得不对（{error}）"
        else:
            if not what:
                continue
        factory = Factory(book, Sounding({}))
        if what:
            yield Problem(where_written(shelf, book, place), f"{' › '.join(map(str, place[1:]))}：{what}")


def _complete(book: Book) -> bool:
    """Whether the lines that rules expect are there; `check_shelf` tells which are not."""
    return all(rule.expected is None or rule.expected in book.lines for rule in book.rules.values())


def _bad_pattern(factory: Factory, known: int) -> str:
    """What is wrong with the patterns of the features from number `known` on; empty if nothing."""
    for feature in factory.features[known:]:
        for pattern in (*feature.patterns, *feature.unless) if isinstance(feature, Expression) else ():
            if what := _wrong(pattern):
                return what
    return ""


@cache
def _wrong(pattern: str) -> str:
    """What is wrong with a pattern; empty if nothing. Books share most of theirs."""
    try:
        re.compile(pattern)
    except re.error as error:
        return f"“{pattern}”不是合法的正则表达式（{error}）"
    return ""


def _forbidden_lines(shelf: Shelf, checker: Checker) -> Iterator[Problem]:
    """Mandated lines that break a rule when an agent says them; each where line or rule stands in the book's own file."""
    book = checker.rulebook.book
    source = shelf.sources[book.book]
    for line_id, line in book.lines.items():
        own_line = line_id in (source.data.get("lines") or {})
        for finding in broken(fill(line.say, book, Blanks()), checker):
            if own_line or finding.rule in (source.data.get("rules") or {}):
                place: Place = ("lines", line_id, "say") if own_line else ("rules", finding.rule)
                quotes = "、".join(dict.fromkeys(evidence.quote for evidence in finding.evidence))
                yield Problem(source.where(place), f"{line_id} 里的“{quotes}”是 {finding.rule} 禁止说的")
