"""One agent's month: the sum step by step, the entries behind it, and what can be done about them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from nicegui import ui

from bot.assess.month import Month
from bot.assess.scheme import schemes_of
from bot.book.shelf import DEFAULT_BOOK
from bot.console.asking import Asking, Values, attempted, whole
from bot.errors import Refused
from bot.records.database import database
from bot.records.entries import BOOKKEEPERS, confirm, enter, entries, state, withdraw
from bot.records.ledger import PROPOSED, STANDING, Entry
from bot.records.people import User
from bot.records.review.appeals import STATES, appeals, file_against_entry
from bot.records.sheets import Sheet


class SheetView:
    """The lower part of the page."""

    def __init__(self, user: User, changed: Callable[[], Any]) -> None:
        self._user, self._who, self._changed = user, str(user.name), changed
        self._keeps = user.role in BOOKKEEPERS
        self._place = ui.column().classes("w-full gap-3")

    def show(self, month: Month, sheet: Sheet | None, *, missing: bool = False) -> None:
        """Draw an agent's month; nothing where none is chosen."""
        self._place.clear()
        if sheet is None:
            if missing:
                with self._place:
                    ui.label(f"{month.chinese}没有您的考核：还没登记在岗，或不在职。").classes("sheet then")
            return
        code = str(sheet.agent.code)
        with database().session() as session:
            found = entries(session, month=str(month), agent=code)
            filed = appeals(session, agent=code)
        with self._place, ui.element("div").classes("pair"):
            with ui.column().classes("sheet half gap-1"):
                ui.label(f"{sheet.agent.shown}").classes("title")
                for line in sheet.assessment.lines():
                    ui.label(line).classes("font-medium" if line.startswith(("考核分", "提醒")) else "")
                ui.label(sheet.remark).classes("soft")
            with ui.column().classes("sheet half gap-2"):
                with ui.row().classes("w-full items-center justify-between"):
                    ui.label("台账").classes("title")
                    if self._keeps:
                        ui.button("记一笔", on_click=partial(self._enter, sheet, month)).props(
                            "dense no-caps"
                        )
                for entry in found:
                    self._entry(entry)
                if not found:
                    ui.label("这个月没有记录。").classes("soft")
                for appeal in filed:
                    about = (
                        f"{appeal.finding_id} 号发现"
                        if appeal.finding_id is not None
                        else f"{appeal.entry_id} 号记录"
                    )
                    answer = f" · {appeal.decided_by}：{appeal.answer}" if appeal.answer else ""
                    ui.label(f"{about}的申诉：{STATES[str(appeal.status)]}{answer}").classes("soft")

    def _entry(self, entry: Entry) -> None:
        gone = entry.status not in (STANDING, PROPOSED)
        with ui.column().classes("tick gap-0" + (" done" if gone else "")).props(f'data-entry="{entry.id}"'):
            worth = f"{entry.points:+d} 分" if entry.points else f"{entry.money} 元" if entry.money else ""
            ui.label(f"{entry.occurred_on:%m月%d日} {entry.name}　{worth}").classes("what")
            why = f" · {entry.closed_by}：{entry.closed_why}" if entry.closed_why else ""
            reason = f" · {entry.reason}" if entry.reason else ""
            ui.label(
                f"{entry.id} 号 · {entry.item} · {entry.entered_by} · {state(entry)}{reason}{why}"
            ).classes("soft")
            with ui.row().classes("gap-2"):
                if entry.conversation_id and self._user.role != "agent":
                    ui.link("看会话", f"/review?conversation={entry.conversation_id}").classes("soft")
                self._buttons(entry)

    def _buttons(self, entry: Entry) -> None:
        if self._keeps and entry.status == PROPOSED:
            ui.button(
                "计入", on_click=partial(attempted, partial(self._confirm, entry), self._changed)
            ).props("dense no-caps")
        if self._keeps and entry.finding_id is None and entry.status in (STANDING, PROPOSED):
            asking = Asking("撤销这一条？", "撤销", partial(self._withdraw, entry), self._changed)
            asking.text("reason", "理由")
            ui.button("撤销", on_click=asking.open).props("flat dense no-caps")
        own = self._user.role == "agent" and self._user.agent_code == entry.agent
        if own and entry.status == STANDING and entry.points <= 0:
            asking = Asking("申诉：哪里不对？", "提交申诉", partial(self._appeal, entry), self._changed)
            asking.text("reason", "理由")
            ui.button("申诉", on_click=asking.open).props("outline dense no-caps")

    def _enter(self, sheet: Sheet, month: Month) -> None:
        trade = str(sheet.agent.book) or DEFAULT_BOOK
        items = {
            item.id: f"{item.name}（{item.id}）"
            for scheme in schemes_of(trade)
            for item in scheme.items
            if not item.see
        }
        asking = Asking(f"给 {sheet.agent.shown} 记一笔", "记下", partial(self._store, sheet), self._changed)
        asking.choice("item", "什么事", items).day("on", "哪一天", str(min(month.last, date.today())))
        asking.number("points", "几分（条款写了范围才要填，不写负号）").number(
            "money", "多少元（条款写了范围才要填）"
        )
        asking.text("reason", "说明").open()

    def _store(self, sheet: Sheet, values: Values) -> None:
        if not values["item"] or not values["on"]:
            raise Refused("请选什么事、哪一天。")
        with database().session() as session:
            enter(
                session,
                self._who,
                str(sheet.agent.code),
                values["item"],
                date.fromisoformat(values["on"]),
                datetime.now(UTC),
                points=whole(values["points"]),
                money=whole(values["money"]),
                reason=values["reason"] or "",
            )

    def _confirm(self, entry: Entry) -> None:
        with database().session() as session:
            confirm(session, self._who, int(entry.id), datetime.now(UTC))

    def _withdraw(self, entry: Entry, values: Values) -> None:
        with database().session() as session:
            withdraw(session, self._who, int(entry.id), values["reason"] or "", datetime.now(UTC))

    def _appeal(self, entry: Entry, values: Values) -> None:
        with database().session() as session:
            file_against_entry(session, self._who, int(entry.id), values["reason"] or "", datetime.now(UTC))
