"""A report as the plain dictionary that the contract describes, and as its bytes."""

from typing import Any

import orjson

from bot.check.finding import Finding, Report
from bot.report.safe import encodable


def as_json(report: Report) -> dict[str, Any]:
    """`report` with exactly the contract's fields; an unknown `start` is None."""
    return {
        "id": report.id,
        "book": report.book,
        "book_version": report.book_version,
        "model_version": report.model_version,
        "agent": report.agent,
        "score": report.score,
        "passed": report.passed,
        "critical": report.critical,
        "findings": [finding_as_json(finding) for finding in report.findings],
        "outcomes": dict(report.outcomes),
    }


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """One finding with the contract's fields."""
    return {
        "rule": finding.rule,
        "name": finding.name,
        "outcome": finding.outcome,
        "severity": finding.severity,
        "points": finding.points,
        "critical": finding.critical,
        "turn": finding.turn,
        "start": finding.start,
        "evidence": [
            {"turn": piece.turn, "span": list(piece.span), "quote": piece.quote} for piece in finding.evidence
        ],
        "clause": finding.clause,
        "message": finding.message,
        "expected": finding.expected,
        "parts": [{"text": part.text, "said": part.said} for part in finding.parts],
        "why": finding.why,
        "confidence": finding.confidence,
    }


def encoded(value: Any) -> bytes:
    """`value` as JSON on one line with sorted keys: the same value, the same bytes."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except (orjson.JSONEncodeError, UnicodeEncodeError):
        return orjson.dumps(_encodable(value), option=orjson.OPT_SORT_KEYS)


def _encodable(value: Any) -> Any:
    """`value` with half characters (lone surrogates), which UTF-8 cannot hold, replaced."""
    match value:
        case str():
            return encodable(value)
        case dict():
            return {encodable(str(key)): _encodable(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_encodable(inner) for inner in value]
        case _:
            return value
