"""The page `/forms`: what is open and by when it is due; fill one in, open one, correct, close or cancel it."""

import io
from collections.abc import Sequence
from functools import partial

from fastapi import FastAPI
from nicegui import run, ui

from bot.console.form_editor import now
from bot.console.form_panel import Panel
from bot.console.frame import framed
from bot.console.identity import required_user
from bot.forms.binder import binder
from bot.records.database import database
from bot.records.forms.export import write
from bot.records.forms.listing import Wanted, counts, due_told, listed
from bot.records.forms.model import STATUSES, KeptForm
from bot.records.forms.rights import roster
from bot.records.people import User

#: Rows of the list.
_ROWS = 100

_SHOWN = {"open": "待处理", "overdue": "超期", "done": "已办结", "cancelled": "已作废", "": "全部"}


def add_forms_page(app: FastAPI) -> None:
    """Put the page at `/forms` of the application."""

    async def page() -> None:
        with framed("/forms"):
            user = required_user()
            if user is not None:
                await Desk(user).build()

    ui.page("/forms", title="单据 · 话术")(page)


class Desk:
    """What one browser tab sees."""

    def __init__(self, user: User) -> None:
        self._user = user

    async def build(self) -> None:
        """Lay out the page."""
        with ui.row().classes("sheet items-end gap-3"):
            self._counts = ui.label().classes("then grow")
            kinds = {"": "所有单据"} | {form.form: form.title for form in binder()}
            self._kind = ui.select(kinds, value="", label="单据", on_change=self.refresh).classes("w-44")
            self._status = ui.select(_SHOWN, value="open", label="状态", on_change=self.refresh)
            self._status.classes("w-28")
            ui.button("下载 Excel", on_click=self._download).props("flat no-caps")
        new = ui.row().classes("sheet items-center gap-2")
        with ui.element("div").classes("pair"):
            self._list = ui.column().classes("half gap-3").props('aria-live="polite"')
            self._panel = Panel(self._user, self.refresh)
        with new:
            ui.label("填一张：").classes("soft")
            for form in binder():
                ui.button(form.title, on_click=partial(self._panel.new, form)).props("outline dense no-caps")
        await self.refresh()

    async def refresh(self) -> None:
        """Look again, beside the event loop."""
        loaded = await run.io_bound(self._load)
        if loaded is not None:
            self._show(*loaded)

    def _wanted(self, limit: int | None) -> Wanted:
        late = self._status.value == "overdue"
        status = "open" if late else str(self._status.value)
        return Wanted(str(self._kind.value), status, overdue=late, limit=limit)

    def _load(self) -> tuple[Sequence[KeptForm], dict[str, int]]:
        with database().session() as session:
            rows = listed(session, self._wanted(_ROWS), now(), self._user)
            return rows, counts(session, now(), self._user)

    def _show(self, rows: Sequence[KeptForm], all_: dict[str, int]) -> None:
        self._counts.text = f"待处理 {all_['open']} 张，其中超期 {all_['overdue']} 张"
        self._counts.style(f"color: var(--{'bad' if all_['overdue'] else 'ink'}); font-weight: 600")
        self._list.clear()
        with self._list, ui.column().classes("sheet gap-3"):
            if not rows:
                ui.label("没有这样的单子。").classes("soft")
            for row in rows:
                self._row(row)
            if len(rows) == _ROWS:
                ui.label(f"先列出 {_ROWS} 张，其余的请按单据和状态筛选。").classes("soft")

    def _row(self, row: KeptForm) -> None:
        late, due = row.overdue(now()), due_told(row, now())
        state = f"期限 {due}" if row.status == "open" and due else STATUSES[row.status]
        known = (
            row.klass,
            f"坐席 {row.agent}" if row.agent else "",
            f"{row.opened_by} 登记",
            row.callback_to,
        )
        with ui.column().classes(f"tick {'missed' if late else 'done' if row.status == 'done' else ''}"):
            with ui.row().classes("w-full items-baseline justify-between"):
                opened = partial(self._panel.open, str(row.number))
                name = ui.button(f"{row.number} {row.title}", on_click=opened)
                name.props("flat dense no-caps").classes("title")
                ui.label(state).classes("state")
            ui.label(" · ".join(part for part in known if part)).classes("soft")

    async def _download(self) -> None:
        def made() -> bytes:
            output = io.BytesIO()
            with database().session() as session:
                rows = listed(session, self._wanted(None), now(), self._user)
                write(output, "xlsx", rows, now(), roster(session))
            return output.getvalue()

        ui.download(await run.io_bound(made) or b"", "单据.xlsx")
