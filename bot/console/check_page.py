"""The page `/check`: paste or upload transcripts, read the reports, take them along."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI
from nicegui import events, run, ui

from bot.book.shelf import DEFAULT_BOOK, shelf
from bot.console.board import Talk, finding_card
from bot.console.frame import framed
from bot.console.reading import LARGEST, Checked, checked_file, written
from bot.conversation.errors import Unreadable
from bot.conversation.files import READERS
from bot.report.words import result

_FORMATS = {"html": "网页", "xlsx": "Excel", "jsonl": "JSONL"}

_EXAMPLE = "客服：您好，兑换中心，8号为您服务。\n客户：我想查一下积分。\n客服：你等一下。"

_COLUMNS = (
    ("id", "会话"), ("book", "话术"), ("agent", "坐席"), ("score", "得分"), ("result", "结论"), ("count", "违反"),
    ("rules", "规则"),
)  # fmt: skip


def add_check_page(app: FastAPI) -> None:
    """Put the page at `/check` of the application."""

    def page() -> None:
        with framed("/check"):
            Desk().build()

    ui.page("/check", title="会话质检 · 话术")(page)


class Desk:
    """What one browser tab has checked so far."""

    def __init__(self) -> None:
        self._files: list[tuple[str, bytes]] = []
        self._checked: list[Checked] = []
        self._unreadable: list[Unreadable] = []

    def build(self) -> None:
        """Lay out the page."""
        with ui.column().classes("sheet gap-3"):
            with ui.element("div").classes("pair"):
                self._text = ui.textarea(label="把会话贴在这里", placeholder=_EXAMPLE).classes("half")
                self._text.props("outlined rows=8 input-style='min-height: 11rem'")
                with ui.column().classes("half gap-2"):
                    upload = ui.upload(
                        label="或把文件拖到这里（最大 32 MB）", multiple=True, auto_upload=True, max_total_size=LARGEST,
                        on_upload=self._uploaded, on_rejected=lambda: ui.notify("文件太大，或格式不能读。", type="negative"),
                    )  # fmt: skip
                    upload.classes("w-full").props(f'accept="{",".join(READERS)}" flat bordered')
                    ui.label(f"能读：{' '.join(READERS)}").classes("soft")
            with ui.row().classes("w-full items-center gap-4"):
                books = {book.book: book.title for book in shelf()}
                self._book = ui.select(books, value=DEFAULT_BOOK, label="会话没写行业时按").classes("w-64")
                self._personal = ui.switch("显示个人信息")
                ui.button("质检", on_click=self.check)
        self._results = ui.column().classes("w-full gap-4").props('aria-live="polite"')

    async def _uploaded(self, event: events.UploadEventArguments) -> None:
        self._files.append((event.file.name, await event.file.read()))
        await self.check()

    async def check(self) -> None:
        """Check everything pasted and uploaded, beside the event loop."""
        text = str(self._text.value or "").strip()
        sources = [*self._files, *([("粘贴的会话", text.encode("utf-8", "replace"))] if text else [])]
        if not sources:
            ui.notify("请先贴一段会话，或选文件。")
            return
        self._checked, self._unreadable = [], []
        for name, data in sources:
            given: Callable[[], Any] = _later(name, data, str(self._book.value), bool(self._personal.value))
            for item in await run.io_bound(given) or []:
                (self._unreadable if isinstance(item, Unreadable) else self._checked).append(item)
        self._show()

    def _show(self) -> None:
        self._results.clear()
        with self._results:
            for unreadable in self._unreadable:
                ui.label(str(unreadable)).classes("sheet text-red-800")
            if self._checked:
                self._table()
                self._place = ui.column().classes("w-full gap-4")
                worst = min(range(len(self._checked)), key=lambda n: self._checked[n].report.score)
                self._open(worst)

    def _table(self) -> None:
        passed = sum(item.report.passed for item in self._checked)
        average = sum(item.report.score for item in self._checked) / len(self._checked)
        with ui.column().classes("sheet gap-2"):
            with ui.row().classes("w-full items-baseline justify-between"):
                summary = f"{len(self._checked)} 通会话，合格 {passed} 通，平均 {average:.1f} 分"
                ui.label(summary).classes("title")
                with ui.row().classes("gap-2"):
                    for format_, name in _FORMATS.items():
                        ui.button(f"下载 {name}", on_click=self._downloaded(format_)).props(
                            "flat dense no-caps"
                        )
            columns = [
                {"name": n, "label": t, "field": n, "align": "left", "sortable": True} for n, t in _COLUMNS
            ]
            rows = [_row(place, item) for place, item in enumerate(self._checked)]
            table = ui.table(rows=rows, columns=columns, row_key="place", pagination=15).classes(
                "w-full cursor-pointer"
            )
            table.props("flat dense").on("rowClick", lambda event: self._open(event.args[1]["place"]))
            ui.label("点一行看全文。").classes("soft")

    def _open(self, place: int) -> None:
        item = self._checked[place]
        report = item.report
        self._place.clear()
        with self._place, ui.element("div").classes("pair"):
            with ui.column().classes("sheet half"):
                ui.label(f"会话 {report.id or '（无编号）'}").classes("title")
                Talk().show(item.conversation.turns, report.findings, personal=True)
            with ui.column().classes("sheet half gap-3"):
                with ui.row().classes("items-baseline gap-4"):
                    ui.label(f"{report.score} 分").classes(f"score {'good' if report.passed else 'bad'}")
                    ui.label(result(report.passed, report.critical)).classes("then")
                for finding in report.findings:
                    finding_card(finding)
                if not report.findings:
                    ui.label("没有发现违反。").classes("then")

    def _downloaded(self, format_: str) -> Callable[[], Awaitable[None]]:
        async def download() -> None:
            data = await run.io_bound(written, self._checked, format_)
            ui.download(data, f"话术质检报告.{format_}")

        return download


def _later(name: str, data: bytes, book: str, personal: bool) -> Callable[[], list[Checked | Unreadable]]:
    return lambda: checked_file(name, data, book, personal=personal)


def _row(place: int, item: Checked) -> dict[str, object]:
    report = item.report
    return {
        "place": place, "id": report.id or "（无编号）", "book": shelf()[report.book].title, "agent": report.agent or "未知",
        "score": report.score, "result": result(report.passed, report.critical), "count": len(report.findings),
        "rules": " ".join(dict.fromkeys(finding.rule for finding in report.findings)),
    }  # fmt: skip
