"""The page `/month`: the desk's month as a board, and every figure opened into the entries it is made of."""

from datetime import UTC, datetime
from functools import partial

from fastapi import FastAPI, Request
from nicegui import run, ui

from bot.assess.month import Month
from bot.console.asking import Asking, Values
from bot.console.frame import framed
from bot.console.identity import required_user
from bot.console.month_board import board_table, shared_ranks
from bot.console.month_sheet import CHANGED, SheetView
from bot.console.talk_page import add_talk_page
from bot.errors import HuashuError
from bot.records.assessments import Closed, close, unfinished
from bot.records.callbacks.ownership import passed_over
from bot.records.database import database
from bot.records.desk import desk
from bot.records.entries import BOOKKEEPERS
from bot.records.month_board import board, ordered
from bot.records.people import User
from bot.records.proposals import propose_month
from bot.records.sheets import Sheet, sheets
from bot.report.grid import csv_of, xlsx_of


def add_month_page(app: FastAPI) -> None:
    """Put the page at `/month` of the application; `?month=2026-10&agent=A08` opens that agent."""

    async def page(request: Request) -> None:
        with framed("/month"):
            user = required_user()
            if user is not None:
                query = request.query_params
                await Desk(user).build(query.get("month", ""), query.get("agent", ""))

    ui.page("/month", title="月度考核 · 话术")(page)
    add_talk_page(app)


class Desk:
    """What one browser tab sees. An agent sees his own month alone."""

    def __init__(self, user: User) -> None:
        self._user, self._who = user, str(user.name)
        self._keeps = user.role in BOOKKEEPERS
        self._sheets: list[Sheet] = []

    async def build(self, month: str, agent: str) -> None:
        """Lay out the page."""
        try:
            self._shown = Month.parse(month)
        except HuashuError:
            self._shown = Month.at(datetime.now(UTC), desk().timezone)
        self._agent = str(self._user.agent_code) if self._user.role == "agent" else agent
        with ui.row().classes("sheet items-end gap-3"):
            self._month = ui.input("月份", value=str(self._shown), on_change=self.refresh).props(
                "type=month stack-label"
            )
            ui.space()
            if self._user.role != "agent":
                for format_, name in (("xlsx", "Excel"), ("csv", "CSV")):
                    ui.button(f"下载 {name}", on_click=partial(self._download, format_)).props("flat no-caps")
            if self._keeps:
                ui.button("系统建议的加扣分", on_click=self._propose).props("flat no-caps")
                ui.button("结算", on_click=self._ask_to_close).props("outline no-caps")
        self._board = ui.column().classes("sheet gap-2")
        self._view = SheetView(self._user, self.refresh)
        await self.refresh()

    async def refresh(self) -> None:
        """Reckon again."""
        try:
            self._shown = Month.parse(str(self._month.value))
        except HuashuError:
            return
        month = self._shown
        self._sheets = ordered(await run.io_bound(_sheets, month))
        own = self._user.role == "agent"
        self._board.clear()
        self._board.set_visibility(not own)
        if not own:
            with self._board:
                self._table(month)
        self._show(month)

    def _table(self, month: Month) -> None:
        closed = sum(1 for one in self._sheets if one.revision)
        over = month.over(datetime.now(UTC), desk().timezone)
        state = f"已结算 {closed} 份" if closed else "还没有结算" if over else "还没过完，数字还会变"
        changed = sum(1 for one in self._sheets if one.changed)
        state += f"，{changed} 份{CHANGED}" if changed else ""
        ui.label(f"{month.chinese} · {len(self._sheets)} 位坐席 · {state} · 点一行看明细").classes("title")
        board_table(self._sheets).on("rowClick", lambda event: self._open(event.args[1]["code"]))

    def _open(self, code: str) -> None:
        self._agent = code
        self._show(self._shown)

    def _show(self, month: Month) -> None:
        chosen = next((one for one in self._sheets if one.agent.code == self._agent), None)
        shared = chosen is not None and chosen.rank in shared_ranks(self._sheets)
        self._view.show(month, chosen, shared=shared, missing=self._user.role == "agent")

    async def _propose(self) -> None:
        month = self._shown
        try:
            made, passed = await run.io_bound(_proposed, month)
        except HuashuError as error:
            ui.notify(str(error), type="negative", multi_line=True)
            return
        said = (
            f"系统新提了 {made} 条建议，在各人的台账里等着确认。"
            if made
            else f"{month.chinese}没有新的建议。"
        )
        ui.notify(said + passed, multi_line=True)
        await self.refresh()

    async def _ask_to_close(self) -> None:
        """Ask before a month is closed, and tell what could still change it."""
        month = self._shown
        left = await run.io_bound(_left, month)
        asking = Asking(f"结算 {month.chinese}？", "结算", partial(self._close, month), self._closed)
        if left:
            asking.note(f"还没办完：{left}。现在结算，这些都不计入；办完可以再结算一次。")
        else:
            asking.note("这个月的会话、申诉和待确认的记录都办完了。")
        asking.open()

    def _close(self, month: Month, _values: Values) -> None:
        with database().session() as session:
            self._done: Closed = close(session, self._who, month, datetime.now(UTC))

    async def _closed(self) -> None:
        done = self._done
        said = f"已结算 {done.month.chinese}：写入 {done.written} 份，没有变化 {done.unchanged} 份。"
        ui.notify("\n".join([said, *done.told()]), multi_line=True, classes="lines")
        await self.refresh()

    async def _download(self, format_: str) -> None:
        month = self._shown
        grid = board(month, self._sheets)
        written = (
            await run.io_bound(csv_of, grid) if format_ == "csv" else await run.io_bound(xlsx_of, [grid])
        )
        ui.download(written, f"月度考核-{month}.{format_}")


def _sheets(month: Month) -> list[Sheet]:
    with database().session() as session:
        return sheets(session, month, datetime.now(UTC))


def _proposed(month: Month) -> tuple[int, str]:
    now = datetime.now(UTC)
    with database().session() as session:
        return len(propose_month(session, month, now)), passed_over(session, str(month), now)


def _left(month: Month) -> str:
    with database().session() as session:
        return unfinished(session, month).told
