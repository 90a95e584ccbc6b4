"""The dialogs of the page `/callbacks`: the record of a call, a new call-back, what was not heard."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from nicegui import ui

from bot.book.shelf import shelf
from bot.errors import HuashuError
from bot.records.callbacks.attempts import Made, attempt
from bot.records.callbacks.entries import add
from bot.records.callbacks.model import KINDS, OUTCOMES, CallBack, Outcome
from bot.records.callbacks.proposals import accept
from bot.records.callbacks.shown import due_line
from bot.records.callbacks.times import appointed_of, called_of
from bot.records.database import database
from bot.records.desk import desk

#: Told what was done once it is done.
Done = Callable[[str], Awaitable[None]]

_SATISFIED = {"": "没有问", "yes": "满意", "no": "不满意"}


def record(row: CallBack, outcome: Outcome, who: str, done: Done) -> None:
    """Ask what came of a call and write it down."""
    with ui.dialog(value=True) as dialog, ui.card().classes("w-96 gap-2"):
        ui.label(f"{row.customer or row.phone}：{OUTCOMES[outcome]}").classes("title")
        customer = ui.input("客户的姓和称呼，例如 王先生").classes("w-full")
        customer.set_visibility(not row.customer)
        result = ui.textarea("回访结果：说了什么，办到哪一步").classes("w-full").props("outlined autofocus")
        result.set_visibility(outcome == "reached")
        satisfied = ui.radio(_SATISFIED, value="").props("inline")
        satisfied.set_visibility(outcome == "reached")
        later = ui.input("改约什么时间", placeholder="明天下午三点").classes("w-full")
        later.set_visibility(outcome == "inconvenient")
        asked = ui.checkbox("客户自己要求这个时间")
        asked.set_visibility(outcome == "inconvenient")
        when = ui.input("什么时候打的，不填就是现在", placeholder="昨天上午十点").classes("w-full")
        note = ui.input("备注").classes("w-full")

        async def save() -> None:
            now, zone = datetime.now(UTC), desk().timezone
            try:
                with database().session() as session:
                    made = attempt(
                        session, who, int(row.id), outcome, now=now,
                        at=called_of(when.value, zone, now) if when.value else None,
                        result=result.value or "", satisfied={"yes": True, "no": False}.get(str(satisfied.value)),
                        customer=customer.value or "", asked=bool(asked.value), text=note.value or "",
                        appointment=appointed_of(later.value, zone, now) if later.value else None,
                        version=int(row.version),
                    )  # fmt: skip
            except HuashuError as error:
                ui.notify(str(error), type="negative", multi_line=True)
                return
            dialog.close()
            await done(said(made))

        _buttons(dialog, "记下", save)


def new(who: str, done: Done) -> None:
    """Ask for a call-back that is owed and add it."""
    with ui.dialog(value=True) as dialog, ui.card().classes("w-96 gap-2"):
        ui.label("登记回访").classes("title")
        customer = ui.input("客户", placeholder="王先生").classes("w-full").props("autofocus")
        phone = ui.input("电话").classes("w-full")
        kind = ui.select(dict(KINDS), value="promised", label="为什么回访").classes("w-full")
        reason = ui.input("要说什么").classes("w-full")
        reference = ui.input("订单号或会员号").classes("w-full")
        book = ui.select(
            {"": "按坐席的行业"} | {b.book: b.title for b in shelf()}, value="", label="行业"
        ).classes("w-full")
        at = ui.input("约的时间，不约就是三天之内", placeholder="明天下午三点").classes("w-full")
        asked = ui.checkbox("客户自己要求这个时间")

        async def save() -> None:
            now, zone = datetime.now(UTC), desk().timezone
            try:
                with database().session() as session:
                    row = add(
                        session, who, kind=kind.value, now=now, customer=customer.value or "", phone=phone.value or "",
                        reason=reason.value or "", reference=reference.value or "", book=str(book.value),
                        due_at=appointed_of(at.value, zone, now) if at.value else None, asked=bool(asked.value),
                    )  # fmt: skip
            except HuashuError as error:
                ui.notify(str(error), type="negative", multi_line=True)
                return
            dialog.close()
            await done(f"已登记 {row.id} 号回访，期限 {due_line(row, now)}。")

        _buttons(dialog, "登记", save)


def accepted(row: CallBack, who: str, done: Done) -> None:
    """Ask for what was not heard of a promise and accept it."""
    with ui.dialog(value=True) as dialog, ui.card().classes("w-96 gap-2"):
        ui.label("确认这是答应过的回访").classes("title")
        ui.label(f"“{row.reason}”").classes("then")
        customer = ui.input("客户", value=str(row.customer), placeholder="王先生").classes("w-full")
        phone = ui.input("电话", placeholder=str(row.phone)).classes("w-full")

        async def save() -> None:
            try:
                with database().session() as session:
                    kept = accept(
                        session, who, int(row.id), customer=customer.value or "", phone=phone.value or "", version=int(row.version)
                    )  # fmt: skip
            except HuashuError as error:
                ui.notify(str(error), type="negative", multi_line=True)
                return
            dialog.close()
            await done(f"{kept.id} 号回访，期限 {due_line(kept, datetime.now(UTC))}。")

        _buttons(dialog, "是答应过的", save)


def said(made: Made) -> str:
    """What to say of a call that was written down."""
    row = made.callback
    return f"{row.customer or row.phone}：{OUTCOMES[made.attempt.outcome]}。{''.join(made.remarks)}"


def _buttons(dialog: ui.dialog, name: str, save: Callable[[], Awaitable[None]]) -> None:
    with ui.row().classes("w-full justify-end"):
        ui.button("不改了", on_click=dialog.close).props("flat no-caps")
        ui.button(name, on_click=save)
