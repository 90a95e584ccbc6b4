"""XLSX: overview, conversations, findings, rules and agents on a sheet each."""

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from bot.check.finding import Report
from bot.conversation.model import Conversation
from bot.report.archive import settled
from bot.report.safe import is_formula, printable
from bot.report.summary import Summary
from bot.report.table import COLUMNS, rows
from bot.report.words import CHANNELS, result, severity
from bot.report.writer import Options

#: What a sheet and a cell hold at most.
_ROWS = 1_048_576
_LINKS = 65_000
_CHARACTERS = 32_767

_SHEETS: dict[str, tuple[str, ...]] = {
    "总览": ("项目", "数值"),
    "会话": ("会话", "话术", "渠道", "开始时间", "坐席", "得分", "结果", "扣分项", "扣分规则", "句数"),
    "扣分明细": COLUMNS,
    "规则": ("规则", "名称", "条款", "程度", "次数", "涉及会话", "判断会话", "违反率", "共扣分"),
    "坐席": ("坐席", "会话", "平均分", "最低分", "合格", "合格率", "一票否决", "扣分项", "最常违反"),
}
_WIDTHS = {"会话": 20, "原话": 36, "问题": 36, "应说": 48, "原因": 36, "名称": 20, "项目": 20, "开始时间": 26}
_WIDTHS |= {"扣分规则": 28, "坐席": 14, "数值": 24, "最常违反": 20, "条款": 12}
_SHARES = frozenset({"违反率", "合格率"})
_WRAPPED = frozenset({"原话", "问题", "应说", "原因"})

Value = str | int | float


class Xlsx:
    """A workbook; rows go to temporary files as they come, so that memory stays flat."""

    def __init__(self, output: BinaryIO, options: Options) -> None:
        from openpyxl import Workbook

        self._output = output
        self._options = options
        self._summary = Summary()
        self._book = Workbook(write_only=True)
        self._filled = dict.fromkeys(_SHEETS, 0)
        self._left_out = 0

    def begin(self) -> None:
        """Lay out the sheets and write their headings."""
        from openpyxl.styles import Alignment, Font, PatternFill

        self._wrap, self._link = (
            Alignment(wrap_text=True, vertical="top"),
            Font(color="0563C1", underline="single"),
        )
        heading = {"font": Font(bold=True, color="FFFFFF"), "fill": PatternFill("solid", fgColor="1F4E79")}
        for name, columns in _SHEETS.items():
            sheet = self._book.create_sheet(name)
            sheet.freeze_panes = "A2" if name == "总览" else "B2"
            for place, column in enumerate(columns):
                sheet.column_dimensions[chr(ord("A") + place)].width = _WIDTHS.get(column, 10)
            self._append(name, columns, heading)

    def write(self, report: Report, conversation: Conversation) -> None:
        """Write one conversation's row, and a row for each finding, linked to it."""
        self._summary.add(report)
        head = conversation.head
        broken = "、".join(dict.fromkeys(finding.rule for finding in report.findings))
        known = (
            report.id,
            report.book,
            CHANNELS.get(head.channel, head.channel),
            head.started_at,
            report.agent,
        )
        judged = (report.score, result(report.passed, report.critical), len(report.findings), broken)
        self._append("会话", (*known, *judged, len(conversation.turns)))
        link = f"'会话'!A{self._filled['会话']}"
        for row in rows(report, conversation):
            self._append("扣分明细", row, link=link)

    def close(self) -> None:
        """Write overview, rules and agents, and the file itself."""
        for tally in self._summary.worst_rules():
            note = tally.note
            share = tally.conversations / tally.judged if tally.judged else ""
            counts = (tally.findings, tally.conversations, tally.judged, share, tally.points)
            self._append("规则", (note.id, note.name, note.clause, severity(note.severity), *counts))
        for agent in self._summary.worst_agents():
            scores = (agent.conversations, round(agent.mean, 1), agent.lowest)
            passes = (agent.passed, agent.passed / agent.conversations, agent.critical, agent.findings)
            most = "、".join(rule for rule, _ in agent.rules.most_common(3))
            self._append("坐席", (agent.agent or "未知", *scores, *passes, most))
        for item in self._overview():
            self._append("总览", item)
        for name, columns in _SHEETS.items():
            self._book[name].auto_filter.ref = f"A1:{chr(ord('A') + len(columns) - 1)}{self._filled[name]}"
        settled(self._book.save, self._output)

    def _overview(self) -> Iterator[tuple[Value, ...]]:
        everyone = self._summary.everyone
        yield "报告", self._options.title
        yield "会话", everyone.conversations
        if everyone.conversations:
            yield "平均分", round(everyone.mean, 1)
            yield "最低分", everyone.lowest
            yield "合格", everyone.passed
            yield "合格率", everyone.passed / everyone.conversations
            yield "一票否决", everyone.critical
            yield "扣分项", everyone.findings
            yield "坐席", len(self._summary.agents)
        if self._left_out:
            yield "放不下的行", self._left_out

    def _append(
        self, sheet: str, values: Sequence[Value], style: dict[str, Any] | None = None, link: str = ""
    ) -> None:
        """Append a row; what Excel has no room for is counted."""
        if self._filled[sheet] >= _ROWS:
            self._left_out += 1
            return
        self._filled[sheet] += 1
        columns = (values[0], values[0]) if sheet == "总览" else _SHEETS[sheet]
        row = [self._cell(sheet, column, value) for column, value in zip(columns, values, strict=True)]
        for name, look in (style or {}).items():
            for each in row:
                setattr(each, name, look)
        if link and self._filled[sheet] < _LINKS:
            from openpyxl.worksheet.hyperlink import Hyperlink

            row[0].hyperlink = Hyperlink(ref=f"A{self._filled[sheet]}", location=link)
            row[0].font = self._link
        self._book[sheet].append(row)

    def _cell(self, sheet: str, column: Value, value: Value) -> Any:
        from openpyxl.cell import WriteOnlyCell

        if not isinstance(value, str):
            cell = WriteOnlyCell(self._book[sheet], value)
            if column in _SHARES:
                cell.number_format = "0.0%"
            return cell
        cell = WriteOnlyCell(self._book[sheet], printable(value)[:_CHARACTERS])
        if is_formula(value):
            cell.data_type, cell.quotePrefix = "s", True
        if column in _WRAPPED:
            cell.alignment = self._wrap
        return cell
