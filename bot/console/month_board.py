"""The table of the page `/month`: a row an agent, the best first."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from nicegui import ui

from bot.console.cells import SHORT
from bot.console.month_sheet import CHANGED
from bot.records.sheets import Sheet

_COLUMNS = (
    *(("rank", "名次"), ("agent", "坐席"), ("team", "班组"), ("score", "考核分"), ("grade", "等级")),
    *(("pay", "绩效工资"), ("yuan", "罚款奖励"), ("conversations", "质检会话"), ("proposed", "待确认")),
    ("flags", "提醒"),
)

#: What a narrow screen leaves out, so that the warning is in sight; it is all told of the agent who is opened.
_ROOMY = {"team", "grade", "pay", "yuan", "conversations", "proposed"}

#: Columns that hold a number in words are sorted by it, and so that those without one come last.
_BY_NUMBER = "(a, b) => (parseInt(a) || 0) - (parseInt(b) || 0)"
_ORDERS = {"rank": "(a, b, one, other) => one.place - other.place", "pay": _BY_NUMBER, "yuan": _BY_NUMBER}


def shared_ranks(sheets: Sequence[Sheet]) -> set[int]:
    """The ranks that several agents have."""
    counts = Counter(one.rank for one in sheets if one.rank is not None)
    return {rank for rank, count in counts.items() if count > 1}


def board_table(sheets: Sequence[Sheet]) -> ui.table:
    """The table; its rows carry the agent's code as `code`."""
    shared = shared_ranks(sheets)
    rows = [_row(one, shared, len(sheets) + 1) for one in sheets]
    with ui.element("div").classes("w-full wide"):
        table = ui.table(
            rows=rows,
            columns=[_column(name, label) for name, label in _COLUMNS],
            row_key="code",
            pagination=20,
        )
    table.classes("w-full cursor-pointer").props("flat dense")
    for name in ("agent", "team"):
        table.add_slot(f"body-cell-{name}", SHORT)
    return table


def _column(name: str, label: str) -> dict[str, Any]:
    column: dict[str, Any] = {"name": name, "label": label, "field": name, "align": "left", "sortable": True}
    if name in _ORDERS:
        column[":sort"] = _ORDERS[name]
    if name in _ROOMY:
        column["classes"] = column["headerClasses"] = "roomy"
    if name == "flags":
        # As wide as a sentence needs, in as many lines as it takes: a cell has one line of its own accord.
        column["style"] = "white-space: normal; min-width: min(15rem, 28vw)"
    return column


def _row(one: Sheet, shared: set[int], last: int) -> dict[str, object]:
    its = one.assessment
    return {
        "code": one.agent.code,
        "place": one.rank or last,
        "rank": f"{'并列' if one.rank in shared else ''}第 {one.rank} 名" if one.rank else "样本不足",
        "agent": one.agent.shown,
        "team": one.team,
        "score": its.score,
        "grade": its.grade or "—",
        "pay": "不浮动" if its.pay is None else f"{its.pay:+d} 元",
        "yuan": f"{one.yuan:+d} 元" if one.yuan else "",
        "conversations": one.conversations,
        "proposed": one.proposed or "",
        "flags": "；".join([*([CHANGED] if one.changed else []), *its.flags]),
    }
