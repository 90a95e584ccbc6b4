"""What a conversation stands at: its score as people have left it, and what follows when they change something."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.book.shelf import shelf
from bot.check.scorecard import score_of
from bot.records.conversations import (
    CONFIRMED,
    DISMISSED,
    OPEN,
    SUPERSEDED,
    KeptConversation,
    KeptFinding,
    KeptReport,
    findings_of,
)
from bot.records.desk import desk
from bot.records.intake import DESK
from bot.records.tallies import Change, periods


@dataclass(frozen=True, slots=True)
class Standing:
    """A conversation as it stands: what the machine found, less what people dismissed, more what they added."""

    score: int
    passed: bool
    critical: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a finding stands: its status, the rule it counts under, and what it costs."""

    status: str
    rule: str
    points: int

    @classmethod
    def of(cls, finding: KeptFinding) -> "Verdict":
        """Of a finding as it is stored."""
        return cls(finding.status, finding.final_rule or finding.rule, finding.counts_for)


def hold(session: Session, report: int) -> None:
    """Hold a report until the transaction ends: who wants to change something in it waits his turn."""
    session.execute(update(KeptReport).where(KeptReport.id == report).values(current=KeptReport.current))


def standing(session: Session, report: KeptReport) -> Standing:
    """What a report comes to with its findings as they stand."""
    findings = [f for f in findings_of(session, int(report.id)) if f.status not in (DISMISSED, SUPERSEDED)]
    costs = Counter[str]()
    for finding in findings:
        costs[finding.final_rule or finding.rule] += finding.counts_for
    critical = any(finding.critical for finding in findings)
    books = shelf().books
    if report.book not in books:
        score = max(0, 100 - sum(costs.values()))
        return Standing(score, not critical, critical)
    book = books[report.book]
    score = score_of(costs, book, critical=critical)
    return Standing(score, score >= book.marking.passing and not critical, critical)


def follow(session: Session, finding: KeptFinding, was: Verdict | None, before: Standing) -> None:
    """Bring the report's score and the totals into step with a finding that has just been changed.

    Args:
        was: how it stood; None where a person has added it.
        before: how the conversation stood.
    """
    session.flush()
    report = session.get(KeptReport, finding.report_id)
    conversation = session.get(KeptConversation, finding.conversation_id)
    assert report is not None and conversation is not None
    after = standing(session, report)
    report.settled = after.score
    if conversation.sender != DESK or not report.current:
        return
    when = periods(conversation.started_at or conversation.stored_at, desk().timezone)
    change = Change()
    agent, book = str(conversation.agent), str(report.book)
    if after != before:
        for state, times in ((before, -1), (after, 1)):
            change.conversation(
                when, agent, book, state.score, passed=state.passed, critical=state.critical, times=times
            )
    if was is not None:
        _count(change, when, agent, book, finding, was, -1)
    _count(change, when, agent, book, finding, Verdict.of(finding), 1)
    change.write(session)


def _count(
    change: Change,
    when: tuple[str, str],
    agent: str,
    book: str,
    finding: KeptFinding,
    verdict: Verdict,
    times: int,
) -> None:
    """What a finding adds to the totals as it stands. A rule is right where a person leaves it the finding's rule."""
    if verdict.points:
        change.rule(when, agent, book, verdict.rule, points=verdict.points * times)
    if finding.source != "machine" or verdict.status == OPEN:
        return
    right = verdict.status == CONFIRMED and verdict.rule == finding.rule
    change.rule(when, agent, book, finding.rule, **{"confirmed" if right else "dismissed": times})
