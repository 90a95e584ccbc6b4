"""XLSX: overview, conversations, findings, rules and agents on a sheet each."""

from collections.abc import Iterator
from typing import BinaryIO

from bot.check.finding import Report
from bot.conversation.model import Conversation
from bot.report.sheets import Looks, Sheet, Sheets, Value
from bot.report.summary import Summary
from bot.report.table import COLUMNS, rows
from bot.report.words import CHANNELS, result, severity
from bot.report.writer import Options

_SHEETS: dict[str, Sheet] = {
    "总览": Sheet(("项目", "数值"), facts=True),
    "会话": Sheet(("会话", "话术", "渠道", "开始时间", "坐席", "得分", "结果", "扣分项", "扣分规则", "句数")),
    "扣分明细": Sheet(COLUMNS),
    "规则": Sheet(("规则", "名称", "条款", "程度", "次数", "涉及会话", "判断会话", "违反率", "共扣分")),
    "坐席": Sheet(("坐席", "会话", "平均分", "最低分", "合格", "合格率", "一票否决", "扣分项", "最常违反")),
}
_WIDTHS = {"会话": 20, "原话": 36, "问题": 36, "应说": 48, "原因": 36, "名称": 20, "项目": 20, "开始时间": 26}
_WIDTHS |= {"扣分规则": 28, "坐席": 14, "数值": 24, "最常违反": 20, "条款": 12}
_LOOKS = Looks(
    _WIDTHS, shares=frozenset({"违反率", "合格率"}), wrapped=frozenset({"原话", "问题", "应说", "原因"})
)


class Xlsx:
    """A workbook; rows go to temporary files as they come, so that memory stays flat."""

    def __init__(self, output: BinaryIO, options: Options) -> None:
        self._output = output
        self._options = options
        self._summary = Summary()
        self._sheets = Sheets(_SHEETS, _LOOKS)

    def begin(self) -> None:
        """Nothing more than the headings stands before the first row."""

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
        self._sheets.append("会话", (*known, *judged, len(conversation.turns)))
        link = f"'会话'!A{self._sheets.filled['会话']}"
        for row in rows(report, conversation):
            self._sheets.append("扣分明细", row, link=link)

    def close(self) -> None:
        """Write overview, rules and agents, and the file itself."""
        for tally in self._summary.worst_rules():
            note = tally.note
            share = tally.conversations / tally.judged if tally.judged else ""
            counts = (tally.findings, tally.conversations, tally.judged, share, tally.points)
            self._sheets.append("规则", (note.id, note.name, note.clause, severity(note.severity), *counts))
        for agent in self._summary.worst_agents():
            scores = (agent.conversations, round(agent.mean, 1), agent.lowest)
            passes = (agent.passed, agent.passed / agent.conversations, agent.critical, agent.findings)
            most = "、".join(rule for rule, _ in agent.rules.most_common(3))
            self._sheets.append("坐席", (agent.agent or "未知", *scores, *passes, most))
        for item in self._overview():
            self._sheets.append("总览", item)
        self._sheets.save(self._output)

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
        if self._sheets.left_out:
            yield "放不下的行", self._sheets.left_out
