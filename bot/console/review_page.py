"""The page `/review`: what waits for a person, one conversation after the other, and the appeals."""

from functools import partial

from fastapi import FastAPI, Request
from nicegui import ui

from bot.book.shelf import shelf
from bot.console.appeal_list import AppealList
from bot.console.bounds import number_of
from bot.console.frame import framed
from bot.console.identity import required_user
from bot.console.review_panel import Panel
from bot.console.review_queue import Queue
from bot.errors import HuashuError
from bot.records.database import database
from bot.records.people import User, agents
from bot.records.review.given import REVIEWERS
from bot.records.review.waiting import REASONS, Wanted


def add_review_page(app: FastAPI) -> None:
    """Put the page at `/review` of the application; `?conversation=12` opens that one."""

    async def page(request: Request) -> None:
        with framed("/review"):
            user = required_user()
            if user is None:
                return
            if user.role not in REVIEWERS:
                with ui.column().classes("sheet gap-2"):
                    ui.label("复核由质检员、培训专员和主管来做。").classes("title")
                    ui.link("看我的扣分、要申诉，请到月度考核", "/month")
                return
            await Desk(user).build(request.query_params.get("conversation", ""))

    ui.page("/review", title="复核 · 话术")(page)


class Desk:
    """What one browser tab sees."""

    def __init__(self, user: User) -> None:
        self._user = user
        self._reason = ""

    async def build(self, conversation: str) -> None:
        """Lay out the page."""
        with database().session() as session:
            roster = {str(agent.code): agent.shown for agent, _ in agents(session, gone=True)}
        with ui.row().classes("sheet items-end gap-3"):
            self._counts = ui.row().classes("grow items-center gap-2")
            names = {"": "所有坐席"} | roster
            self._agent = ui.select(names, value="", label="坐席", on_change=self._first, with_input=True)
            self._agent.classes("w-40")
            rules = {"": "所有规则"} | {
                r: f"{r} {rule.name}" for book in shelf() for r, rule in book.rules.items()
            }
            self._rule = ui.select(rules, value="", label="规则", on_change=self._first, with_input=True)
            self._rule.classes("w-56")
        with ui.element("div").classes("pair"):
            with ui.column().classes("half gap-2"):
                self._appeals = AppealList(self._user, self._decided)
                self._queue = Queue(roster, self._open)
                self._queue.on_turned(self.refresh)
            self._panel = Panel(self._user, self.refresh)
        await self.refresh()
        number = number_of(conversation)
        if number is not None:
            await self._open(number)

    async def refresh(self) -> None:
        """Look again."""
        agent = (self._agent.value,) if self._agent.value else ()
        await self._appeals.refresh()
        counts = await self._queue.refresh(Wanted(agent, "", self._rule.value or "", self._reason))
        self._counts.clear()
        with self._counts:
            self._chip("", f"全部 {counts.total:,}")
            for reason, name in REASONS.items():
                count = counts.by_reason.get(reason, 0)
                if count or reason == self._reason:
                    self._chip(reason, f"{name} {count:,}")

    async def _open(self, number: int) -> None:
        try:
            await self._panel.show(number)
        except HuashuError as error:
            ui.notify(str(error), type="negative")
            return
        self._panel.into_view()

    async def _decided(self) -> None:
        """An appeal was decided in the list: the conversation beside it may be the one it was about."""
        await self._panel.refresh()
        await self.refresh()

    def _chip(self, reason: str, text: str) -> None:
        look = "dense no-caps" + ("" if reason == self._reason else " outline")
        ui.button(text, on_click=partial(self._choose, reason)).props(look)

    async def _choose(self, reason: str) -> None:
        self._reason = reason
        await self._first()

    async def _first(self) -> None:
        self._queue.first()
        await self.refresh()
