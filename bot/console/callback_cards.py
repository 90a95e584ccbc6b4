"""What the page `/callbacks` is made of: a call-back, a promise that was heard, what to say."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from nicegui import ui

from bot.records.callbacks.attempts import attempts_of
from bot.records.callbacks.model import KINDS, OUTCOMES, CallBack, Outcome
from bot.records.callbacks.opening import script
from bot.records.callbacks.shown import due_line
from bot.records.callbacks.times import told
from bot.records.database import database
from bot.records.desk import desk

Click = Callable[[], Awaitable[None] | None]

_BUTTONS: dict[Outcome, str] = {
    "reached": "打通了",
    "no_answer": "没人接",
    "inconvenient": "不方便",
    "refused": "谢绝",
    "wrong_number": "号码不对",
}


def owed_card(row: CallBack, now: datetime, opened: Click, clicked: Callable[[Outcome], Click]) -> None:
    """Whom to call, until when and why, and a button for each outcome."""
    late = row.overdue(now) is not None
    with ui.column().classes(f"tick {'missed' if late else ''}"):
        with ui.row().classes("w-full items-baseline justify-between"):
            named = " ".join(part for part in (row.customer, row.phone, row.reference) if part)
            ui.button(named, on_click=opened).props("flat dense no-caps").classes("title")
            ui.label(due_line(row, now)).classes("state")
        about = f"{KINDS[row.kind]}{f'：{row.reason}' if row.reason else ''}"
        ui.label(f"{about} · 坐席 {row.agent or '未定'}").classes("soft")
        with ui.row().classes("gap-1"):
            for outcome, name in _BUTTONS.items():
                ui.button(name, on_click=clicked(outcome)).props("flat dense no-caps")


def heard_card(row: CallBack, now: datetime, accept: Click, drop: Click | None) -> None:
    """What was heard in a conversation, to be accepted or, by those who may, dropped."""
    with ui.column().classes("tick late"):
        ui.label(f"“{row.reason}”")
        named = f"{row.customer} {row.phone}".strip() or "客户未知"
        where = f" · {row.conversation_id} 号会话" if row.conversation_id else ""
        ui.label(f"{named} · 坐席 {row.agent or '未定'} · 期限 {due_line(row, now)}{where}").classes("soft")
        with ui.row().classes("gap-1"):
            ui.button("是答应过的", on_click=accept).props("flat dense no-caps")
            if drop is not None:
                ui.button("不是承诺", on_click=drop).props("flat dense no-caps")


def what_to_say(row: CallBack, now: datetime) -> None:
    """The mandated words for a customer, and what was tried so far."""
    zone = desk().timezone
    with database().session() as session:
        said, made = script(session, row), attempts_of(session, int(row.id))
    ui.label(f"打给{row.customer or row.phone}").classes("title")
    for place, step in enumerate(said.steps):
        if step.say:
            ui.label(step.say).classes("then" if place else "say")
        else:
            ui.label(f"{f'{step.when}：' if step.when else ''}{step.do}").classes("soft")
    if said.lacking:
        ui.label(said.lacking).classes("then")
    for each in made:
        rest = "（在客户休息时间）" if each.in_rest_hours else ""
        line = f"{told(each.at, now, zone)} {each.by}：{OUTCOMES[each.outcome]}{rest} {each.note}"
        ui.label(line).classes("soft")
