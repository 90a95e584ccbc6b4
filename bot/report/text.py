"""Text for the terminal: each conversation with its findings, the words underlined, and a summary at the end."""

from collections.abc import Sequence
from itertools import pairwise
from typing import BinaryIO

from bot.check.finding import Finding, Report
from bot.conversation.model import Conversation
from bot.report.cells import carets, lines, width
from bot.report.marks import pieces, stretches
from bot.report.paint import Run, painter
from bot.report.safe import one_line
from bot.report.summary import Summary
from bot.report.words import ROLES, clock, number, result, severity
from bot.report.writer import Options

_TURNS_SHOWN = 5
_RULES_SHOWN = 10
_STYLES = {"light": "yellow", "medium": "dark_orange", "severe": "bold red"}


class Text:
    """Readable text; with colours where the terminal has them, and with `^` under the words where not."""

    def __init__(self, output: BinaryIO, options: Options) -> None:
        self._output = output
        self._options = options
        self._summary = Summary()
        self._paint = painter(colour=options.colour)

    def begin(self) -> None:
        """Nothing stands before the first conversation."""

    def write(self, report: Report, conversation: Conversation) -> None:
        """Write one conversation: a head, and each finding."""
        self._summary.add(report)
        passed = result(report.passed, report.critical)
        self._line(
            ("● " if report.passed else "✗ ", "green" if report.passed else "bold red"),
            (report.id or "（无编号）", "bold"),
            (f"  坐席 {report.agent or '未知'}", ""),
            (f"  {report.score} 分", "bold"),
            (f"  {passed}", "green" if report.passed else "bold red"),
            ("" if report.findings else "  没有违反", "dim"),
        )
        for finding in report.findings:
            self._finding(finding, conversation)
        self._line()

    def close(self) -> None:
        """Write the summary."""
        everyone = self._summary.everyone
        if not everyone.conversations:
            self._line(("没有会话。", ""))
            return
        self._line(("─" * min(self._options.width, 60), "dim"))
        self._line(
            (f"共 {everyone.conversations} 个会话", "bold"),
            (f"，平均 {number(everyone.mean)} 分，合格 {everyone.passed} 个", ""),
            (f"，不合格 {everyone.conversations - everyone.passed} 个", ""),
            (f"，其中一票否决 {everyone.critical} 个" if everyone.critical else "", "bold red"),
            (f"，扣分项 {everyone.findings} 条。", ""),
        )
        worst = self._summary.worst_rules()[:_RULES_SHOWN]
        if worst:
            self._line(("最常违反：", "bold"))
        for tally in worst:
            note = tally.note
            self._line(
                (f"  {tally.findings:>4} 次  ", ""),
                (f"{note.id} {note.name}", _STYLES.get(note.severity, "")),
                (f"  共扣 {tally.points} 分", "dim"),
            )

    def _finding(self, finding: Finding, conversation: Conversation) -> None:
        style = _STYLES.get(finding.severity, "")
        self._line(
            (f"  {finding.rule} {finding.name}", f"bold {style}".strip()),
            (f"  {finding.clause}", "cyan"),
            (f"  {severity(finding.severity)} 扣 {finding.points} 分", style),
            ("  一票否决" if finding.critical else "", "bold red"),
            (f"  把握 {finding.confidence:.0%}" if finding.confidence < 1 else "", "dim"),
        )
        turns = sorted({piece.turn for piece in finding.evidence} or {finding.turn})
        for turn in turns[:_TURNS_SHOWN]:
            if 0 <= turn < len(conversation.turns):
                self._turn(finding, turn, conversation)
        if len(turns) > _TURNS_SHOWN:
            self._line((f"    ……另有 {len(turns) - _TURNS_SHOWN} 处", "dim"))
        self._paragraph("", [(finding.message, "")])
        said = [
            (f"〔缺：{t}〕" if s == "missing" else t, "bold red" if s == "missing" else "green")
            for t, s in pieces(finding)
        ]
        if said:
            self._paragraph("应说：" if finding.parts else "应当：", said)
        if finding.why:
            self._paragraph("原因：", [(finding.why, "dim")])

    def _turn(self, finding: Finding, number_: int, conversation: Conversation) -> None:
        turn = conversation.turns[number_]
        text = one_line(turn.text) or "（无声）"
        spans = [stretch.span for stretch in stretches([finding], number_, len(turn.text))]
        time = clock(turn.start)
        head = f"第{number_ + 1}句 {ROLES[turn.role]}{' ' + time if time else ''}："
        room = self._options.width - 4 - width(head)
        for place, line in enumerate(lines(text, room)):
            self._line(
                ("    " + (head if place == 0 else " " * width(head)), "dim"), *_underlined(text, line, spans)
            )
            below = carets(text, line, spans)
            if below and not self._options.colour:
                self._line((" " * (4 + width(head)) + below, ""))

    def _paragraph(self, head: str, runs: Sequence[Run]) -> None:
        text = "".join(run for run, _ in runs)
        for place, line in enumerate(lines(text, self._options.width - 4 - width(head))):
            self._line(("    " + (head if place == 0 else " " * width(head)), "dim"), *_cut(runs, line))

    def _line(self, *runs: Run) -> None:
        clean = [(one_line(text), style) for text, style in runs if text]
        self._output.write(self._paint(clean).encode() + b"\n")


def _underlined(text: str, line: tuple[int, int], spans: Sequence[tuple[int, int]]) -> list[Run]:
    edges = sorted({*line, *(edge for span in spans for edge in span if line[0] < edge < line[1])})
    return [
        (text[start:end], "bold underline red" if any(s <= start < e for s, e in spans) else "")
        for start, end in pairwise(edges)
    ]


def _cut(runs: Sequence[Run], line: tuple[int, int]) -> list[Run]:
    cut: list[Run] = []
    place = 0
    for text, style in runs:
        cut.append((text[max(0, line[0] - place) : max(0, line[1] - place)], style))
        place += len(text)
    return cut
