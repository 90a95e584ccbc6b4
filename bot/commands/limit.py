"""A report of some rules only, as they came out among all the others."""

from collections.abc import Iterable
from dataclasses import replace

from bot.book.shelf import Shelf
from bot.check.finding import Report, cost_by_rule
from bot.check.rulebook import Rulebook
from bot.check.scorecard import score_of
from bot.errors import BookError


def limited(report: Report, rulebook: Rulebook, rules: frozenset[str]) -> Report:
    """`report` with the findings, outcomes and score of `rules` alone."""
    findings = tuple(finding for finding in report.findings if finding.rule in rules)
    critical = any(finding.critical for finding in findings)
    score = score_of(cost_by_rule(findings), rulebook.book, critical=critical)
    return replace(
        report,
        score=score,
        passed=score >= rulebook.book.marking.passing and not critical,
        critical=critical,
        findings=findings,
        outcomes={rule: outcome for rule, outcome in report.outcomes.items() if rule in rules},
    )


def known_rules(written: Iterable[str], shelf: Shelf) -> frozenset[str]:
    """The rules in `written`, where several may stand in one text between commas.

    Raises:
        BookError: no book has such a rule; lists those there are.
    """
    names = [name for text in written for name in text.replace("，", ",").split(",")]
    rules = frozenset(name.strip().upper() for name in names if name.strip())
    known = sorted({rule for book in shelf for rule in book.rules})
    for rule in sorted(rules):
        if rule not in known:
            raise BookError(f"没有“{rule}”这条规则。可以写：{'、'.join(known)}。")
    return rules
