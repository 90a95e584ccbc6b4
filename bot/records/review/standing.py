"""What a conversation stands at: its score as people have left it, and what follows when they change something."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.book.model import Book, Marking
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

    @classmethod
    def of(cls, report: KeptReport) -> "Standing":
        """As it was reckoned last, and counted in the totals."""
        return cls(report.settled, report.settled_passed, report.settled_critical)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a finding stands: its status, the rule it counts under, what it costs, and whether it fails the conversation."""

    status: str
    rule: str
    points: int
    critical: bool

    @classmethod
    def of(cls, finding: KeptFinding) -> "Verdict":
        """Of a finding as it is stored."""
        return cls(finding.status, finding.final_rule or finding.rule, finding.counts_for, finding.fails)

    @property
    def stands(self) -> bool:
        """Whether the rule is taken to be violated."""
        return self.status not in (DISMISSED, SUPERSEDED)

    def weighs(self) -> tuple[str, int, bool]:
        """What the score depends on."""
        return self.rule, self.points, self.critical


def standing(report: KeptReport, findings: Iterable[KeptFinding]) -> Standing:
    """What a report comes to with its findings as they stand, by the marking that held when it was made."""
    costs, critical = Counter[str](), False
    for finding in findings:
        costs[finding.final_rule or finding.rule] += finding.counts_for
        critical |= finding.fails
    book = _book(report)
    score = score_of(costs, book, critical=critical)
    return Standing(score, score >= book.marking.passing and not critical, critical)


def _book(report: KeptReport) -> Book:
    """The report's book, scoring as it did then. One that is on the shelf no more has no rules."""
    books = shelf().books
    book = books[report.book] if report.book in books else Book(book=str(report.book), title="")
    if not report.marking:
        return book
    return book.model_copy(update={"marking": Marking(**json.loads(report.marking))})


def follow(session: Session, finding: KeptFinding, was: Verdict | None, report: KeptReport) -> None:
    """Bring the report's score and the totals into step with a finding that has just been changed.

    Args:
        was: how it stood; None where a person has added it.
        report: the finding's, held.
    """
    session.flush()
    conversation = session.get(KeptConversation, finding.conversation_id)
    assert conversation is not None
    found = findings_of(session, int(report.id))
    now, before = Verdict.of(finding), Standing.of(report)
    # What costs the same as before must not be scored anew: the script may have changed meanwhile.
    after = before if was is not None and was.weighs() == now.weighs() else standing(report, found)
    report.settled, report.settled_passed = after.score, after.passed
    report.settled_critical = after.critical
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
    _count(change, when, agent, book, finding, now, 1)
    others = [Verdict.of(one) for one in found if one.id != finding.id]
    outcomes: dict[str, str] = json.loads(str(report.outcomes))
    for rule in {now.rule} | ({was.rule} if was is not None else set()):
        had, has = (
            any(one.rule == rule and one.stands for one in (*others, verdict) if one is not None)
            for verdict in (was, now)
        )
        if had != has:
            judged = outcomes.get(rule) in ("met", "violated")
            sign = 1 if has else -1
            change.rule(when, agent, book, rule, violated=sign, met=-sign if judged else 0)
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
