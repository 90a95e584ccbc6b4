"""The dialog 记一笔: what a person has seen goes into the ledger, with the fields that its clause asks for."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from bot.assess.amount import Amount
from bot.assess.item import KIND_NAMES, Item
from bot.assess.month import Month
from bot.assess.scheme import schemes_of
from bot.book.shelf import DEFAULT_BOOK
from bot.console.asking import Asking, Values, whole
from bot.errors import Refused
from bot.records.database import database
from bot.records.desk import desk
from bot.records.entries import enter
from bot.records.people import Agent


class EntryDialog:
    """One entry for one agent."""

    def __init__(self, who: str, agent: Agent, month: Month, changed: Callable[[], Any]) -> None:
        self._who, self._code = who, str(agent.code)
        trade = str(agent.book) or DEFAULT_BOOK
        self._items = {item.id: item for scheme in schemes_of(trade) for item in scheme.items}
        now = datetime.now(UTC)
        today = now.astimezone(desk().timezone).date()
        # In a month that is over no day is more likely than another.
        on = str(today) if month == Month.of(today) else ""
        self._asking = Asking(f"给 {agent.shown} 记一笔", "记下", self._store, changed)
        self._asking.choice(
            "item", "什么事", {key: f"{item.name}（{item.clause}）" for key, item in self._items.items()}
        )
        self._asking.day("on", "哪一天", on).number("points", "几分").number("money", "多少元")
        self._asking.tick("dismissed", "按条款开除").text("reason", "说明")
        self._asking.field("item").on_value_change(self._follow)
        self._follow()

    def open(self) -> None:
        """Show it."""
        self._asking.open()

    def _follow(self) -> None:
        """Show the fields of the chosen item alone, each with what may stand in it."""
        item = self._items.get(self._asking.field("item").value)
        self._amount(
            "points", item.points if item else None, "分", signed=bool(item and item.kind == "extra")
        )
        self._amount("money", item.yuan if item else None, "元")
        self._asking.field("dismissed").set_visibility(bool(item and item.dismissal == "may"))
        self._asking.field("item").props(f'hint="{_told(item)}"' if item else "hint=")

    def _amount(self, name: str, amount: Amount | None, unit: str, *, signed: bool = False) -> None:
        field = self._asking.field(name)
        shown = amount is not None and amount.fixed is None
        field.set_visibility(shown)
        field.set_value(None)
        if amount is None or not shown:
            return
        if signed:
            field.props(f'hint="{amount.low} 到 {amount.high} {unit}：奖写正数，罚写负号，例如 -2"')
        else:
            free = f"至少 {amount.low} {unit}" if amount.high is None else f"{amount} {unit}"
            field.props(f'hint="{free}，不写负号"')

    def _store(self, values: Values) -> None:
        if not values["item"] or not values["on"]:
            raise Refused("请选什么事、哪一天。")
        with database().session() as session:
            enter(
                session,
                self._who,
                self._code,
                values["item"],
                date.fromisoformat(values["on"]),
                datetime.now(UTC),
                points=whole(values["points"]),
                money=whole(values["money"]),
                dismissed=bool(values["dismissed"]) and self._items[values["item"]].dismissal == "may",
                reason=values["reason"] or "",
            )


def _told(item: Item) -> str:
    """What the item costs or brings, as far as nobody has to set it."""
    worth = KIND_NAMES[item.kind]
    if item.points is not None and item.points.fixed is not None:
        worth += f"，{item.points} 分"
    if item.yuan is not None and item.yuan.fixed is not None:
        worth += f"，{item.yuan} 元"
    if item.ladder:
        worth += "，按第几次算：" + "、".join(
            f"{step} 元" if isinstance(step, int) else step for step in item.ladder
        )
    worth += "，并开除" if item.dismissal is True else ""
    worth += f"；要扣分请选 {item.see}" if item.see else ""
    return worth + (f"；{item.remark}" if item.remark else "")
