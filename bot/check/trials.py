"""The examples of a book's rules, run through the checker: good ones must pass and bad ones must not."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from bot.book.model import Book
from bot.book.shelf import Shelf
from bot.book.source import Place
from bot.check.checker import Checker
from bot.check.examples import example
from bot.check.finding import Outcome
from bot.conversation.model import Conversation
from bot.errors import BookError

Kind = Literal["good", "bad"]


@dataclass(frozen=True)
class Trial:
    """One example and what came out.

    Attributes:
        where: file:line of the example.
        holder: the book in whose file the example is written.
        outcome: of its rule; None where the example cannot be read.
        found: what the finding says, or why the example cannot be read.
    """

    where: str
    book: str
    holder: str
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
        told = (
            f"反而被判违规（{self.found}）"
            if self.kind == "good"
            else f"没有被发现（{OUTCOMES[self.outcome]}）"
        )
        if self.holder == self.book:
            return f"{name}{told}"
        return f"{name}{told}。例句是从 {self.holder} 继承的，说法不同就在 {self.book} 里给 {self.rule} 写自己的 {self.kind}"


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
        both: tuple[tuple[Kind, list[str]], ...] = (("good", rule.good), ("bad", rule.bad))
        for kind, examples in both:
            for index, written in enumerate(examples):
                place: Place = ("rules", name, kind, index)
                holder = shelf[holder_of(shelf, book, place)]
                where = shelf.sources[holder.book].where(place)
                conversation = _read(written, book, holder.channel)
                trial = Trial(where, book.book, holder.book, name, kind, written, None)
                yield _tried(trial, conversation, checker)


def where_written(shelf: Shelf, book: Book, place: Place) -> str:
    """file:line of an entry of a book, in the file of the book that it is taken over from."""
    return shelf.sources[holder_of(shelf, book, place)].where(place)


def holder_of(shelf: Shelf, book: Book, place: Place) -> str:
    """The book in whose file an entry stands: the book itself, or the one that it is taken over from.

    `place` begins with the part (`rules`), the entry's name, and, where it matters, one of its keys.
    """
    holder: str | None = book.book
    while holder is not None:
        data = shelf.sources[holder].data
        entry = (data.get(place[0]) or {}).get(place[1])
        if entry is not None and (len(place) < 3 or (isinstance(entry, dict) and place[2] in entry)):
            return holder
        holder = data.get("extends")
    return book.book


def _read(written: str, book: Book, channel: str) -> Conversation | str:
    """The conversation of an example, or what is wrong with its notation."""
    try:
        return example(written, book, channel)
    except BookError as error:
        return str(error)


def _tried(trial: Trial, conversation: Conversation | str, checker: Checker) -> Trial:
    if isinstance(conversation, str):
        return replace(trial, found=conversation)
    report = checker.check(conversation)
    found = next((finding.message for finding in report.findings if finding.rule == trial.rule), "")
    return replace(trial, outcome=report.outcomes[trial.rule], found=found)
