"""Figures over many reports, counted as they come: no conversation is kept."""

from collections import Counter
from dataclasses import dataclass, field

from bot.check.finding import Report
from bot.report.rules import RuleNote, note_of_finding


@dataclass(slots=True)
class RuleTally:
    """How often a rule was broken.

    Attributes:
        judged: conversations in which its moment came and it could be judged.
        conversations: those in which it was broken.
    """

    note: RuleNote
    findings: int = 0
    points: int = 0
    judged: int = 0
    conversations: int = 0


@dataclass(slots=True)
class AgentTally:
    """How an agent did."""

    agent: str
    conversations: int = 0
    passed: int = 0
    critical: int = 0
    total: int = 0
    lowest: int = 100
    findings: int = 0
    rules: Counter[str] = field(default_factory=Counter)

    @property
    def mean(self) -> float:
        """Mean score; 0 before the first conversation."""
        return self.total / self.conversations if self.conversations else 0.0


@dataclass(slots=True)
class Summary:
    """All figures of a report over many conversations.

    Attributes:
        scores: how many conversations have a score, by score and by whether they passed.
        versions: what judged them: book, its version, the model's version.
    """

    everyone: AgentTally = field(default_factory=lambda: AgentTally(""))
    rules: dict[str, RuleTally] = field(default_factory=dict)
    agents: dict[str, AgentTally] = field(default_factory=dict)
    scores: Counter[tuple[int, bool]] = field(default_factory=Counter)
    versions: set[tuple[str, str, str]] = field(default_factory=set)

    def add(self, report: Report) -> None:
        """Count one report."""
        self.scores[report.score, report.passed] += 1
        self.versions.add((report.book, report.book_version, report.model_version))
        own = self.agents.setdefault(report.agent, AgentTally(report.agent))
        for tally in (self.everyone, own):
            tally.conversations += 1
            tally.passed += report.passed
            tally.critical += report.critical
            tally.total += report.score
            tally.lowest = min(tally.lowest, report.score)
            tally.findings += len(report.findings)
            tally.rules.update(finding.rule for finding in report.findings)
        for finding in report.findings:
            rule = self.rules.setdefault(finding.rule, RuleTally(note_of_finding(finding)))
            rule.note = rule.note if rule.note.name else note_of_finding(finding)
            rule.findings += 1
            rule.points += finding.points
        for id_, outcome in report.outcomes.items():
            if outcome in ("met", "violated"):
                self._judged(id_, outcome == "violated")

    def worst_rules(self) -> list[RuleTally]:
        """The rules that were broken, most often first."""
        broken = [tally for tally in self.rules.values() if tally.findings]
        return sorted(broken, key=lambda tally: (-tally.findings, -tally.points, tally.note.id))

    def worst_agents(self) -> list[AgentTally]:
        """The agents, lowest mean first."""
        return sorted(self.agents.values(), key=lambda tally: (tally.mean, tally.agent))

    def _judged(self, id_: str, broken: bool) -> None:
        rule = self.rules.setdefault(id_, RuleTally(RuleNote(id_, "")))
        rule.judged += 1
        rule.conversations += broken
