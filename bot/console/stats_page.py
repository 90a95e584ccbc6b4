"""The page `/stats`: how agents, teams, rules and scenes stand, and how the weeks go."""

from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import FastAPI, Request
from nicegui import run, ui

from bot.console.cells import AGENT, SHORT
from bot.console.charts import rate_chart, score_chart
from bot.console.frame import framed
from bot.console.identity import required_user
from bot.console.statistics import see_all
from bot.console.stats_fields import Fields, table_of
from bot.errors import HuashuError
from bot.records.database import database
from bot.records.desk import desk
from bot.records.statistics.board import Answer, By, answer, rule_weeks
from bot.records.statistics.names import team_names
from bot.report.grid import shown
from bot.statistics.files import file_of
from bot.statistics.grids import NAMES

_TABLES: tuple[By, ...] = ("agent", "team", "book", "rule", "scene")

_FORMATS = {
    "share": "value => value == null ? '—' : (value * 100).toFixed(1) + '%'",
    "number": "value => value == null ? '—' : Number(value).toFixed(1)",
    "count": "value => value == null ? '—' : value.toLocaleString()",
}


def add_stats_page(app: FastAPI) -> None:
    """Put the page at `/stats` of the application; `?by=rule&month=2026-10&team=一组` and the like open that."""

    async def page(request: Request) -> None:
        with framed("/stats"):
            user = required_user()
            if user is None:
                return
            try:
                see_all(user)
            except HuashuError as error:
                ui.label(str(error)).classes("sheet")
                return
            await Board().build(request.query_params)

    ui.page("/stats", title="统计 · 话术")(page)


class Board:
    """What one browser tab looks at."""

    def __init__(self) -> None:
        self._answer: Answer | None = None
        # What was asked for first may be answered last: only the newest answer of each part is shown.
        self._newest = Counter[str]()

    async def build(self, given: Mapping[str, str]) -> None:
        """Lay out the page, and show what its address asks for, without anything this month."""
        teams = await run.io_bound(team_names, database()) or []
        with ui.column().classes("sheet gap-2"):
            with ui.row().classes("w-full items-end gap-3"):
                self._fields = Fields(given, teams)
                ui.button("查看", on_click=self.show)
            self._wrong = ui.label().classes("then").props('role="alert"')
        with ui.column().classes("sheet gap-2"):
            with ui.row().classes("w-full items-center justify-between"):
                ui.label("每周走势").classes("title")
                self._rule = ui.select(
                    {}, label="看哪条规则的违反率", with_input=True, on_change=self._chart_rule
                )
                self._rule.classes("w-72").props("dense")
            with ui.element("div").classes("pair"):
                self._scores = ui.column().classes("half")
                self._rates = ui.column().classes("half")
        with ui.column().classes("sheet gap-2"):
            with ui.row().classes("w-full items-center justify-between"):
                self._by = ui.tabs(on_change=self.table).props("dense no-caps align=left mobile-arrows")
                self._by.classes("max-w-full")
                with self._by:
                    for by in _TABLES:
                        ui.tab(by, label=NAMES[by])
                with ui.row().classes("gap-2"):
                    for format_, name in {"csv": "CSV", "xlsx": "Excel"}.items():
                        ui.button(f"下载 {name}", on_click=self._downloaded(format_)).props(
                            "flat dense no-caps"
                        )
            self._table = ui.column().classes("w-full gap-2").props('aria-live="polite"')
        try:
            self._by.value = table_of(given, _TABLES)
        except HuashuError as error:
            ui.label(str(error)).classes("then").move(self._table)
            return
        await self.charts()

    async def show(self) -> None:
        """Read what is asked for anew."""
        await self.table()
        await self.charts()

    async def table(self) -> None:
        """The table of the tab that is open."""
        self._newest["table"] = turn = self._newest["table"] + 1
        found = await self._read(self._by.value or _TABLES[0])
        if found is None or turn != self._newest["table"]:
            return
        self._answer = found
        columns, rows = shown(found.grid, "terminal")
        self._table.clear()
        with self._table:
            if not rows:
                ui.label(f"{found.asked.span.name} 没有数据。").classes("then")
                return
            heads = [_head(str(place), column.name, column.kind) for place, column in enumerate(columns)]
            # What is to be known of a rank stands beside it, however wide the rest is.
            heads.insert(1, heads.pop())
            cells = [{"n": n, **{str(p): cell for p, cell in enumerate(row)}} for n, row in enumerate(rows)]
            table = ui.table(columns=heads, rows=cells, row_key="n", pagination=25).classes("w-full")
            table.props("flat dense wrap-cells")
            for place, column in enumerate(columns):
                if column.name == NAMES["agent"]:
                    table.add_slot(f"body-cell-{place}", AGENT)
                elif found.asked.by in ("agent", "team") and column.name in ("名称", NAMES["team"]):
                    table.add_slot(f"body-cell-{place}", SHORT)
            for note in found.grid.notes:
                ui.label(note).classes("soft")

    async def charts(self) -> None:
        """The weeks, and the rules that can be looked at."""
        self._newest["charts"] = turn = self._newest["charts"] + 1
        found = await self._read("week")
        rules = await self._read("rule")
        if found is None or rules is None or turn != self._newest["charts"]:
            return
        self._scores.clear()
        with self._scores:
            ui.echart(score_chart(found.asked.span.weeks, found.standings, found.sample)).classes(
                "w-full h-72"
            )
        names = {rate.key: f"{rate.key} {rate.name}" for rate in rules.rates}
        chosen = self._rule.value if self._rule.value in names else next(iter(names), None)
        self._rule.set_options(names, value=chosen)
        await self._chart_rule()

    async def _chart_rule(self) -> None:
        self._newest["rule"] = turn = self._newest["rule"] + 1
        self._rates.clear()
        rule = self._rule.value
        if not rule:
            return
        try:
            asked = self._fields.asked("rule")
            weeks = await run.io_bound(rule_weeks, database(), asked, str(rule))
        except HuashuError as error:
            self._wrong.text = str(error)
            return
        if turn != self._newest["rule"]:
            return
        self._rates.clear()
        with self._rates:
            ui.echart(rate_chart(str(self._rule.options[rule]), weeks or [], desk().sample)).classes(
                "w-full h-72"
            )

    async def _read(self, by: By) -> Answer | None:
        """What the fields ask for; what is wrong with them stands below them."""
        try:
            found: Answer | None = await run.io_bound(answer, database(), self._fields.asked(by))
        except HuashuError as error:
            self._wrong.text = str(error)
            return None
        self._wrong.text = ""
        return found

    def _downloaded(self, format_: str) -> Callable[[], Awaitable[None]]:
        async def download() -> None:
            found = self._answer
            if found is not None:
                data = await run.io_bound(file_of, format_, found.grid, found.as_json)
                ui.download(data, f"统计-{found.grid.name}.{format_}")

        return download


def _head(place: str, name: str, kind: str) -> dict[str, Any]:
    head = {
        "name": place,
        "label": name,
        "field": place,
        "sortable": True,
        "headerStyle": "white-space: nowrap",
    }
    return head | ({"align": "left"} if kind == "text" else {"align": "right", ":format": _FORMATS[kind]})
