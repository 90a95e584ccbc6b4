"""What the page `/stats` is asked for: its fields, as the address fills them and as somebody changes them."""

from collections.abc import Mapping, Sequence

from nicegui import ui

from bot.book.shelf import shelf
from bot.console.statistics import asked_span
from bot.errors import HuashuError
from bot.records.statistics.board import Asked, By


class Fields:
    """Month or weeks, book, team and agent. Months and weeks exclude each other: who fills one empties the other."""

    def __init__(self, given: Mapping[str, str], teams: Sequence[str]) -> None:
        """Lay the fields out.

        Args:
            given: by name as in `GET /api/stats`, what the address asks for; without any time it is the running month.
        """
        read = {name: given.get(name, "").strip() for name in ("month", "from_week", "to_week", "agent")}
        self._month = ui.input("月份", value=read["month"], placeholder="2026-10", on_change=self._of_month)
        self._from = ui.input(
            "或从哪一周", value=read["from_week"], placeholder="2026-W41", on_change=self._of_weeks
        )
        self._to = ui.input(
            "到哪一周", value=read["to_week"], placeholder="2026-W44", on_change=self._of_weeks
        )
        for field in (self._month, self._from, self._to):
            field.classes("w-32")
        books = {"": "全部话术"} | {book.book: book.title for book in shelf()}
        self._book = _choice("话术", books, given.get("book", "")).classes("w-48")
        named = {"": "全部班组"} | {name: name for name in teams}
        self._team = _choice("班组", named, given.get("team", "")).classes("w-36")
        self._agent = ui.input("只看哪位坐席", value=read["agent"], placeholder="编号、工号或姓名")
        self._agent.classes("w-36")
        self._filled()

    def asked(self, by: By) -> Asked:
        """What the fields ask for.

        Raises:
            HuashuError: a time cannot be read.
        """
        self._filled()
        texts = {"month": self._month, "from_week": self._from, "to_week": self._to}
        span = asked_span(**{name: str(field.value or "").strip() for name, field in texts.items()})
        agent = str(self._agent.value or "").strip()
        return Asked(by, span, str(self._book.value or ""), str(self._team.value or ""), agent)

    def _filled(self) -> None:
        """Say which month is shown where nothing is asked for."""
        if not any(str(field.value or "").strip() for field in (self._month, self._from, self._to)):
            self._month.value = asked_span().periods[0]

    def _of_month(self) -> None:
        if self._month.value:
            self._from.value = self._to.value = ""

    def _of_weeks(self) -> None:
        if self._from.value or self._to.value:
            self._month.value = ""


def table_of(given: Mapping[str, str], tables: Sequence[By]) -> By:
    """The table that the address asks for (`?by=`); without it the first.

    Raises:
        HuashuError: there is none such on the page.
    """
    name = given.get("by", "").strip()
    for known in tables:
        if name == known:
            return known
    if name and name != "week":
        raise HuashuError(f"没有按“{name}”的表。可以写：{'、'.join(tables)}。")
    # The weeks are always there, above the tables.
    return tables[0]


def _choice(label: str, names: dict[str, str], chosen: str) -> ui.select:
    """A choice; what the address names and nobody knows stays in it, and is refused when it is looked up."""
    chosen = chosen.strip()
    return ui.select(names | ({} if chosen in names else {chosen: chosen}), value=chosen, label=label)
