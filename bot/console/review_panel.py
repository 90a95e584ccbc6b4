"""One conversation under review: what was said, what was found, and what the person makes of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from nicegui import run, ui

from bot.book.shelf import shelf
from bot.console.appeal_list import answers
from bot.console.asking import Asking, Values, whole
from bot.console.frame import into_view
from bot.console.verdict_buttons import opinion_button, verdict_buttons
from bot.console.verdict_lines import (
    appeal_line,
    appeals_by_finding,
    bubbles,
    finding_head,
    reviews_of,
    verdict_lines,
)
from bot.conversation.model import Conversation
from bot.records.conversations import (
    OPEN,
    SUPERSEDED,
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
from bot.records.review.appeal import PENDING, Appeal, barred
from bot.records.review.readings import read
from bot.records.review.review import Review
from bot.records.stored import conversation_from


@dataclass(frozen=True)
class Opened:
    """What the panel shows. `barred`: by pending appeal, why this person may not decide it."""

    kept: KeptConversation
    report: KeptReport
    words: Conversation
    findings: list[KeptFinding]
    reviews: dict[int, list[Review]]
    appeals: dict[int, list[Appeal]]
    barred: dict[int, str]


class Panel:
    """The right half of the page."""

    def __init__(self, user: User, changed: Callable[[], Any]) -> None:
        self._user, self._who, self._changed = user, str(user.name), changed
        self._number = 0
        self._place = ui.column().classes("sheet half gap-2")
        with self._place:
            ui.label("点左边一通会话，在这里看原文、下结论。").classes("then")

    async def show(self, number: int) -> None:
        """Open a conversation.

        Raises:
            NotFound: there is none of that number.
        """
        opened: Opened = await run.io_bound(_opened, self._user, number)
        self._number = number
        self._place.clear()
        with self._place:
            self._draw(opened)

    async def refresh(self) -> None:
        """Draw again what is open."""
        if self._number:
            await self.show(self._number)

    def into_view(self) -> None:
        """Where the panel stands below the list, go to it."""
        into_view(self._place)

    async def _again(self) -> None:
        await self.refresh()
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
        with ui.column().classes("w-full gap-2 review-talk"):
            for found in bubbles(opened.words.turns, opened.findings):
                for finding in found:
                    self._finding(finding, opened)
        with ui.row().classes("gap-2"):
            ui.button("系统漏了一处", on_click=partial(self._missed, opened)).props("flat dense no-caps")
            ui.button("整通读完了", on_click=partial(self._read, opened)).props("flat dense no-caps")

    def _finding(self, finding: KeptFinding, opened: Opened) -> None:
        number = int(finding.id)
        said = opened.reviews.get(number, [])
        with ui.column().classes(f"finding {finding.severity} gap-1").props(f'data-finding="{finding.id}"'):
            sure = "人工补充" if finding.source == "person" else f"把握 {finding.confidence:.0%}"
            finding_head(finding, f" · {sure} · {finding.id} 号")
            if finding.status == OPEN:
                verdict_buttons(self._who, finding, self._again)
                return
            verdict_lines(finding, said, opinions=True)
            for appeal in opened.appeals.get(number, []):
                appeal_line(appeal)
                bar = opened.barred.get(int(appeal.id))
                if bar:
                    ui.label(bar).classes("soft")
                elif appeal.status == PENDING:
                    answers(self._user, appeal, self._again)
            spoke = {str(review.reviewer) for review in said} | {str(finding.decided_by)}
            if finding.status != SUPERSEDED and self._who not in spoke:
                opinion_button(self._who, finding, self._again)

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

    def _add(self, values: Values) -> None:
        turn, now = (whole(values["turn"]) or 0) - 1, datetime.now(UTC)
        with database().session() as session:
            add(session, self._who, self._number, values["rule"] or "", turn, values["reason"] or "", now)

    def _store_reading(self, values: Values) -> None:
        with database().session() as session:
            read(session, self._who, self._number, values["broken"] or [], datetime.now(UTC))


def _opened(user: User, number: int) -> Opened:
    with database().session() as session:
        kept = conversation_numbered(session, number)
        report = current_report(session, number)
        findings = findings_of(session, int(report.id))
        numbers = [int(finding.id) for finding in findings]
        filed = appeals_by_finding(session, numbers)
        bars = {
            int(one.id): barred(session, user, one)
            for several in filed.values()
            for one in several
            if one.status == PENDING
        }
        words = conversation_from(str(kept.head), str(kept.turns))
        return Opened(kept, report, words, findings, reviews_of(session, numbers), filed, bars)
