"""The score of one conversation (catalogue, "The score of one conversation")."""

from collections.abc import Mapping

from bot.book.model import Book
from bot.check.finding import Report, cost_by_rule
from bot.check.judge import Verdicts
from bot.check.rulebook import Rulebook
from bot.conversation.model import Head


def report_of(rulebook: Rulebook, head: Head, verdicts: Verdicts) -> Report:
    """The report: findings in the order of their turns, the score, and every rule's outcome."""
    findings = tuple(sorted(verdicts.findings, key=lambda f: (f.turn, f.rule)))
    critical = any(finding.critical for finding in findings)
    score = score_of(cost_by_rule(findings), rulebook.book, critical=critical)
    return Report(
        id=head.id,
        book=rulebook.book.book,
        book_version=rulebook.version,
        model_version=rulebook.model_version,
        agent=head.agent.id or head.agent.number or head.agent.name,
        score=score,
        passed=score >= rulebook.book.marking.passing and not critical,
        critical=critical,
        findings=findings,
        outcomes={**rulebook.untouched, **{rule: verdicts.outcome(rule) for rule in verdicts.moments}},
    )


def score_of(costs: Mapping[str, int], book: Book, *, critical: bool) -> int:
    """Start minus points, the same rule at most `times` its points, not below the floor.

    Args:
        costs: by rule, the points of its findings; a rule that the book no longer has is not capped.
        critical: one of them fails the conversation whatever else was said.
    """
    marking = book.marking
    total = 0
    for name, points in costs.items():
        rule = book.rules.get(name)
        total += min(points, marking.times * max(rule.points, rule.points_none or 0)) if rule else points
    score = max(marking.floor, marking.start - total)
    return min(score, marking.critical_cap) if critical else score
