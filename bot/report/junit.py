"""JUnit XML, so that a build server shows conversations as test suites and rules as test cases."""

from collections import defaultdict
from collections.abc import Iterable
from typing import BinaryIO
from xml.etree.ElementTree import Element, SubElement, tostring

from bot.check.finding import Finding, Outcome, Report
from bot.conversation.model import Conversation
from bot.report.marks import expected_line
from bot.report.rules import RuleNotes
from bot.report.safe import printable
from bot.report.words import OUTCOMES, result
from bot.report.writer import Options


class JUnit:
    """A `testsuite` a conversation, a `testcase` a rule; written as they come."""

    def __init__(self, output: BinaryIO, options: Options) -> None:
        self._output = output
        self._options = options

    def begin(self) -> None:
        """Open the document."""
        name = (
            printable(self._options.title).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
        )
        self._output.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="{name}">\n'.encode())

    def write(self, report: Report, conversation: Conversation) -> None:
        """Write one suite."""
        suite = _suite(report, self._options.rules.get(report.book, {}))
        suite.set("timestamp", printable(conversation.head.started_at))
        if not conversation.head.started_at:
            del suite.attrib["timestamp"]
        self._output.write(
            tostring(suite, encoding="utf-8").removeprefix(b"<?xml version='1.0' encoding='utf-8'?>\n")
        )
        self._output.write(b"\n")

    def close(self) -> None:
        """Close the document."""
        self._output.write(b"</testsuites>\n")


def _suite(report: Report, notes: RuleNotes) -> Element:
    by_rule: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        by_rule[finding.rule].append(finding)
    outcomes: dict[str, Outcome] = dict(report.outcomes)
    outcomes |= {rule: "violated" for rule in by_rule if rule not in outcomes}
    skipped = sum(outcome in ("not_applicable", "cannot_judge") for outcome in outcomes.values())
    failed = sum(outcome == "violated" for outcome in outcomes.values())
    suite = Element(
        "testsuite", {"name": printable(report.id), "tests": str(len(outcomes)), "failures": str(failed)}
    )
    suite.attrib |= {"errors": "0", "skipped": str(skipped), "time": "0"}
    properties = SubElement(suite, "properties")
    for name, value in _properties(report):
        SubElement(properties, "property", {"name": name, "value": printable(value)})
    for rule, outcome in outcomes.items():
        found = by_rule.get(rule, [])
        name = found[0].name if found else notes[rule].name if rule in notes else ""
        case = SubElement(suite, "testcase", {"name": printable(f"{rule} {name}".strip())})
        case.attrib |= {"classname": printable(f"{report.book}.{report.id}"), "time": "0"}
        if outcome == "violated":
            _failure(case, found)
        elif outcome != "met":
            SubElement(case, "skipped", {"message": OUTCOMES[outcome]})
    return suite


def _properties(report: Report) -> Iterable[tuple[str, str]]:
    yield "book", report.book
    yield "book_version", report.book_version
    yield "model_version", report.model_version
    yield "agent", report.agent
    yield "score", str(report.score)
    yield "result", result(report.passed, report.critical)


def _failure(case: Element, found: list[Finding]) -> None:
    message = "；".join(finding.message for finding in found)
    failure = SubElement(case, "failure", {"message": printable(message)})
    failure.set("type", "、".join(dict.fromkeys(finding.severity for finding in found)))
    failure.text = printable("\n\n".join(_details(finding) for finding in found))


def _details(finding: Finding) -> str:
    lines = [f"条款 {finding.clause}，扣 {finding.points} 分：{finding.message}"]
    lines += [f"第{piece.turn + 1}句“{piece.quote}”" for piece in finding.evidence]
    if not finding.evidence:
        lines.append(f"第{finding.turn + 1}句")
    if finding.expected:
        lines.append(f"应说：{expected_line(finding)}")
    if finding.why:
        lines.append(f"原因：{finding.why}")
    return "\n".join(lines)
