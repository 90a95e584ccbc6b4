"""One conversation judged by both versions of its book, and what differs between the two reports."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from bot.check.checker import Checker
from bot.check.finding import Finding, Report
from bot.conversation.model import Conversation

Kind = Literal["appeared", "vanished", "changed"]


@dataclass(frozen=True, slots=True)
class Shift:
    """A finding that differs.

    Attributes:
        finding: the new one; of those that vanished, the old one.
        before: the old one, where it is there on both sides but costs something else.
    """

    kind: Kind
    finding: Finding
    before: Finding | None = None

    @property
    def points(self) -> int:
        """How much more (or, below 0, less) the new finding costs."""
        match self.kind:
            case "appeared":
                return self.finding.points
            case "vanished":
                return -self.finding.points
            case "changed":
                return self.finding.points - (self.before.points if self.before else 0)


@dataclass(frozen=True, slots=True)
class Pair:
    """Both reports of a conversation, in the order old, new."""

    old: Report
    new: Report
    shifts: tuple[Shift, ...]

    @property
    def moved(self) -> int:
        """Points by which the score went up."""
        return self.new.score - self.old.score

    @property
    def differs(self) -> bool:
        """Whether anything that counts has changed: a finding, the score, or whether it passed."""
        return bool(self.shifts) or self.moved != 0 or self.old.passed != self.new.passed


def compared(conversation: Conversation, old: Checker, new: Checker) -> Pair:
    """Judge a conversation by both; by one of them alone where they are the same book."""
    one = old.check(conversation)
    if old is new:
        return Pair(one, one, ())
    other = new.check(conversation)
    return Pair(one, other, tuple(shifts(one.findings, other.findings)))


def shifts(old: Iterable[Finding], new: Iterable[Finding]) -> Iterator[Shift]:
    """What differs, in the order of the turns. A finding is the same where rule and turn are."""
    left = defaultdict[tuple[int, str], list[Finding]](list)
    for finding in old:
        left[finding.turn, finding.rule].append(finding)
    found: list[Shift] = []
    for finding in new:
        before = left[finding.turn, finding.rule]
        if not before:
            found.append(Shift("appeared", finding))
        elif _cost(was := before.pop(0)) != _cost(finding):
            found.append(Shift("changed", finding, was))
    found += (Shift("vanished", finding) for rest in left.values() for finding in rest)
    yield from sorted(found, key=lambda shift: (shift.finding.turn, shift.finding.rule, shift.kind))


def _cost(finding: Finding) -> tuple[int, str, bool]:
    return finding.points, finding.severity, finding.critical
