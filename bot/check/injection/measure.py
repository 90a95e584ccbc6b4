"""How well a book's rules find what was put into conversations, rule by rule."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.check.checker import Checker
from bot.check.injection.injection import Labelled


@dataclass
class Measured:
    """One rule over all conversations.

    Attributes:
        injected: conversations in which it was broken on purpose.
        found: those of them in which it was found broken.
        wrong: conversations in which it was found broken although nothing of it was put there.
        ways: how it was broken, and how often; `missed` how often that was not found.
    """

    injected: int = 0
    found: int = 0
    wrong: int = 0
    ways: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)

    @property
    def precision(self) -> float | None:
        """Of what was found, the share that was there; None where nothing was found."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Of what was there, the share that was found; None where nothing was there."""
        return self.found / self.injected if self.injected else None

    def add(self, other: "Measured") -> None:
        """Count another rule's figures in."""
        self.injected += other.injected
        self.found += other.found
        self.wrong += other.wrong
        self.ways.update(other.ways)
        self.missed.update(other.missed)


def measured(labelled: Iterable[Labelled], checker: Checker) -> dict[str, Measured]:
    """The figures of every rule of the checker's book."""
    figures = {rule: Measured() for rule in checker.rulebook.book.rules}
    for item in labelled:
        broken = {finding.rule for finding in checker.check(item.conversation).findings}
        if item.rule:
            of = figures[item.rule]
            of.injected += 1
            of.ways[item.way] += 1
            of.found += item.rule in broken
            of.missed[item.way] += item.rule not in broken
        for rule in broken - {item.rule, *item.also}:
            figures[rule].wrong += 1
    return figures


def total(figures: dict[str, Measured]) -> Measured:
    """All rules together."""
    found = Measured()
    for one in figures.values():
        found.add(one)
    return found
