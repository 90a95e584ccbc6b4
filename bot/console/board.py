"""What a call under way looks like: what was said, the line to say next, the checklist, and findings."""

from collections.abc import Sequence

from nicegui import ui

from bot.check.checklist import Item
from bot.check.finding import Finding
from bot.check.prompts import Suggestion
from bot.console.calls import Call
from bot.conversation.model import Turn
from bot.language.personal import masked
from bot.report.words import ROLES, SIGNALS, costs, result, severity

_STATES = {"open": "待说", "done": "✓ 已做到", "late": "⏰ 该说了", "missed": "✗ 没做到"}
_ORDER = {"late": 0, "open": 1, "missed": 2, "done": 3}


class Talk:
    """Turns as bubbles, with what was found below each; grows as the call does."""

    def __init__(self) -> None:
        with ui.scroll_area().classes("talk") as self._area:
            self._column = ui.column().classes("w-full gap-2")
        self._faults: list[ui.column] = []
        self._shown = 0

    def show(self, turns: Sequence[Turn], findings: Sequence[Finding], *, personal: bool) -> None:
        """Draw what is new."""
        for turn in turns[len(self._faults) :]:
            text = (turn.text if personal else masked(turn.text)).strip()
            signals = "、".join(SIGNALS.get(signal, signal) for signal in turn.signals)
            with self._column:
                with ui.column().classes(f"bubble {turn.role} gap-0"):
                    ui.label(" · ".join(filter(None, (ROLES[turn.role], signals)))).classes("soft")
                    ui.label(text or "（无声）")
                self._faults.append(ui.column().classes(f"fault {turn.role} gap-0"))
        for finding in findings[self._shown :]:
            if 0 <= finding.turn < len(self._faults):
                with self._faults[finding.turn]:
                    ui.label(f"{finding.rule} {finding.message}")
        self._shown = len(findings)

    def down(self) -> None:
        """Show the last turn."""
        self._area.scroll_to(percent=1.0)

    def clear(self) -> None:
        """Begin anew."""
        self._column.clear()
        self._faults.clear()
        self._shown = 0


class Board:
    """One call: the dialogue on the left, what to do on the right. `below` is put under the dialogue."""

    def __init__(self) -> None:
        with ui.element("div").classes("pair"):
            with ui.column().classes("sheet half gap-3"):
                self.talk = Talk()
                self.below = ui.column().classes("w-full gap-2")
            with ui.column().classes("half gap-4"):
                self._next = ui.column().classes("sheet gap-2").props('aria-live="polite"')
                with ui.column().classes("sheet gap-2"):
                    ui.label("清单").classes("title")
                    self._list = ui.column().classes("w-full gap-2")
                self._found = ui.column().classes("sheet gap-2")

    def show(self, call: Call) -> None:
        """Draw the call as it stands."""
        self.talk.show(call.turns, call.findings, personal=call.personal)
        self.talk.down()
        for column in (self._next, self._list, self._found):
            column.clear()
        with self._next:
            if call.report is not None:
                _score(call)
            else:
                _next(call, call.prompts.suggest)
        with self._list:
            for item in sorted(call.prompts.checklist, key=_urgency):
                _tick(call, item)
            if not call.prompts.checklist:
                ui.label("说开场白之后，这里会列出要做到的事。").classes("soft")
        with self._found:
            findings = call.report.findings if call.report is not None else tuple(reversed(call.findings))
            ui.label(f"发现 {len(findings)} 处").classes("title")
            for finding in findings:
                finding_card(finding)

    def clear(self) -> None:
        """Begin anew."""
        self.talk.clear()


def _urgency(item: Item) -> tuple[int, bool, float]:
    """What is due soonest comes first."""
    left = None if item.due is None else item.due.turns if item.due.seconds is None else item.due.seconds / 10
    return _ORDER[item.state], left is None, left or 0.0


def _next(call: Call, suggest: tuple[Suggestion, ...]) -> None:
    ui.label("现在请说").classes("title")
    if not suggest:
        ui.label("照常应答，没有必须说的话。").classes("then")
        return
    for place, suggestion in enumerate(suggest):
        scene = call.checker.rulebook.book.scenes.get(suggestion.scene)
        with ui.column().classes("w-full gap-0"):
            remarks = [scene.name if scene else "", suggestion.when, f"条款 {suggestion.clause}"]
            if suggestion.left > 1:
                remarks.append(f"还要说 {suggestion.left} 遍")
            if suggestion.wait:
                remarks.append(f"说完等 {suggestion.wait:g} 秒")
            ui.label(" · ".join(filter(None, remarks))).classes("soft")
            ui.label(suggestion.say).classes("then" if place else "say")
            for do in suggestion.do:
                ui.label(f"同时：{do}").classes("soft")


def _tick(call: Call, item: Item) -> None:
    scene = call.checker.rulebook.book.scenes.get(item.scene)
    running = item.due is not None and item.due.seconds is not None
    about = item.name if running or scene is None else scene.name
    with ui.column().classes(f"tick {item.state}"):
        with ui.row().classes("w-full justify-between items-baseline no-wrap gap-3"):
            ui.label(" · ".join(dict.fromkeys(filter(None, (about, item.say))))).classes("what")
            ui.label(_STATES[item.state]).classes("state")
        remarks = [item.rule]
        if item.due is not None and item.due.turns:
            remarks.append(f"还有 {item.due.turns} 句之内要说")
        if item.due is not None and item.due.seconds is not None:
            remarks.append(f"还有 {item.due.seconds:.0f} 秒" if item.due.seconds else "时间到了")
        said = [text for text, there in item.parts if there]
        missing = [text for text, there in item.parts if not there]
        if said:
            remarks.append(f"已说：{'、'.join(said)}")
        if missing and (said or len(missing) > 1):
            remarks.append(f"还缺：{'、'.join(missing)}")
        ui.label(" · ".join(remarks)).classes("soft")


def finding_card(finding: Finding) -> None:
    """One finding: what, why, what would have passed."""
    with ui.column().classes(f"finding {finding.severity}"):
        ui.label(f"{finding.rule} {finding.message}").classes("font-medium")
        ui.label(
            f"{costs(finding.points)} · {severity(finding.severity)} · 第{finding.turn + 1}句 · 条款 {finding.clause}"
        ).classes("soft")
        if finding.expected:
            ui.label(f"应当：{finding.expected}").classes("should")
        if finding.why:
            ui.label(finding.why).classes("soft")


def _score(call: Call) -> None:
    report = call.report
    assert report is not None
    with ui.row().classes("items-baseline gap-4"):
        ui.label(f"{report.score} 分").classes(f"score {'good' if report.passed else 'bad'}")
        ui.label(f"{result(report.passed, report.critical)}，发现 {len(report.findings)} 处").classes("then")
