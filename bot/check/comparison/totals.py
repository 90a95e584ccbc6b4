"""Sums over many compared conversations. No conversation is kept, and sums of parts add up to the whole."""

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from bot.check.comparison.pair import Pair
from bot.check.finding import Report


@dataclass(slots=True)
class Judged:
    """How often a rule could be judged, in conversations, and in how many of them it was broken."""

    judged: int = 0
    broken: int = 0

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where it was never judged."""
        return self.broken / self.judged if self.judged else None


@dataclass(slots=True)
class Shifted:
    """Findings that appeared, vanished, or cost something else."""

    appeared: int = 0
    vanished: int = 0
    changed: int = 0


@dataclass(slots=True)
class RuleSums:
    """A rule on both sides.

    Attributes:
        points: how much more its findings cost in all.
        conversations: those in which one of its findings differs.
    """

    name: str = ""
    shifted: Shifted = field(default_factory=Shifted)
    points: int = 0
    conversations: int = 0
    old: Judged = field(default_factory=Judged)
    new: Judged = field(default_factory=Judged)


@dataclass(slots=True)
class Scores:
    """Sum of scores, and how many passed."""

    total: int = 0
    passed: int = 0

    def add(self, report: Report) -> None:
        """Count a report."""
        self.total += report.score
        self.passed += report.passed


@dataclass(slots=True)
class AgentSums:
    """An agent on both sides: conversations, those whose score moved, and the scores."""

    conversations: int = 0
    moved: int = 0
    old: Scores = field(default_factory=Scores)
    new: Scores = field(default_factory=Scores)

    def add(self, pair: Pair) -> None:
        """Count a conversation."""
        self.conversations += 1
        self.moved += pair.moved != 0
        self.old.add(pair.old)
        self.new.add(pair.new)

    @property
    def means(self) -> tuple[float, float]:
        """Mean score under the old books and under the new ones; 0 of none."""
        count = self.conversations or 1
        return self.old.total / count, self.new.total / count


@dataclass(slots=True)
class Totals:
    """All figures of a comparison.

    Attributes:
        differing: conversations in which anything differs; `lower`, `higher`: those whose score does.
        failed: conversations that passed and no longer do; `mended` the other way round.
        masked: conversations that came with their personal data masked.
    """

    everyone: AgentSums = field(default_factory=AgentSums)
    rules: dict[str, RuleSums] = field(default_factory=dict)
    agents: dict[str, AgentSums] = field(default_factory=dict)
    shifted: Shifted = field(default_factory=Shifted)
    differing: int = 0
    lower: int = 0
    higher: int = 0
    failed: int = 0
    mended: int = 0
    masked: int = 0

    def add(self, pair: Pair) -> None:
        """Count one conversation."""
        self.everyone.add(pair)
        self.agents.setdefault(pair.new.agent, AgentSums()).add(pair)
        self.differing += pair.differs
        self.lower += pair.moved < 0
        self.higher += pair.moved > 0
        self.failed += pair.old.passed and not pair.new.passed
        self.mended += pair.new.passed and not pair.old.passed
        for name, outcome in pair.old.outcomes.items():
            if outcome in ("met", "violated"):
                _judge(self._rule(name).old, outcome)
        for name, outcome in pair.new.outcomes.items():
            if outcome in ("met", "violated"):
                _judge(self._rule(name).new, outcome)
        for shift in pair.shifts:
            rule = self._rule(shift.finding.rule)
            rule.name = shift.finding.name
            rule.points += shift.points
            for shifted in (self.shifted, rule.shifted):
                setattr(shifted, shift.kind, getattr(shifted, shift.kind) + 1)
        for name in {shift.finding.rule for shift in pair.shifts}:
            self.rules[name].conversations += 1

    def merge(self, other: "Totals") -> None:
        """Add the sums of further conversations."""
        _merge(self, other)

    def differing_rules(self) -> list[tuple[str, RuleSums]]:
        """The rules whose findings differ, those of most conversations first."""
        found = [(name, sums) for name, sums in self.rules.items() if sums.conversations]
        return sorted(found, key=lambda pair: (-pair[1].conversations, pair[0]))

    def moved_agents(self) -> list[tuple[str, AgentSums]]:
        """The agents whose mean score moves, those who move most first."""
        found = [(name, sums) for name, sums in self.agents.items() if sums.old.total != sums.new.total]
        return sorted(found, key=lambda pair: (-abs(pair[1].means[1] - pair[1].means[0]), pair[0]))

    def _rule(self, name: str) -> RuleSums:
        rule = self.rules.get(name)
        if rule is None:
            rule = self.rules[name] = RuleSums()
        return rule


def _judge(judged: Judged, outcome: str) -> None:
    judged.judged += 1
    judged.broken += outcome == "violated"


def _merge(sums: Any, more: Any) -> None:
    """Add the fields of one dataclass to those of another, however deep."""
    for name in (item.name for item in fields(sums)):
        own, other = getattr(sums, name), getattr(more, name)
        if isinstance(own, dict):
            for key, value in other.items():
                _merge(own.setdefault(key, type(value)()), value)
        elif is_dataclass(own):
            _merge(own, other)
        else:
            setattr(sums, name, own or other if isinstance(own, str) else own + other)
