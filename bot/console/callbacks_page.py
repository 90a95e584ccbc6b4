"""The page `/callbacks`: whom to call today, what to say, and which members are still missing."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial

from fastapi import FastAPI
from nicegui import run, ui

from bot.book.shelf import shelf
from bot.console import callback_dialog
from bot.console.callback_cards import heard_card, owed_card, what_to_say
from bot.console.frame import framed, into_view
from bot.console.identity import required_user
from bot.errors import HuashuError
from bot.records.callbacks.attempts import attempt
from bot.records.callbacks.changing import DECIDERS, seen_by
from bot.records.callbacks.coverage import Coverage, coverage
from bot.records.callbacks.listing import Wanted, counted, listed
from bot.records.callbacks.model import CallBack, Outcome
from bot.records.callbacks.proposals import drop
from bot.records.callbacks.rest_hours import RestHours
from bot.records.callbacks.shown import MASKED, member_lines
from bot.records.database import database
from bot.records.desk import desk
from bot.records.people import User, agents

#: Rows of each list.
_ROWS = 50
#: Seconds after which the page looks again: a minute may end the customers' rest.
_AGAIN = 60
#: Outcomes that are written down with one click; the others need words.
_AT_ONCE: tuple[Outcome, ...] = ("no_answer", "refused", "wrong_number")


@dataclass(frozen=True)
class Today:
    """What the page shows.

    Attributes:
        rows: the most urgent of those `owed`; `today` are due until midnight, `overdue` ones among them.
    """

    rows: Sequence[CallBack]
    owed: int
    today: int
    overdue: int
    proposed: Sequence[CallBack]
    covered: Coverage


def add_callbacks_page(app: FastAPI) -> None:
    """Put the page at `/callbacks` of the application."""

    async def page() -> None:
        with framed("/callbacks"):
            user = required_user()
            if user is not None:
                await Desk(user).build()

    ui.page("/callbacks", title="回访 · 话术")(page)


class Desk:
    """What one browser tab sees."""

    def __init__(self, user: User) -> None:
        self._who, self._seen_by = str(user.name), seen_by(user)
        self._decides = user.role in DECIDERS

    async def build(self) -> None:
        """Lay out the page."""
        with database().session() as session:
            roster = agents(session)
        with ui.row().classes("sheet items-end gap-3"):
            self._notice = ui.label().classes("then grow")
            names = {"": "所有人"} | {str(agent.code): agent.shown for agent, _ in roster}
            self._agent = ui.select(names, value="", label="坐席", on_change=self.refresh).classes("w-40")
            teams = {"": "所有班组"} | {team: team for _, team in roster if team}
            self._team = ui.select(teams, value="", label="班组", on_change=self.refresh).classes("w-32")
            books = {"": "所有行业"} | {book.book: book.title for book in shelf()}
            self._book = ui.select(books, value="", label="行业", on_change=self.refresh).classes("w-48")
            # An agent sees his own and what is nobody's; there is no one else to choose.
            for choice in (self._agent, self._team):
                choice.set_visibility(self._seen_by is None)
            ui.button("登记回访", on_click=self._new).props("no-caps")
        with ui.element("div").classes("pair"):
            self._list = ui.column().classes("half gap-3").props('aria-live="polite"')
            with ui.column().classes("half gap-3"):
                self._script = ui.column().classes("sheet gap-1")
                self._covered = ui.column().classes("sheet gap-1")
        with self._script:
            ui.label("点一位客户的名字，这里显示该怎么说。").classes("soft")
        # Outside the list, which is drawn anew while somebody is typing.
        self._dialogs = ui.element("div")
        await self.refresh()
        ui.timer(_AGAIN, self.refresh, immediate=False)

    async def refresh(self) -> None:
        """Look again, beside the event loop."""
        now = datetime.now(UTC)
        today = await run.io_bound(self._load, now)
        if today is not None:
            self._show(today, now)

    def _load(self, now: datetime) -> Today:
        zone = desk().timezone
        day = now.astimezone(zone).date()
        night = datetime.combine(day + timedelta(days=1), time(), zone)
        named = str(self._agent.value), str(self._team.value), str(self._book.value)
        chosen = Wanted(*named, seen_by=self._seen_by)
        with database().session() as session:
            return Today(
                rows=listed(session, chosen, now, _ROWS),
                owed=counted(session, chosen, now),
                today=counted(session, replace(chosen, before=night), now),
                overdue=counted(session, replace(chosen, overdue=True), now),
                proposed=listed(session, replace(chosen, status="proposed"), now, _ROWS),
                covered=coverage(session, day.replace(day=1), day, now=now, agent=self._seen_by),
            )

    def _show(self, today: Today, now: datetime) -> None:
        resting = RestHours.of(desk()).notice(now)
        self._notice.text = resting or "现在可以打。"
        self._notice.style(f"color: var(--{'bad' if resting else 'good'}); font-weight: 600")
        self._list.clear()
        with self._list:
            with ui.column().classes("sheet gap-3"):
                due = f"要回访 {today.owed} 位：已逾期 {today.overdue} 位，今天到期 {today.today - today.overdue} 位"
                ui.label(due if today.owed else "没有要回访的客户。").classes("title")
                for row in today.rows:
                    owed_card(row, now, partial(self._open, row), partial(self._clicked, row))
                if today.owed > len(today.rows):
                    ui.label(f"先列出最急的 {len(today.rows)} 位。").classes("soft")
                if any(row.phone and not row.dialable for row in today.rows):
                    ui.label(MASKED).classes("soft")
            if today.proposed:
                with ui.column().classes("sheet gap-3"):
                    ui.label("从会话里听出来的承诺，请确认").classes("title")
                    for row in today.proposed:
                        drop = partial(self._drop, row) if self._decides else None
                        heard_card(row, now, partial(self._accept, row), drop)
        self._covered.clear()
        with self._covered:
            ui.label("本月会员回访").classes("title")
            if today.covered.members:
                kind = "good" if not today.covered.missing else "bad"
                ui.label(today.covered.percent).classes(f"score {kind}")
            for line in list(member_lines(today.covered))[:_ROWS]:
                ui.label(line.replace("\t", " · "))

    def _clicked(self, row: CallBack, outcome: Outcome) -> Callable[[], Awaitable[None]]:
        async def click() -> None:
            now = datetime.now(UTC)
            # In rest hours the call may have been made before them: ask when.
            if outcome not in _AT_ONCE or RestHours.of(desk()).holds(now):
                with self._dialogs:
                    callback_dialog.record(row, outcome, self._who, self._said)
                return
            try:
                with database().session() as session:
                    made = attempt(
                        session, self._who, int(row.id), outcome, now=now, version=int(row.version)
                    )
            except HuashuError as error:
                ui.notify(str(error), type="negative", multi_line=True)
                return
            await self._said(callback_dialog.said(made))

        return click

    def _open(self, row: CallBack) -> None:
        self._script.clear()
        with self._script:
            what_to_say(row, datetime.now(UTC))
        into_view(self._script)

    def _new(self) -> None:
        with self._dialogs:
            callback_dialog.new(self._who, self._said)

    def _accept(self, row: CallBack) -> None:
        with self._dialogs:
            callback_dialog.accepted(row, self._who, self._said)

    async def _drop(self, row: CallBack) -> None:
        try:
            with database().session() as session:
                drop(session, self._who, int(row.id), now=datetime.now(UTC), version=int(row.version))
        except HuashuError as error:
            ui.notify(str(error), type="negative", multi_line=True)
            return
        await self._said("已经记作不是承诺。")

    async def _said(self, text: str) -> None:
        with self._dialogs:
            ui.notify(text, multi_line=True)
        await self.refresh()
