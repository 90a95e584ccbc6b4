"""One conversation under review: what was said, what was found, and what the person makes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from nicegui import run, ui

from bot.book.shelf import shelf
from bot.console.asking import Asking, Values, attempted, whole
from bot.conversation.model import Conversation
from bot.records.conversations import (
    OPEN,
    KeptConversation,
    KeptFinding,
    KeptReport,
    conversation_numbered,
    current_report,
    findings_of,
)
from bot.records.database import database
from bot.records.desk import desk
from bot.records.people import User
from bot.records.review.additions import add
from bot.records.review.appeals import PENDING, Appeal, appeals_of, decide_appeal
from bot.records.review.given import Given, Word
from bot.records.review.readings import read
from bot.records.review.verdicts import STATES, decide
from bot.records.stored import conversation_from
from bot.report.words import ROLES, severity


@dataclass(frozen=True)
class Opened:
    """What the panel shows."""

    kept: KeptConversation
    report: KeptReport
    words: Conversation
    findings: list[KeptFinding]
    appeals: dict[int, Appeal]


class Panel:
    """The right half of the page."""

    def __init__(self, user: User, changed: Callable[[], Any]) -> None:
        self._who, self._changed = str(user.name), changed
        self._number = 0
        self._place = ui.column().classes("sheet half gap-2")

    async def show(self, number: int) -> None:
        """Open a conversation."""
        self._number = number
        opened: Opened = await run.io_bound(_opened, number)
        self._place.clear()
        with self._place:
            self._draw(opened)

    async def _again(self) -> None:
        await self.show(self._number)
        result = self._changed()
        if result is not None:
            await result

    def _draw(self, opened: Opened) -> None:
        kept, report = opened.kept, opened.report
        when = (kept.started_at or kept.stored_at).astimezone(desk().timezone)
        ui.label(f"{kept.id} 号会话 · {kept.agent or '坐席不详'} · {when:%m月%d日 %H:%M}").classes("title")
        machine = f"（系统判 {report.score} 分）" if report.settled != report.score else ""
        masked = "，个人信息已隐去" if kept.masked else ""
        ui.label(f"{report.settled} 分{machine} · {shelf()[report.book].title}{masked}").classes("soft")
        if not opened.words.turns:
            ui.label("原文已按保存期限删除，分数和结论还在。").classes("soft")
        at: dict[int, list[KeptFinding]] = {}
        for finding in opened.findings:
            at.setdefault(int(finding.turn), []).append(finding)
        with ui.column().classes("w-full gap-2 review-talk"):
            for place, turn in enumerate(opened.words.turns):
                ui.label(f"{place + 1} {ROLES[turn.role]}：{turn.text or '（没有声音）'}").classes(
                    f"bubble {turn.role}"
                )
                for finding in at.pop(place, []):
                    self._finding(finding, opened)
            for rest in at.values():
                for finding in rest:
                    self._finding(finding, opened)
        with ui.row().classes("gap-2"):
            ui.button("系统漏了一处", on_click=partial(self._missed, opened)).props("flat dense no-caps")
            ui.button("整通读完了", on_click=partial(self._read, opened)).props("flat dense no-caps")

    def _finding(self, finding: KeptFinding, opened: Opened) -> None:
        with ui.column().classes(f"finding {finding.severity} gap-1").props(f'data-finding="{finding.id}"'):
            ui.label(f"{finding.rule} {finding.message}").classes("font-medium")
            sure = "人工补充" if finding.source == "person" else f"把握 {finding.confidence:.0%}"
            ui.label(
                f"−{finding.points} 分 · {severity(finding.severity)} · 条款 {finding.clause} · {sure} · {finding.id} 号"
            ).classes("soft")
            if finding.expected:
                ui.label(f"应当：{finding.expected}").classes("should")
            if finding.status == OPEN:
                self._verdict(finding)
                return
            changed = finding.final_rule or finding.final_points is not None
            now = f" · 改判 {finding.final_rule or finding.rule} −{finding.counts_for} 分" if changed else ""
            ui.label(f"{STATES[str(finding.status)]}（{finding.decided_by}）{now}").classes(
                "soft font-medium"
            )
            appeal = opened.appeals.get(int(finding.id))
            if appeal is not None:
                self._appeal(appeal)

    def _verdict(self, finding: KeptFinding) -> None:
        with ui.row().classes("gap-2"):
            confirm = partial(self._decide, finding, "confirm")
            ui.button("确认", on_click=partial(attempted, partial(confirm, {}), self._again)).props(
                "dense no-caps"
            )
            dismiss = partial(self._decide, finding, "dismiss")
            asking = Asking("驳回：为什么不算？", "驳回", dismiss, self._again).text(
                "reason", "理由，坐席会看到"
            )
            ui.button("驳回", on_click=asking.open).props("outline dense no-caps")
            change = Asking("改判", "改判", partial(self._decide, finding, "change"), self._again)
            rules = {name: f"{name} {rule.name}" for name, rule in shelf()[str(finding.book)].rules.items()}
            change.choice("rule", "违反的是哪条", rules, str(finding.rule)).number(
                "points", "扣几分（空着：按规则）"
            )
            change.text("reason", "理由，坐席会看到")
            ui.button("改判", on_click=change.open).props("flat dense no-caps")

    def _appeal(self, appeal: Appeal) -> None:
        ui.label(
            f"第{'一' if appeal.level == 1 else '二'}级申诉（{appeal.filed_by}）：{appeal.reason}"
        ).classes("then")
        with ui.row().classes("gap-2"):
            for upheld, name in ((True, "申诉成立"), (False, "维持原判")):
                asking = Asking(name, name, partial(self._decide_appeal, appeal, upheld), self._again)
                asking.text("reason", "理由，坐席会看到")
                ui.button(name, on_click=asking.open).props("outline dense no-caps")

    def _missed(self, opened: Opened) -> None:
        rules = {name: f"{name} {rule.name}" for name, rule in shelf()[str(opened.report.book)].rules.items()}
        asking = Asking("系统漏了哪一处？", "补上", self._add, self._again)
        asking.choice("rule", "违反的是哪条", rules).number("turn", "第几句").text(
            "reason", "说明，坐席会看到"
        ).open()

    def _read(self, opened: Opened) -> None:
        rules = {name: f"{name} {rule.name}" for name, rule in shelf()[str(opened.report.book)].rules.items()}
        asking = Asking("整通读下来，违反了哪些？没有就空着。", "记下", self._store_reading, self._again)
        asking.choice("broken", "违反的规则", rules, [], several=True).open()

    def _decide(self, finding: KeptFinding, word: Word, values: Values) -> None:
        rule = values.get("rule") if values.get("rule") != finding.rule else None
        given = Given(
            word, values.get("reason") or "", rule, None, whole(values.get("points")), int(finding.version)
        )
        with database().session() as session:
            decide(session, self._who, int(finding.id), given, datetime.now(UTC))

    def _decide_appeal(self, appeal: Appeal, upheld: bool, values: Values) -> None:
        with database().session() as session:
            decide_appeal(
                session, self._who, int(appeal.id), upheld, values["reason"] or "", datetime.now(UTC)
            )

    def _add(self, values: Values) -> None:
        turn = (whole(values["turn"]) or 0) - 1
        with database().session() as session:
            add(
                session,
                self._who,
                self._number,
                values["rule"] or "",
                turn,
                values["reason"] or "",
                datetime.now(UTC),
            )

    def _store_reading(self, values: Values) -> None:
        with database().session() as session:
            read(session, self._who, self._number, values["broken"] or [], datetime.now(UTC))


def _opened(number: int) -> Opened:
    with database().session() as session:
        kept = conversation_numbered(session, number)
        report = current_report(session, number)
        findings = findings_of(session, int(report.id))
        pending = appeals_of(session, [int(finding.id) for finding in findings], PENDING)
        return Opened(kept, report, conversation_from(str(kept.head), str(kept.turns)), findings, pending)
