"""The page `/live`: a call typed by hand, or one that the telephone platform feeds, with what to say next."""

import asyncio
import re

from fastapi import FastAPI
from nicegui import ui

from bot.book.shelf import DEFAULT_BOOK, shelf
from bot.check.desk import checker
from bot.console.board import Board
from bot.console.calls import Call, Calls
from bot.console.frame import framed
from bot.conversation.errors import TranscriptError
from bot.conversation.model import Role, Turn
from bot.conversation.speaker import speaker_of
from bot.errors import HuashuError
from bot.report.words import CHANNELS, ROLES

#: How often a watched call is looked at, in seconds.
_EVERY = 0.5

_SPEAKER = re.compile(r"([^:：]{1,20})[:：]")


def add_live_page(app: FastAPI, calls: Calls) -> None:
    """Put the page at `/live` of the application."""

    async def page() -> None:
        with framed("/live"):
            with ui.tabs().props("align=left no-caps dense") as tabs:
                by_hand = ui.tab("手工输入")
                watching = ui.tab("旁听来电")
            with ui.tab_panels(tabs, value=by_hand).classes("w-full bg-transparent").props("keep-alive"):
                with ui.tab_panel(by_hand).classes("p-0"):
                    await ByHand().build()
                with ui.tab_panel(watching).classes("p-0"):
                    Watching(calls).build()

    ui.page("/live", title="现场提示 · 话术")(page)


class ByHand:
    """A call typed turn by turn."""

    async def build(self) -> None:
        """Lay it out."""
        with ui.row().classes("w-full items-end gap-3 pb-3"):
            books = {book.book: book.title for book in shelf()}
            self.book = ui.select(books, value=DEFAULT_BOOK, label="行业", on_change=self.restart).classes(
                "w-56"
            )
            self.channel = ui.select(CHANNELS, value="phone", label="渠道", on_change=self.restart).classes(
                "w-24"
            )
            self.number = ui.input("工号", on_change=self._known).classes("w-24")
            self.surname = ui.input("客户姓", on_change=self._known).classes("w-24")
            self.gender = ui.select(
                {"": "称呼", "m": "先生", "f": "女士"}, value="", on_change=self._known
            ).classes("w-24")
            ui.button("重新开始", on_click=self.restart).props("flat")
            ui.button("结束并评分", on_click=self.end).props("outline")
        self.board = Board()
        with self.board.below:
            self.role = ui.toggle(dict(ROLES), value="agent").props("no-caps dense")
            with ui.row().classes("w-full items-center no-wrap"):
                self.box = ui.textarea(
                    placeholder="这一句说了什么？回车。可以一次粘贴几行“客服：…”“客户：…”"
                ).classes("grow")
                self.box.props('autofocus outlined autogrow rows=1 maxlength=20000 aria-label="这一句"')
                self.box.on("keydown.enter.exact.prevent", self._typed)
                ui.button("说", on_click=self._typed)
            ui.button("客户没有声音", on_click=lambda: self.say("customer", "")).props("flat dense")
        await self.restart()

    async def restart(self) -> None:
        """Begin a new call with what is filled in above."""
        given = {
            "book": self.book.value,
            "channel": self.channel.value,
            "agent": {"number": self.number.value or ""},
            "customer": {"surname": self.surname.value or "", "gender": self.gender.value},
        }
        try:
            compiled = await asyncio.to_thread(checker, str(self.book.value))
            self.call = Call("现场", compiled, given)
        except HuashuError as error:
            ui.notify(str(error), type="negative")
            return
        self.board.clear()
        self.board.show(self.call)

    async def _known(self) -> None:
        """Names and numbers are typed before the call or during it; the turns so far are gone through again."""
        turns = list(self.call.turns)
        await self.restart()
        for turn in turns:
            self.call.take(turn)
        self.board.show(self.call)

    async def _typed(self) -> None:
        text = (self.box.value or "").strip()
        self.box.value = ""
        for line in filter(None, map(str.strip, text.splitlines())):
            self.say(*_spoken(line, self.role.value))
        if text:
            self.role.value = "customer" if self.call.turns[-1].role == "agent" else "agent"

    def say(self, role: Role, text: str) -> None:
        """Take one turn in and show what comes of it."""
        if self.call.report is not None:
            ui.notify("这通会话已经结束。点“重新开始”再来一通。")
            return
        try:
            self.call.take(Turn(role, text))
        except TranscriptError as error:
            ui.notify(error.reason, type="negative")
        self.board.show(self.call)

    def end(self) -> None:
        """End the call and show its score."""
        if self.call.turns:
            self.call.finish({})
            self.board.show(self.call)


class Watching:
    """The calls that come in through the socket: the list, and one of them."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._watched: Call | None = None
        self._drawn: object = None

    def build(self) -> None:
        """Lay it out."""
        with ui.column().classes("sheet gap-2"):
            ui.label("正在进行的会话").classes("title")
            self._none = ui.label("还没有电话平台接进来。请让它连接 WS /api/live（见 /docs）。").classes(
                "soft"
            )
            columns = [
                {"name": name, "label": label, "field": name, "align": "left", "sortable": True}
                for name, label in (
                    ("id", "会话"), ("book", "话术"), ("agent", "坐席"), ("turns", "句数"), ("findings", "发现"),
                    ("state", "状态"),
                )
            ]  # fmt: skip
            self._table = ui.table(rows=[], columns=columns, row_key="id", pagination=10).classes("w-full")
            self._table.props("flat dense").on("rowClick", lambda event: self.watch(event.args[1]["id"]))
        self._board_place = ui.column().classes("w-full gap-3 pt-3")
        ui.timer(_EVERY, self.look)

    def watch(self, session: str) -> None:
        """Show one call from now on."""
        self._watched = self._calls.get(session)
        self._drawn = None
        self._board_place.clear()
        if self._watched is not None:
            with self._board_place:
                ui.label(f"会话 {session}").classes("title")
                self._board = Board()
        self.look()

    def look(self) -> None:
        """Draw what has changed."""
        rows = [_row(call) for call in self._calls]
        if rows != self._table.rows:
            self._table.rows = rows
        self._none.visible = not rows
        self._table.visible = bool(rows)
        call = self._watched
        if call is not None and (state := (len(call.turns), call.prompts, call.report)) != self._drawn:
            self._drawn = state
            self._board.show(call)


def _spoken(line: str, otherwise: Role) -> tuple[Role, str]:
    """Who says a line and what: 客服：… and 客户：… name the speaker, else it is the one chosen."""
    found = _SPEAKER.match(line)
    speaker = speaker_of(found[1].strip()) if found else None
    if found is None or speaker is None or speaker.role == "system":
        return otherwise, line
    return speaker.role, line[found.end() :].strip()


def _row(call: Call) -> dict[str, object]:
    agent, found = call.head.agent, call.report.findings if call.report else call.findings
    state = "已结束" if call.report is not None else "进行中" if call.holder is not None else "断开，等待接回"
    return {
        "id": call.id, "book": call.checker.rulebook.book.title, "agent": agent.name or agent.number or agent.id or "未知",
        "turns": len(call.turns), "findings": len(found), "state": state,
    }  # fmt: skip
