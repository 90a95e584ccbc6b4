"""CSV: a row a finding, as Excel in China opens it."""

import csv
import io
from collections.abc import Sequence
from typing import BinaryIO

from bot.check.finding import Report
from bot.conversation.model import Conversation
from bot.report.marks import expected_line
from bot.report.safe import cell, one_line
from bot.report.words import ROLES, clock, result, severity
from bot.report.writer import Options

#: What makes Excel in China read UTF-8.
BOM = "\ufeff".encode()

#: The headings, in the order of the columns.
COLUMNS: tuple[str, ...] = (
    *("会话", "话术", "坐席", "得分", "结果", "规则", "名称", "程度", "扣分", "一票否决", "条款"),
    *("第几句", "时间", "谁说的", "原话", "问题", "应说", "原因", "把握"),
)


def rows(report: Report, conversation: Conversation) -> list[list[str | int | float]]:
    """The cells of every finding, in the order of `COLUMNS`; texts are not yet made safe."""
    return [
        [
            report.id,
            report.book,
            report.agent,
            report.score,
            result(report.passed, report.critical),
            finding.rule,
            finding.name,
            severity(finding.severity),
            finding.points,
            "是" if finding.critical else "",
            finding.clause,
            finding.turn + 1,
            clock(finding.start),
            ROLES[conversation.turns[finding.turn].role] if finding.turn < len(conversation.turns) else "",
            " ／ ".join(piece.quote for piece in finding.evidence),
            finding.message,
            expected_line(finding),
            finding.why,
            round(finding.confidence, 3),
        ]
        for finding in report.findings
    ]


class Csv:
    """A row a finding, UTF-8 with BOM; no cell can be taken for a formula."""

    def __init__(self, output: BinaryIO, options: Options) -> None:
        self._output = output

    def begin(self) -> None:
        """Write BOM and headings."""
        self._output.write(BOM + line(COLUMNS))

    def write(self, report: Report, conversation: Conversation) -> None:
        """Write the rows of one conversation: none if nothing was found."""
        for row in rows(report, conversation):
            self._output.write(line(row))

    def close(self) -> None:
        """Nothing stands after the last row."""


def line(values: Sequence[str | int | float]) -> bytes:
    """A row of CSV; no text in it can be taken for a formula."""
    written = io.StringIO(newline="")
    safe = [cell(one_line(value)) if isinstance(value, str) else value for value in values]
    csv.writer(written).writerow(safe)
    return written.getvalue().encode()
