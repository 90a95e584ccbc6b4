"""SARIF 2.1.0, so that code review tools show findings. Offsets are Unicode code points in the turn's text.

A turn is addressed as a part of its conversation, by JSON pointer: `c-001#/turns/2/text`.
"""

import hashlib
from typing import Any, BinaryIO
from urllib.parse import quote

from bot.check.finding import Evidence, Finding, Report
from bot.conversation.model import Conversation
from bot.report.json_form import encoded
from bot.report.marks import expected_line
from bot.report.rules import RuleNote, note_of_finding
from bot.report.safe import encodable
from bot.report.writer import Options

_LEVELS = {"light": "note", "medium": "warning", "severe": "error"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


class Sarif:
    """One run; results are written as they come, the rules they name after them."""

    def __init__(self, output: BinaryIO, options: Options) -> None:
        self._output = output
        self._options = options
        self._rules: dict[str, RuleNote] = {}
        self._first = True

    def begin(self) -> None:
        """Open the run and its results."""
        self._output.write(b'{"$schema":"' + _SCHEMA.encode() + b'","version":"2.1.0","runs":[')
        self._output.write(b'{"columnKind":"unicodeCodePoints","results":[')

    def write(self, report: Report, conversation: Conversation) -> None:
        """Write one result a finding."""
        known = self._options.rules.get(report.book, {})
        for finding in report.findings:
            self._rules.setdefault(finding.rule, known.get(finding.rule) or note_of_finding(finding))
            place = list(self._rules).index(finding.rule)
            self._output.write(b"\n" if self._first else b",\n")
            self._output.write(encoded(_result(report, finding, conversation, place)))
            self._first = False

    def close(self) -> None:
        """Write the rules and close the run."""
        driver = {"name": "huashu", "rules": [_rule(note) for note in self._rules.values()]}
        self._output.write(b'\n],"tool":' + encoded({"driver": driver}) + b"}]}\n")


def _rule(note: RuleNote) -> dict[str, Any]:
    help_ = "\n".join(part for part in (note.why, f"条款：{note.clause}" if note.clause else "") if part)
    return {
        "id": note.id,
        "name": note.name,
        "shortDescription": {"text": note.name or note.id},
        "help": {"text": help_ or note.name or note.id},
        "defaultConfiguration": {"level": _LEVELS.get(note.severity, "warning")},
        "properties": {"clause": note.clause, "points": note.points, "critical": note.critical},
    }


def _result(report: Report, finding: Finding, conversation: Conversation, rule: int) -> dict[str, Any]:
    expected = expected_line(finding)
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "kind": "fail",
        "level": _LEVELS.get(finding.severity, "warning"),
        "message": {"text": finding.message + (f" 应说：{expected}" if expected else "")},
        "locations": [
            _location(report, conversation, place) for place in finding.evidence[:1] or [finding.turn]
        ],
        "relatedLocations": [_location(report, conversation, place) for place in finding.evidence[1:]],
        "rank": round(finding.confidence * 100, 1),
        "partialFingerprints": {"huashu/v1": _fingerprint(report, finding)},
        "properties": {
            "agent": report.agent,
            "book": report.book,
            "clause": finding.clause,
            "critical": finding.critical,
            "points": finding.points,
            "score": report.score,
        },
    }


def _location(report: Report, conversation: Conversation, place: Evidence | int) -> dict[str, Any]:
    turn = place if isinstance(place, int) else place.turn
    text = conversation.turns[turn].text if 0 <= turn < len(conversation.turns) else ""
    region: dict[str, Any] = {"charOffset": 0, "charLength": len(text)}
    if isinstance(place, Evidence):
        region = {"charOffset": place.span[0], "charLength": place.span[1] - place.span[0]}
        region["snippet"] = {"text": place.quote}
    uri = f"{quote(encodable(report.id) or '-', safe='')}#/turns/{turn}/text"
    return {
        "physicalLocation": {"artifactLocation": {"uri": uri}, "region": region},
        "logicalLocations": [
            {"name": f"第{turn + 1}句", "fullyQualifiedName": f"{report.id}/turns/{turn}", "kind": "member"}
        ],
    }


def _fingerprint(report: Report, finding: Finding) -> str:
    """The same finding in the same words, the same fingerprint, whatever the book or model version."""
    words = [report.id, finding.rule, str(finding.turn)]
    words += [f"{piece.turn}:{piece.span[0]}:{piece.span[1]}:{piece.quote}" for piece in finding.evidence]
    return hashlib.sha256(encodable("\0".join(words)).encode()).hexdigest()[:32]
