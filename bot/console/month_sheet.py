"""One agent's month: the sum step by step, and the entries behind it."""

from collections.abc import Callable
from typing import Any

from nicegui import ui

from bot.assess.month import Month
from bot.console.entry_card import EntryCard, appeals_by_entry
from bot.console.entry_dialog import EntryDialog
from bot.records.database import database
from bot.records.entries import BOOKKEEPERS, entries
from bot.records.people import User
from bot.records.sheets import Sheet

#: What is said of figures that are not those that were closed.
CHANGED = "结算后有变动"


class SheetView:
    """The lower part of the page."""

    def __init__(self, user: User, changed: Callable[[], Any]) -> None:
        self._user, self._changed = user, changed
        self._keeps = user.role in BOOKKEEPERS
        self._place = ui.column().classes("w-full gap-3")

    def show(self, month: Month, sheet: Sheet | None, *, shared: bool = False, missing: bool = False) -> None:
        """Draw an agent's month; nothing where none is chosen.

        Args:
            shared: others have the same rank.
            missing: say so where there is none.
        """
        self._place.clear()
        if sheet is None:
            if missing:
                with self._place:
                    ui.label(f"{month.chinese}没有您的考核：还没登记在岗，或不在职。").classes("sheet then")
            return
        with database().session() as session:
            found = entries(session, month=str(month), agent=str(sheet.agent.code))
            filed = appeals_by_entry(session, found)
        with self._place, ui.element("div").classes("pair"):
            with ui.column().classes("sheet half gap-1"):
                ui.label(f"{sheet.agent.shown}").classes("title")
                for line in sheet.assessment.lines():
                    ui.label(line).classes("font-medium" if line.startswith(("考核分", "提醒")) else "")
                remark = sheet.remark
                if shared:
                    remark = remark.replace(f"第 {sheet.rank} 名", f"并列第 {sheet.rank} 名")
                ui.label(remark).classes("soft")
                if sheet.changed:
                    ui.label(f"{CHANGED}：这里是现在的数，再结算一次才改写。").classes("font-medium")
            with ui.column().classes("sheet half gap-2"):
                with ui.row().classes("w-full items-center justify-between"):
                    ui.label("台账").classes("title")
                    if self._keeps:
                        dialog = EntryDialog(str(self._user.name), sheet.agent, month, self._changed)
                        ui.button("记一笔", on_click=dialog.open).props("dense no-caps")
                for entry in found:
                    EntryCard(self._user, entry, filed[int(entry.id)], self._changed)
                if not found:
                    ui.label("这个月没有记录。").classes("soft")
