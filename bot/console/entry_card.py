"""One entry of the ledger on the page `/month`: what it says, how its appeals stand, and what can be done about it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from nicegui import ui
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.console.asking import Asking, Values, attempted
from bot.console.verdict_lines import appeal_line
from bot.records.database import database
from bot.records.entries import BOOKKEEPERS, confirm, state, withdraw
from bot.records.ledger import PROPOSED, STANDING, Entry
from bot.records.people import User
from bot.records.review.appeal import LAST_LEVEL, PENDING, Appeal
from bot.records.review.appeals import file_against_entry

#: Who enters what the machine proposes.
_MACHINE = "huashu"


def appeals_by_entry(session: Session, found: Sequence[Entry]) -> dict[int, list[Appeal]]:
    """By entry, its appeals and those against the finding that it comes from, the first level first."""
    findings = [int(entry.finding_id) for entry in found if entry.finding_id is not None]
    numbers = [int(entry.id) for entry in found]
    about = or_(Appeal.finding_id.in_(findings), Appeal.entry_id.in_(numbers))
    filed = list(session.execute(select(Appeal).where(about).order_by(Appeal.level)).scalars())
    return {
        int(entry.id): [
            one
            for one in filed
            if one.entry_id == entry.id
            or (entry.finding_id is not None and one.finding_id == entry.finding_id)
        ]
        for entry in found
    }


class EntryCard:
    """One entry, drawn where it is made."""

    def __init__(self, user: User, entry: Entry, filed: Sequence[Appeal], changed: Callable[[], Any]) -> None:
        self._user, self._who, self._changed = user, str(user.name), changed
        self._entry, self._filed = entry, filed
        self._keeps = user.role in BOOKKEEPERS
        gone = "" if entry.status in (STANDING, PROPOSED) else " gone"
        with ui.column().classes(f"tick gap-0{gone}").props(f'data-entry="{entry.id}"'):
            ui.label(f"{entry.occurred_on:%m月%d日} {entry.name}　{worth(entry)}").classes("what")
            ui.label(self._origin()).classes("soft")
            for appeal in filed:
                appeal_line(appeal)
            with ui.row().classes("gap-2 items-center"):
                if entry.conversation_id:
                    page = "/talk" if user.role == "agent" else "/review"
                    ui.link("看会话", f"{page}?conversation={entry.conversation_id}").classes("soft")
                self._buttons()

    def _origin(self) -> str:
        """Where the entry comes from and how it stands, in a line."""
        entry = self._entry
        by = "系统建议" if entry.entered_by == _MACHINE else str(entry.entered_by)
        parts = [f"{entry.id} 号", clause(entry), by, state(entry), str(entry.reason)]
        if entry.closed_why:
            parts.append(f"{entry.closed_by}：{entry.closed_why}")
        return " · ".join(filter(None, parts))

    def _buttons(self) -> None:
        entry = self._entry
        if self._keeps and entry.status == PROPOSED:
            ui.button("计入", on_click=partial(attempted, self._confirm, self._changed)).props(
                "dense no-caps"
            )
        if self._keeps and entry.finding_id is None and entry.status in (STANDING, PROPOSED):
            asking = Asking("撤销这一条？", "撤销", self._withdraw, self._changed).text("reason", "理由")
            ui.button("撤销", on_click=asking.open).props("flat dense no-caps")
        if self._appealable():
            asking = Asking("申诉：哪里不对？", "提交申诉", self._appeal, self._changed)
            asking.text("reason", "理由")
            ui.button("申诉", on_click=asking.open).props("outline dense no-caps")

    def _appealable(self) -> bool:
        """Whether the agent in front of the page may file an appeal now."""
        own = self._user.role == "agent" and self._user.agent_code == self._entry.agent
        last = self._filed[-1] if self._filed else None
        over = last is not None and (last.status == PENDING or int(last.level) >= LAST_LEVEL)
        return own and self._entry.status == STANDING and self._entry.points <= 0 and not over

    def _confirm(self) -> None:
        with database().session() as session:
            confirm(session, self._who, int(self._entry.id), datetime.now(UTC))

    def _withdraw(self, values: Values) -> None:
        with database().session() as session:
            withdraw(session, self._who, int(self._entry.id), values["reason"] or "", datetime.now(UTC))

    def _appeal(self, values: Values) -> None:
        with database().session() as session:
            file_against_entry(
                session, self._who, int(self._entry.id), values["reason"] or "", datetime.now(UTC)
            )


def worth(entry: Entry) -> str:
    """What an entry costs or brings; empty where a ladder reckons it."""
    said = f"{entry.points:+d} 分" if entry.points else ""
    if entry.money:
        said = f"{'奖' if entry.kind == 'reward' else '罚'} {entry.money} 元"
    return f"{said}（开除）" if entry.dismissal else said


def clause(entry: Entry) -> str:
    """The clause of the handbook that it stands on, or the rule where no clause names it."""
    if entry.item == entry.rule:
        return f"规则 {entry.rule}"
    return f"条款 {str(entry.item).partition('#')[0]}"
