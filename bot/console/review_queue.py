"""The queue on the page `/review`: a card a conversation, page by page."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from nicegui import run, ui
from sqlalchemy import select

from bot.book.shelf import shelf
from bot.records.conversations import KeptConversation
from bot.records.database import database
from bot.records.desk import desk
from bot.records.review.waiting import PAGE, REASONS, Counts, Waiting, Wanted, queue, waiting

#: Before the first page.
_START = (-1, 0)

#: So many rules of a conversation are named on its card.
_NAMED = 3


@dataclass(frozen=True)
class _Page:
    """What one look at the queue brings. `when`: by conversation, when it began."""

    rows: list[Waiting]
    counts: Counts
    when: dict[int, datetime]


class Queue:
    """The cards, and the buttons that turn the pages."""

    def __init__(self, names: dict[str, str], opened: Callable[[int], Awaitable[None]]) -> None:
        self._names, self._opened = names, opened
        self._pages = [_START]
        self._list = ui.column().classes("w-full gap-2").props('aria-live="polite"')
        with ui.row().classes("gap-2"):
            self._before = ui.button("上一页").props("flat no-caps")
            self._more = ui.button("下一页").props("flat no-caps")

    def on_turned(self, turned: Callable[[], Awaitable[None]]) -> None:
        """Call this when another page was asked for."""

        async def back() -> None:
            self._pages.pop()
            await turned()

        async def on() -> None:
            self._pages.append(self._last)
            await turned()

        self._before.on_click(back)
        self._more.on_click(on)

    def first(self) -> None:
        """Go back to the first page."""
        self._pages = [_START]

    async def refresh(self, wanted: Wanted) -> Counts:
        """Look again; how many wait, by reason, whatever reason is wanted."""
        page: _Page = await run.io_bound(_looked, wanted, self._pages[-1])
        while not page.rows and len(self._pages) > 1:
            # What stood on this page has been dealt with.
            self._pages.pop()
            page = await run.io_bound(_looked, wanted, self._pages[-1])
        self._list.clear()
        with self._list:
            for row in page.rows:
                self._card(row, page.when.get(int(row.conversation_id)))
            if not page.rows:
                ui.label("没有等着复核的会话。").classes("sheet then")
        self._before.set_visibility(len(self._pages) > 1)
        self._more.set_visibility(len(page.rows) == PAGE)
        self._last = (int(page.rows[-1].rank), int(page.rows[-1].conversation_id)) if page.rows else _START
        return page.counts

    def _card(self, row: Waiting, when: datetime | None) -> None:
        number, agent = int(row.conversation_id), str(row.agent)
        day = f" · {when.astimezone(desk().timezone):%m月%d日}" if when else ""
        with ui.column().classes("sheet gap-0 cursor-pointer").on("click", partial(self._opened, number)):
            who = self._names.get(agent, agent) or "坐席不详"
            ui.label(f"{number} 号 · {who}{day} · {shelf()[str(row.book)].title}").classes("font-medium")
            why = "、".join(REASONS[reason] for reason in row.reasons.split())
            ui.label(f"{why} · {_found(row)}").classes("soft")


def _found(row: Waiting) -> str:
    """How many findings there are, and of which rules."""
    if not row.findings:
        return "没有待定的发现，请看申诉" if "appealed" in row.reasons.split() else "没有发现，请通读"
    rules, known = row.rules.split(), shelf()[str(row.book)].rules
    named = "、".join(f"{r} {known[r].name}" if r in known else r for r in rules[:_NAMED])
    return f"{row.findings} 处：{named}{'等' if len(rules) > _NAMED else ''}"


def _looked(wanted: Wanted, after: tuple[int, int]) -> _Page:
    with database().session() as session:
        rows = queue(session, wanted, after)
        began = select(KeptConversation.id, KeptConversation.started_at, KeptConversation.stored_at).where(
            KeptConversation.id.in_([row.conversation_id for row in rows])
        )
        when = {int(one.id): one.started_at or one.stored_at for one in session.execute(began)}
        # The chips tell what else there is, whatever reason is chosen.
        return _Page(rows, waiting(session, replace(wanted, reason="")), when)
