"""CSV: a row for each finding that differs, as Excel in China opens it."""

from collections.abc import Sequence
from typing import BinaryIO

from bot.check.comparison.totals import Totals
from bot.report.comparison.case import Case
from bot.report.comparison.words import KINDS, costs, outcomes
from bot.report.comparison.writer import Heading
from bot.report.table import BOM, line
from bot.report.words import severity

#: The headings, in the order of the columns.
COLUMNS: tuple[str, ...] = (
    *("会话", "话术", "坐席", "原得分", "新得分", "得分变化", "原结果", "新结果"),
    *("变化", "规则", "名称", "条款", "第几句", "原话", "问题", "程度", "原扣分", "新扣分", "一票否决"),
)


def rows(case: Case) -> list[list[str | int | float]]:
    """The cells of every finding that differs; one row where only the score does."""
    known: list[str | int | float] = [
        case.id,
        case.book,
        case.agent,
        case.old.score,
        case.new.score,
        case.moved,
        *outcomes(case),
    ]
    if not case.findings:
        return [[*known, "只有得分或结果变", *[""] * (len(COLUMNS) - len(known) - 1)]]
    return [
        [
            *known,
            KINDS[told.shift.kind],
            told.shift.finding.rule,
            told.shift.finding.name,
            told.shift.finding.clause,
            told.shift.finding.turn + 1,
            told.words,
            told.shift.finding.message,
            severity(told.shift.finding.severity),
            *("" if cost is None else cost for cost in costs(told)),
            "是" if told.shift.finding.critical else "",
        ]
        for told in case.findings
    ]


class Csv:
    """Written as the conversations come; figures over all are in the other formats."""

    def __init__(self, output: BinaryIO, heading: Heading) -> None:
        self._output = output

    def begin(self) -> None:
        """Write BOM and headings."""
        self._output.write(BOM + line(COLUMNS))

    def write(self, case: Case) -> None:
        """Write the rows of one conversation."""
        for row in rows(case):
            self._output.write(line(row))

    def close(self, totals: Totals, notes: Sequence[str]) -> None:
        """Nothing stands after the last row."""
