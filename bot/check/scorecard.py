"""The score of one conversation (catalogue, "The score of one conversation")."""

from bot.book.model import Marking
from bot.check.finding import Finding, Report, cost_by_rule
from bot.check.judge import Verdicts
from bot.check.rulebook import Rulebook
from bot.conversation.model import Head


def report_of(rulebook: Rulebook, head: Head, verdicts: Verdicts) -> Report:
    """The report: findings in the order of their turns, the score, and every rule's outcome."""
    findings = tuple(sorted(verdicts.findings, key=lambda f: (f.turn, f.rule)))
    critical = any(finding.critical for finding in findings)
    score = score_of(findings, rulebook)
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


def score_of(findings: tuple[Finding, ...], rulebook: Rulebook) -> int:
    """Start minus points, the same rule at most `times` its points, not below the floor."""
    marking: Marking = rulebook.book.marking
    costs = 0
    for name, points in cost_by_rule(findings).items():
        rule = rulebook.book.rules[name]
        costs += min(points, marking.times * max(rule.points, rule.points_none or 0))
    score = max(marking.floor, marking.start - costs)
    return min(score, marking.critical_cap) if any(f.critical for f in findings) else score
