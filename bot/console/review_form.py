"""Records as plain values, as the HTTP API gives them."""

import json
from typing import Any

from sqlalchemy.orm import Session

from bot.errors import NotAllowed
from bot.records.conversations import KeptConversation, KeptFinding, current_report, findings_of
from bot.records.desk import stamped
from bot.records.entries import state
from bot.records.ledger import Entry
from bot.records.people import User
from bot.records.review.appeal import Appeal
from bot.records.review.waiting import Waiting
from bot.records.stored import conversation_from


def own_only(user: User, agent: str) -> None:
    """An agent sees his own records only.

    Raises:
        NotAllowed: it is another agent's.
    """
    if user.role == "agent" and user.agent_code != agent:
        raise NotAllowed("这不是您的记录，只能看自己的。")


def waiting_as_json(row: Waiting) -> dict[str, Any]:
    """One conversation in the queue."""
    return {
        "conversation": row.conversation_id,
        "reasons": row.reasons.split(),
        "rank": row.rank,
        "agent": row.agent,
        "book": row.book,
        "rules": row.rules.split(),
        "findings": row.findings,
        "since": stamped(row.since),
    }


def conversation_as_json(session: Session, kept: KeptConversation) -> dict[str, Any]:
    """A conversation with its turns, score and findings."""
    report = current_report(session, int(kept.id))
    words = conversation_from(str(kept.head), str(kept.turns))
    return {
        "conversation": kept.id,
        "id": kept.transcript,
        "agent": kept.agent,
        "book": report.book,
        "book_version": report.book_version,
        "model_version": report.model_version,
        "started_at": stamped(kept.started_at) if kept.started_at else None,
        "score": report.score,
        "settled": report.settled,
        "turns": [{"role": turn.role, "text": turn.text, "start": turn.start} for turn in words.turns],
        "findings": [finding_as_json(finding) for finding in findings_of(session, int(report.id))],
    }


def finding_as_json(finding: KeptFinding) -> dict[str, Any]:
    """A finding: what the machine said, and what people made of it."""
    names = (
        "id",
        "rule",
        "name",
        "clause",
        "severity",
        "points",
        "critical",
        "turn",
        "start",
        "message",
        "expected",
        "why",
    )
    decided = stamped(finding.decided_at) if finding.decided_at else None
    return {name: getattr(finding, name) for name in names} | {
        "confidence": finding.confidence,
        "evidence": json.loads(finding.evidence),
        "parts": json.loads(finding.parts),
        "conversation": finding.conversation_id,
        "agent": finding.agent,
        "source": finding.source,
        "status": finding.status,
        "version": finding.version,
        "final_rule": finding.final_rule or finding.rule,
        "final_severity": finding.final_severity or finding.severity,
        "final_points": finding.counts_for,
        "decided_by": finding.decided_by,
        "decided_at": decided,
    }


def appeal_as_json(appeal: Appeal) -> dict[str, Any]:
    """An appeal."""
    names = (
        "id",
        "finding_id",
        "entry_id",
        "level",
        "agent",
        "status",
        "reason",
        "filed_by",
        "decided_by",
        "answer",
    )
    decided = stamped(appeal.decided_at) if appeal.decided_at else None
    return {name: getattr(appeal, name) for name in names} | {
        "filed_at": stamped(appeal.filed_at),
        "decided_at": decided,
    }


def entry_as_json(entry: Entry) -> dict[str, Any]:
    """An entry of the ledger."""
    names = (
        *(
            "id",
            "agent",
            "month",
            "scheme",
            "item",
            "name",
            "kind",
            "points",
            "money",
            "dismissal",
            "source",
            "rule",
        ),
        *("finding_id", "conversation_id", "status", "reason", "entered_by", "closed_by", "closed_why"),
    )
    return {name: getattr(entry, name) for name in names} | {
        "occurred_on": entry.occurred_on.isoformat(),
        "state": state(entry),
    }
