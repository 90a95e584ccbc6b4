"""The examples of a book's rules, run through the checker: good ones must pass and bad ones must not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.book.model import Book
from bot.book.shelf import Shelf
from bot.book.source import Place
from bot.check.checker import Checker
from bot.check.examples import example
from bot.check.finding import Outcome
from bot.errors import BookError

Kind = Literal["good", "bad"]


@dataclass(frozen=True)
class Trial:
    """One example and what came out.

    Attributes:
        where: file:line of the example.
        outcome: of its rule; None where the example cannot be read.
        found: what the finding says, or why the example cannot be read.
    """

    where: str
    book: str
    rule: str
    kind: Kind
    example: str
    outcome: Outcome | None
    found: str = ""

    @property
    def passed(self) -> bool:
        """Whether it came out as the rule's author says."""
        return self.outcome is not None and (self.outcome == "violated") == (self.kind == "bad")

    def __str__(self) -> str:
        name = f"{self.where}：{self.book} 的 {self.rule} 的 {self.kind} 例句“{self.example}”"
        if self.outcome is None:
            return f"{name}写法不对：{self.found}"
        if self.kind == "good":
            return f"{name}反而被判违规（{self.found}）"
        return f"{name}没有被发现（{OUTCOMES[self.outcome]}）"


#: What each outcome is called.
OUTCOMES: dict[str, str] = {
    "met": "判为做到",
    "violated": "判为违规",
    "not_applicable": "没有轮到这条规则",
    "cannot_judge": "无法判断",
}


def trials(shelf: Shelf, checker: Checker) -> Iterator[Trial]:
    """Every example of every rule that the checker's book has, its own and those taken over."""
    book = checker.rulebook.book
    for name, rule in book.rules.items():
        for kind, examples in (("good", rule.good), ("bad", rule.bad)):
            for index, written in enumerate(examples):
                where = where_written(shelf, book, ("rules", name, kind, index))
                yield _trial(where, checker, name, "good" if kind == "good" else "bad", written)


def where_written(shelf: Shelf, book: Book, place: Place) -> str:
    """file:line of an entry of a book, in the file of the book that it is taken over from.

    `place` begins with the part (`rules`), the entry's name, and, where it matters, one of its keys.
    """
    holder: str | None = book.book
    while holder is not None:
        data = shelf.sources[holder].data
        inner = data.get(place[0]) or {}
        entry = inner.get(place[1]) if isinstance(inner, dict) else None
        if entry is not None and (len(place) < 3 or (isinstance(entry, dict) and place[2] in entry)):
            return shelf.sources[holder].where(place)
        holder = data.get("extends")
    return shelf.sources[book.book].where(place)


def _trial(where: str, checker: Checker, rule: str, kind: Kind, written: str) -> Trial:
    book = checker.rulebook.book
    try:
        conversation = example(written, book)
    except BookError as error:
        return Trial(where, book.book, rule, kind, written, None, str(error))
    report = checker.check(conversation)
    found = next((finding.message for finding in report.findings if finding.rule == rule), "")
    return Trial(where, book.book, rule, kind, written, report.outcomes[rule], found)
