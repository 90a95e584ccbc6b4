"""The page `/review`: what waits for a person, one conversation after the other."""

from dataclasses import replace
from functools import partial

from fastapi import FastAPI, Request
from nicegui import run, ui

from bot.book.shelf import shelf
from bot.console.frame import framed
from bot.console.identity import required_user
from bot.console.review_panel import Panel
from bot.errors import HuashuError
from bot.records.database import database
from bot.records.people import User, agents
from bot.records.review.given import REVIEWERS
from bot.records.review.waiting import PAGE, REASONS, Counts, Waiting, Wanted, queue, waiting


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
        self._after = (-1, 0)

    async def build(self, conversation: str) -> None:
        """Lay out the page."""
        with database().session() as session:
            roster = agents(session)
        with ui.row().classes("sheet items-end gap-3"):
            self._counts = ui.row().classes("grow items-center gap-2")
            names = {"": "所有坐席"} | {str(agent.code): agent.shown for agent, _ in roster}
            self._agent = ui.select(names, value="", label="坐席", on_change=self._first, with_input=True)
            self._agent.classes("w-40")
            rules = {"": "所有规则"} | {
                r: f"{r} {rule.name}" for book in shelf() for r, rule in book.rules.items()
            }
            self._rule = ui.select(rules, value="", label="规则", on_change=self._first, with_input=True)
            self._rule.classes("w-56")
        with ui.element("div").classes("pair"):
            with ui.column().classes("half gap-2"):
                self._list = ui.column().classes("w-full gap-2").props('aria-live="polite"')
                self._more = ui.button("下一页", on_click=self._next).props("flat no-caps")
            self._panel = Panel(self._user, self.refresh)
        await self.refresh()
        if conversation.isdigit():
            try:
                await self._panel.show(int(conversation))
            except HuashuError as error:
                ui.notify(str(error), type="negative")

    async def refresh(self) -> None:
        """Look again."""
        wanted = Wanted(
            (self._agent.value,) if self._agent.value else (), "", self._rule.value or "", self._reason
        )
        rows, counts = await run.io_bound(_queue, wanted, self._after)
        self._counts.clear()
        with self._counts:
            self._chip("", f"全部 {counts.total:,}")
            for reason, name in REASONS.items():
                count = counts.by_reason.get(reason, 0)
                if count or reason == self._reason:
                    self._chip(reason, f"{name} {count:,}")
        self._list.clear()
        with self._list:
            for row in rows:
                self._card(row)
            if not rows:
                ui.label("没有等着复核的会话。").classes("sheet then")
        self._more.set_visibility(len(rows) == PAGE)
        self._last = (int(rows[-1].rank), int(rows[-1].conversation_id)) if rows else (-1, 0)

    def _chip(self, reason: str, text: str) -> None:
        look = "dense no-caps" + ("" if reason == self._reason else " outline")
        ui.button(text, on_click=partial(self._choose, reason)).props(look)

    def _card(self, row: Waiting) -> None:
        with (
            ui.column()
            .classes("sheet gap-0 cursor-pointer")
            .on("click", partial(self._panel.show, int(row.conversation_id)))
        ):
            why = "、".join(REASONS[reason] for reason in row.reasons.split())
            ui.label(
                f"{row.conversation_id} 号 · {row.agent or '坐席不详'} · {shelf()[row.book].title}"
            ).classes("font-medium")
            found = f"{row.findings} 处：{row.rules.strip()}" if row.findings else "没有发现，请通读"
            ui.label(f"{why} · {found}").classes("soft")

    async def _choose(self, reason: str) -> None:
        self._reason = reason
        await self._first()

    async def _first(self) -> None:
        self._after = (-1, 0)
        await self.refresh()

    async def _next(self) -> None:
        self._after = self._last
        await self.refresh()


def _queue(wanted: Wanted, after: tuple[int, int]) -> tuple[list[Waiting], Counts]:
    with database().session() as session:
        # The chips tell what else there is, whatever reason is chosen.
        return queue(session, wanted, after), waiting(session, replace(wanted, reason=""))
