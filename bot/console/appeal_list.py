"""The appeals on the page `/review`: those that wait first, each with what it is against, and the two answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from nicegui import run, ui
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.console.asking import Asking, Values
from bot.console.entry_card import clause, worth
from bot.console.verdict_lines import level_name
from bot.records.conversations import finding_numbered
from bot.records.database import database
from bot.records.desk import desk
from bot.records.entries import entry_numbered
from bot.records.people import User, agents
from bot.records.review.appeal import PENDING, STATES, Appeal, barred
from bot.records.review.appeals import appeals, decide_appeal

#: How many of those that are decided are shown, the latest first.
_DECIDED = 20


@dataclass(frozen=True)
class Shown:
    """One appeal as it is drawn.

    Attributes:
        about: what it is against, in words.
        address: page and place where that stands.
        agent: the agent's code and name.
        barred: why the person in front of the page may not decide it; empty where he may.
    """

    appeal: Appeal
    about: str
    address: str
    agent: str
    barred: str


class AppealList:
    """The list, above the queue."""

    def __init__(self, user: User, changed: Callable[[], Any]) -> None:
        self._user, self._changed = user, changed
        self._place = ui.column().classes("w-full gap-2 appeals")

    async def refresh(self) -> None:
        """Look again."""
        pending, decided = await run.io_bound(_shown, self._user)
        self._place.clear()
        with self._place:
            if pending:
                ui.label(f"{len(pending)} 件申诉等着裁决").classes("title")
            for one in pending:
                self._card(one)
            if decided:
                with ui.expansion("裁决过的申诉").classes("w-full sheet").props("dense"):
                    for one in decided:
                        self._card(one)

    def _card(self, one: Shown) -> None:
        appeal = one.appeal
        filed = appeal.filed_at.astimezone(desk().timezone)
        look = "sheet" if appeal.status == PENDING else "w-full"
        with ui.column().classes(f"{look} gap-1").props(f'data-appeal="{appeal.id}"'):
            ui.label(f"{appeal.id} 号申诉（{level_name(appeal)}）· {one.agent}").classes("font-medium")
            ui.link(one.about, one.address)
            by = f"{appeal.filed_by}，{filed:%m月%d日 %H:%M} 提出"
            ui.label(f"{by}：{appeal.reason}").classes("then")
            if appeal.status != PENDING:
                ui.label(f"{STATES[str(appeal.status)]}（{appeal.decided_by}）：{appeal.answer}").classes(
                    "soft"
                )
            elif one.barred:
                ui.label(one.barred).classes("soft")
            else:
                answers(self._user, appeal, self._changed)


def answers(user: User, appeal: Appeal, done: Callable[[], Any]) -> None:
    """The two buttons that decide an appeal."""
    with ui.row().classes("gap-2"):
        for upheld, name in ((True, "申诉成立"), (False, "维持原判")):
            decided = partial(_decide, str(user.name), int(appeal.id), upheld)
            asking = Asking(name, name, decided, done).text("reason", "理由，坐席会看到")
            ui.button(name, on_click=asking.open).props("outline dense no-caps")


def _decide(who: str, number: int, upheld: bool, values: Values) -> None:
    with database().session() as session:
        decide_appeal(session, who, number, upheld, values["reason"] or "", datetime.now(UTC))


def _shown(user: User) -> tuple[list[Shown], list[Shown]]:
    """What waits, and what was decided lately."""
    with database().session() as session:
        names = {str(agent.code): agent.shown for agent, _ in agents(session, gone=True)}
        late = select(Appeal).where(Appeal.status != PENDING).order_by(Appeal.decided_at.desc())
        decided = session.execute(late.limit(_DECIDED)).scalars()
        return (
            [_one(session, user, appeal, names) for appeal in appeals(session, status=PENDING)],
            [_one(session, user, appeal, names) for appeal in decided],
        )


def _one(session: Session, user: User, appeal: Appeal, names: dict[str, str]) -> Shown:
    agent = names.get(str(appeal.agent), str(appeal.agent))
    bar = barred(session, user, appeal) if appeal.status == PENDING else ""
    if appeal.finding_id is not None:
        finding = finding_numbered(session, int(appeal.finding_id))
        rule, name = finding.final_rule or finding.rule, finding.name
        costs = f"，−{finding.counts_for} 分" if finding.counts_for else ""
        about = f"对 {finding.conversation_id} 号会话里的 {finding.id} 号发现：{rule} {name}{costs}"
        return Shown(appeal, about, f"/review?conversation={finding.conversation_id}", agent, bar)
    entry = entry_numbered(session, int(appeal.entry_id))
    about = f"对台账 {entry.id} 号记录：{entry.occurred_on:%m月%d日} {entry.name} {worth(entry)}（{clause(entry)}）"
    return Shown(appeal, about, f"/month?month={entry.month}&agent={entry.agent}", agent, bar)
