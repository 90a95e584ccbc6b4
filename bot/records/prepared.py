"""A checked conversation made ready for the database: masked, serialised, and its findings as rows.

Pure and small, so that it can be done in the processes that check and handed over.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.book.shelf import shelf
from bot.check.finding import Finding, Outcome, Report
from bot.conversation.model import Conversation
from bot.language.label import masked_label
from bot.records.callbacks.promises import Owed, owed
from bot.records.desk import Desk
from bot.records.stored import head_json, moment, turns_json
from bot.report.json_form import encoded, finding_as_json
from bot.report.masking import mask_report


@dataclass(frozen=True, slots=True)
class Words:
    """A conversation as it will be stored. `digest` is the content hash of both texts."""

    head: str
    turns: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A conversation with its report, ready to be stored.

    Attributes:
        transcript: the transcript's own id. `agent`: as the transcript gives him.
        report: the columns of the report, without its conversation.
        outcomes: of every rule that came up.
        findings: the columns of each finding, without where it is stored.
        owed: call-backs that the conversation owes.
    """

    words: Words
    transcript: str
    channel: str
    agent: str
    book: str
    masked: bool
    started_at: datetime | None
    report: Mapping[str, Any]
    outcomes: Mapping[str, Outcome]
    findings: tuple[Mapping[str, Any], ...]
    owed: Sequence[Owed]

    @property
    def version(self) -> tuple[str, str, str]:
        """By which book, and by which versions of it and of the model, it was judged."""
        return self.book, self.report["book_version"], self.report["model_version"]


def words_of(conversation: Conversation, desk: Desk) -> Words:
    """The conversation as it will be stored, with its digest."""
    if "conversations" not in desk.keep_full:
        conversation = mask_report(_NOTHING, conversation)[1]
    head, turns = head_json(conversation.head), turns_json(conversation)
    return Words(head, turns, hashlib.sha256(f"{head}\n{turns}".encode()).hexdigest())


def prepared(conversation: Conversation, report: Report, desk: Desk, words: Words | None = None) -> Prepared:
    """Conversation and report, as they will be stored.

    Args:
        conversation: as it was read, for the report quotes it.
        words: what `words_of` made of it, where that is known already.
    """
    full = "conversations" in desk.keep_full
    shown = report if full or not report.findings else mask_report(report, conversation)[0]
    return Prepared(
        words=words or words_of(conversation, desk),
        transcript=(report.id if full else masked_label(report.id))[:200],
        channel=conversation.head.channel,
        agent=report.agent,
        book=report.book,
        masked=not full,
        started_at=moment(conversation.head.started_at, desk.timezone),
        report={
            "book": report.book,
            "book_version": report.book_version,
            "model_version": report.model_version,
            "score": report.score,
            "passed": report.passed,
            "critical": report.critical,
            "settled": report.score,
            "settled_passed": report.passed,
            "settled_critical": report.critical,
            "marking": _marking(report.book),
            "outcomes": encoded(dict(report.outcomes)).decode(),
        },
        outcomes={rule: outcome for rule, outcome in report.outcomes.items() if outcome != "not_applicable"},
        findings=tuple(_columns(finding) for finding in shown.findings),
        owed=owed(conversation, report, datetime.now(UTC)),
    )


_NOTHING = Report("", "", "", "", "", 0, True, False, (), {})


def _marking(book: str) -> str:
    """How the book scores today; empty where there is no such book."""
    books = shelf().books
    return encoded(books[book].marking.model_dump()).decode() if book in books else ""


def _columns(finding: Finding) -> dict[str, Any]:
    shown = finding_as_json(finding)
    return {
        "rule": finding.rule,
        "name": finding.name,
        "clause": finding.clause,
        "severity": finding.severity,
        "points": finding.points,
        "critical": finding.critical,
        "turn": finding.turn,
        "start": finding.start,
        "message": finding.message,
        "expected": finding.expected,
        "why": finding.why,
        "confidence": finding.confidence,
        "evidence": encoded(shown["evidence"]).decode(),
        "parts": encoded(shown["parts"]).decode(),
    }
