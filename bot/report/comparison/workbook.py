"""XLSX: the figures, the books, the rules, the agents, the conversations and the findings on a sheet each."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from bot.check.comparison.totals import Totals
from bot.report.comparison.case import Case
from bot.report.comparison.table import COLUMNS, rows
from bot.report.comparison.words import EDITS, FEW, PARTS, edition_text, edits, outcomes
from bot.report.comparison.writer import TITLE, Heading
from bot.report.sheets import Looks, Sheet, Sheets, Value

_SHEETS = {
    "总览": Sheet(("项目", "数值"), facts=True),
    "话术": Sheet(("哪一部分", "名字", "变化", "改了什么", "话术")),
    "规则": Sheet(
        (
            *("规则", "名称", "涉及会话", "新增", "消失", "改分", "多扣分"),
            *("原判断", "原违反", "原违反率", "新判断", "新违反", "新违反率"),
        )
    ),
    "坐席": Sheet(("坐席", "会话", "得分变的", "原平均分", "新平均分", "变化", "原合格", "新合格", "备注")),
    "会话": Sheet(
        ("会话", "话术", "坐席", "原得分", "新得分", "得分变化", "原结果", "新结果", "不同的扣分项")
    ),
    "扣分明细": Sheet(COLUMNS),
}
_LOOKS = Looks(
    {"会话": 20, "项目": 22, "数值": 60, "名字": 24, "改了什么": 60, "话术": 30, "名称": 20, "坐席": 14, "原话": 36, "问题": 48},
    shares=frozenset({"原违反率", "新违反率"}),
    wrapped=frozenset({"改了什么", "原话", "问题"}),
)  # fmt: skip


class Xlsx:
    """Rows go to temporary files as they come."""

    def __init__(self, output: BinaryIO, heading: Heading) -> None:
        self._output = output
        self._heading = heading
        self._sheets = Sheets(_SHEETS, _LOOKS)

    def begin(self) -> None:
        """Write what differs in the books."""
        for edit, books in edits(self._heading.editions):
            known = (PARTS[edit.part], edit.name, EDITS[edit.kind], "、".join(edit.what))
            self._sheets.append("话术", (*known, "、".join(books)))

    def write(self, case: Case) -> None:
        """Write a conversation's row, and a row for each finding, linked to it."""
        known = (case.id, case.book, case.agent, case.old.score, case.new.score, case.moved)
        self._sheets.append("会话", (*known, *outcomes(case), len(case.findings)))
        link = f"'会话'!A{self._sheets.filled['会话']}"
        for row in rows(case):
            self._sheets.append("扣分明细", row, link=link)

    def close(self, totals: Totals, notes: Sequence[str]) -> None:
        """Write the figures, and the file itself."""
        for id_, rule in totals.differing_rules():
            shifted = (rule.shifted.appeared, rule.shifted.vanished, rule.shifted.changed, rule.points)
            sides = [
                value
                for side in (rule.old, rule.new)
                for value in (side.judged, side.broken, "" if side.share is None else side.share)
            ]
            self._sheets.append("规则", (id_, rule.name, rule.conversations, *shifted, *sides))
        for name, sums in totals.moved_agents():
            old, new = sums.means
            means = (round(old, 2), round(new, 2), round(new - old, 2), sums.old.passed, sums.new.passed)
            few = FEW if sums.conversations < self._heading.sample else ""
            self._sheets.append("坐席", (name or "未知", sums.conversations, sums.moved, *means, few))
        for item in self._overview(totals, notes):
            self._sheets.append("总览", item)
        self._sheets.save(self._output)

    def _overview(self, totals: Totals, notes: Sequence[str]) -> Iterator[tuple[Value, ...]]:
        everyone = totals.everyone
        old, new = everyone.means
        yield "报告", TITLE
        yield "原话术", self._heading.old
        yield "新话术", self._heading.new
        for edition in self._heading.editions:
            yield "不同的话术", edition_text(edition)
        yield "会话", everyone.conversations
        yield "结果不同的", totals.differing
        yield "新增扣分项", totals.shifted.appeared
        yield "消失的扣分项", totals.shifted.vanished
        yield "改分的扣分项", totals.shifted.changed
        yield "原平均分", round(old, 2)
        yield "新平均分", round(new, 2)
        yield "变低的会话", totals.lower
        yield "变高的会话", totals.higher
        yield "合格变不合格", totals.failed
        yield "不合格变合格", totals.mended
        for note in notes:
            yield "注意", note
        if self._sheets.left_out:
            yield "放不下的行", self._sheets.left_out
