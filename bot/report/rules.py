"""What a report may say of a rule beside its findings."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.book.shelf import Shelf
from bot.check.finding import Finding


@dataclass(frozen=True, slots=True)
class RuleNote:
    """A rule in a few words."""

    id: str
    name: str
    clause: str = ""
    severity: str = "light"
    points: int = 0
    critical: bool = False
    why: str = ""


RuleNotes = Mapping[str, RuleNote]


def notes_of(shelf: Shelf) -> dict[str, dict[str, RuleNote]]:
    """Every book's rules, by book and by rule."""
    return {
        book.book: {
            id_: RuleNote(id_, rule.name, rule.clause, rule.severity, rule.points, rule.critical, rule.why)
            for id_, rule in book.rules.items()
        }
        for book in shelf
    }


def note_of_finding(finding: Finding) -> RuleNote:
    """What a finding tells of its rule."""
    return RuleNote(
        finding.rule,
        finding.name,
        finding.clause,
        finding.severity,
        finding.points,
        finding.critical,
        finding.why,
    )
