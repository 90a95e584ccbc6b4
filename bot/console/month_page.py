"""The page `/month`: the desk's month as a board, and every figure opened into the entries it is made of."""

from datetime import UTC, datetime
from functools import partial

from fastapi import FastAPI, Request
from nicegui import run, ui

from bot.assess.month import Month
from bot.console.asking import Asking, Values, attempted
from bot.console.frame import framed
from bot.console.identity import required_user
from bot.console.month_sheet import SheetView
from bot.errors import HuashuError
from bot.records.assessments import Closed, close
from bot.records.database import database
from bot.records.desk import desk
from bot.records.entries import BOOKKEEPERS
from bot.records.month_board import board, ordered
from bot.records.people import User
from bot.records.proposals import propose_month
from bot.records.sheets import Sheet, sheets
from bot.report.grid import csv_of, xlsx_of

_COLUMNS = (
    *(
        ("rank", "名次"),
        ("agent", "坐席"),
        ("team", "班组"),
        ("score", "考核分"),
        ("grade", "等级"),
        ("pay", "绩效工资"),
    ),
    *(("yuan", "罚款奖励"), ("conversations", "质检会话"), ("proposed", "待确认"), ("flags", "提醒")),
)


def add_month_page(app: FastAPI) -> None:
    """Put the page at `/month` of the application; `?month=2026-10&agent=A08` opens that agent."""

    async def page(request: Request) -> None:
        with framed("/month"):
            user = required_user()
            if user is not None:
                query = request.query_params
                await Desk(user).build(query.get("month", ""), query.get("agent", ""))

    ui.page("/month", title="月度考核 · 话术")(page)


class Desk:
    """What one browser tab sees. An agent sees his own month alone."""

    def __init__(self, user: User) -> None:
        self._user, self._who = user, str(user.name)
        self._keeps = user.role in BOOKKEEPERS
        self._sheets: list[Sheet] = []

    async def build(self, month: str, agent: str) -> None:
        """Lay out the page."""
        try:
            shown = Month.parse(month)
        except HuashuError:
            shown = Month.at(datetime.now(UTC), desk().timezone)
        self._agent = str(self._user.agent_code) if self._user.role == "agent" else agent
        with ui.row().classes("sheet items-end gap-3"):
            self._month = ui.input("月份", value=str(shown), on_change=self.refresh).props(
                "type=month stack-label"
            )
            ui.space()
            if self._user.role != "agent":
                for format_, name in (("xlsx", "Excel"), ("csv", "CSV")):
                    ui.button(f"下载 {name}", on_click=partial(self._download, format_)).props("flat no-caps")
            if self._keeps:
                ui.button("系统提名", on_click=self._propose).props("flat no-caps")
                asking = Asking("结算这个月？", "结算", self._close, self._closed)
                ui.button("结算", on_click=asking.open).props("outline no-caps")
        self._board = ui.column().classes("sheet gap-2")
        self._view = SheetView(self._user, self.refresh)
        await self.refresh()

    async def refresh(self) -> None:
        """Reckon again."""
        try:
            month = Month.parse(str(self._month.value))
        except HuashuError:
            return
        self._sheets = ordered(await run.io_bound(_sheets, month))
        own = self._user.role == "agent"
        self._board.clear()
        self._board.set_visibility(not own)
        if not own:
            with self._board:
                self._table(month)
        chosen = next((one for one in self._sheets if one.agent.code == self._agent), None)
        self._view.show(month, chosen, missing=own)

    def _table(self, month: Month) -> None:
        closed = sum(1 for one in self._sheets if one.revision)
        state = f"已结算 {closed} 份" if closed else "还没有结算"
        ui.label(f"{month.chinese} · {len(self._sheets)} 位坐席 · {state} · 点一行看明细").classes("title")
        columns = [
            {"name": n, "label": t, "field": n, "align": "left", "sortable": True} for n, t in _COLUMNS
        ]
        table = ui.table(
            rows=[_row(one) for one in self._sheets], columns=columns, row_key="code", pagination=20
        )
        table.classes("w-full cursor-pointer").props("flat dense")
        table.on("rowClick", lambda event: self._open(event.args[1]["code"]))

    def _open(self, code: str) -> None:
        self._agent = code
        chosen = next((one for one in self._sheets if one.agent.code == code), None)
        self._view.show(Month.parse(str(self._month.value)), chosen)

    async def _propose(self) -> None:
        await attempted(partial(self._proposed, Month.parse(str(self._month.value))), self.refresh)

    def _proposed(self, month: Month) -> None:
        with database().session() as session:
            propose_month(session, month, datetime.now(UTC))

    def _close(self, _values: Values) -> None:
        with database().session() as session:
            self._done: Closed = close(
                session, self._who, Month.parse(str(self._month.value)), datetime.now(UTC)
            )

    async def _closed(self) -> None:
        waits = f"，还有 {self._done.proposed} 条待确认没有计入" if self._done.proposed else ""
        ui.notify(f"已结算：写入 {self._done.written} 份，没有变化 {self._done.unchanged} 份{waits}。")
        await self.refresh()

    async def _download(self, format_: str) -> None:
        month = Month.parse(str(self._month.value))
        grid = board(month, self._sheets)
        written = (
            await run.io_bound(csv_of, grid) if format_ == "csv" else await run.io_bound(xlsx_of, [grid])
        )
        ui.download(written, f"月度考核-{month}.{format_}")


def _sheets(month: Month) -> list[Sheet]:
    with database().session() as session:
        return sheets(session, month, datetime.now(UTC))


def _row(one: Sheet) -> dict[str, object]:
    its = one.assessment
    return {
        "code": one.agent.code,
        "rank": one.rank or "样本不足",
        "agent": one.agent.shown,
        "team": one.team,
        "score": its.score,
        "grade": its.grade or "—",
        "pay": "不浮动" if its.pay is None else f"{its.pay:+d} 元",
        "yuan": f"{one.yuan:+d} 元" if one.yuan else "",
        "conversations": one.conversations,
        "proposed": one.proposed or "",
        "flags": "；".join(its.flags),
    }
