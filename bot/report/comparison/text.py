"""Text for the terminal: the figures first, then the conversations that change most."""

from collections.abc import Sequence
from typing import BinaryIO

from bot.check.comparison.totals import Totals
from bot.report.cells import lines, width
from bot.report.comparison.case import Case, Told
from bot.report.comparison.largest import Largest
from bot.report.comparison.words import (
    KINDS,
    agent_text,
    case_text,
    cost_text,
    edit_text,
    edition_text,
    edits,
    rule_text,
    summary,
)
from bot.report.comparison.writer import TITLE, Heading
from bot.report.paint import Run, painter
from bot.report.safe import one_line

#: How much is shown of each list.
_CASES, _RULES, _AGENTS, _EDITS = 20, 20, 20, 40

_STYLES = {"appeared": "red", "vanished": "green", "changed": "yellow"}


class Text:
    """Readable text. Only the conversations that will be shown are kept."""

    def __init__(self, output: BinaryIO, heading: Heading) -> None:
        self._output = output
        self._heading = heading
        self._paint = painter(colour=heading.colour)
        self._cases = Largest(None if heading.everything else _CASES)

    def begin(self) -> None:
        """Write what is compared, and what differs in the books themselves."""
        heading = self._heading
        self._line((f"{TITLE}：{heading.old} → {heading.new}", "bold"))
        if not heading.editions:
            self._line(("两边的话术一个字也不差。", ""))
        for edition in heading.editions:
            self._line((f"  {edition_text(edition)}", ""))
        told = [(edit_text(edit), books) for edit, books in edits(heading.editions)]
        for text, books in told[: self._room(_EDITS)]:
            everywhere = len(books) == len(heading.editions)
            shared = f"以上 {len(books)} 本都是" if everywhere else "、".join(books)
            self._paragraph("    ", f"{text}（{shared}）" if len(heading.editions) > 1 else text)
        self._more(len(told), _EDITS, "    ")

    def write(self, case: Case) -> None:
        """Keep a conversation if it is among those that change most."""
        self._cases.add(case)

    def close(self, totals: Totals, notes: Sequence[str]) -> None:
        """Write summary, rules, agents, and the conversations."""
        self._line()
        for sentence in summary(totals):
            self._line((sentence, "bold"))
        for note in notes:
            self._line((f"注意：{note}", "yellow"))
        rules = [(f"{id_} {sums.name}", rule_text(sums)) for id_, sums in totals.differing_rules()]
        self._list("按规则（变化多的在前）", rules, _RULES)
        sample = self._heading.sample
        agents = [(name or "未知", agent_text(sums, sample)) for name, sums in totals.moved_agents()]
        self._list("坐席平均分（变化大的在前）", agents, _AGENTS)
        if self._cases:
            self._line()
            less = len(self._cases) < self._cases.seen
            shown = f"，前 {len(self._cases)} 个；全部看加 --all" if less else ""
            self._line((f"会话（变化大的在前{shown}）", "bold"))
        for case in self._cases:
            self._case(case)

    def _case(self, case: Case) -> None:
        style = "green" if case.moved > 0 else "red" if case.moved < 0 else ""
        named = f"  {case.id or '（无编号）'}  坐席 {case.agent or '未知'}  "
        self._line((named, "bold"), (case_text(case), style))
        for told in case.findings:
            self._finding(told)

    def _finding(self, told: Told) -> None:
        finding, kind = told.shift.finding, told.shift.kind
        self._line(
            (f"    {KINDS[kind]} {finding.rule} {finding.name}", _STYLES[kind]),
            (f"  {finding.clause}", "cyan"),
            (f"  第{finding.turn + 1}句  {cost_text(told)}", ""),
        )
        self._paragraph("      ", f"“{one_line(told.words)}”" if told.words.strip() else "（无声）")
        self._paragraph("      ", one_line(finding.message))

    def _list(self, name: str, rows: Sequence[tuple[str, str]], shown: int) -> None:
        if not rows:
            return
        self._line()
        self._line((name, "bold"))
        some = rows[: self._room(shown)]
        room = max(width(one_line(first)) for first, _ in some)
        for first, second in some:
            self._line((f"  {first}{' ' * (room - width(one_line(first)))}  ", ""), (second, ""))
        self._more(len(rows), shown, "  ")

    def _room(self, shown: int) -> int | None:
        """How much of a list is shown."""
        return None if self._heading.everything else shown

    def _more(self, rows: int, shown: int, indent: str) -> None:
        if rows > shown and not self._heading.everything:
            self._line((f"{indent}……另有 {rows - shown} 项，全部看加 --all", "dim"))

    def _paragraph(self, indent: str, text: str) -> None:
        for start, end in lines(text, self._heading.width - width(indent)):
            self._line((f"{indent}{text[start:end]}", ""))

    def _line(self, *runs: Run) -> None:
        clean = [(one_line(text), style) for text, style in runs if text]
        self._output.write(self._paint(clean).encode() + b"\n")
