"""One conversation that comes out differently, as the reports tell it."""

from dataclasses import dataclass, replace

from bot.check.comparison.pair import Pair, Shift
from bot.check.finding import Finding, Report
from bot.conversation.model import Conversation
from bot.language.personal import masked
from bot.report.masking import mask_report, quoted


@dataclass(frozen=True, slots=True)
class Mark:
    """What a side made of the conversation."""

    score: int
    passed: bool
    critical: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A finding that differs, and the words it is about: its evidence, else the turn it is found at."""

    shift: Shift
    words: str


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation on both sides, with the findings that differ."""

    id: str
    book: str
    agent: str
    old: Mark
    new: Mark
    findings: tuple[Told, ...]

    @property
    def moved(self) -> int:
        """Points by which the score goes up."""
        return self.new.score - self.old.score

    @property
    def weight(self) -> tuple[int, int, int]:
        """How much of a change it is: whether it passes, then points, then findings."""
        return self.old.passed != self.new.passed, abs(self.moved), len(self.findings)


def case_of(pair: Pair, conversation: Conversation, *, personal: bool) -> Case:
    """A pair as it is told; personal data is masked unless `personal`."""
    shown = replace(pair.new, findings=tuple(shift.finding for shift in pair.shifts))
    if not personal:
        shown = mask_report(shown, quoted(shown, conversation))[0]
    told = (
        Told(replace(shift, finding=finding), _words(finding, conversation, personal=personal))
        for shift, finding in zip(pair.shifts, shown.findings, strict=True)
    )
    return Case(shown.id, pair.new.book, pair.new.agent, _mark(pair.old), _mark(pair.new), tuple(told))


def _words(finding: Finding, conversation: Conversation, *, personal: bool) -> str:
    if finding.evidence:
        return " ／ ".join(piece.quote for piece in finding.evidence)
    if not 0 <= finding.turn < len(conversation.turns):
        return ""
    text = conversation.turns[finding.turn].text
    return text if personal else masked(text)


def _mark(report: Report) -> Mark:
    return Mark(report.score, report.passed, report.critical)
