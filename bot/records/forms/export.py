"""Forms as a table: CSV (UTF-8 with BOM) or XLSX with a sheet a kind of form. No cell can be taken for a formula."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import BinaryIO, Literal

from bot.forms.people import NOBODY, People
from bot.forms.shown import lines, shown
from bot.records.forms.changing import shown_at
from bot.records.forms.listing import due_told
from bot.records.forms.model import STATUSES, KeptForm
from bot.report.grid import Column, Grid, csv_of, xlsx_of

Format = Literal["csv", "xlsx"]

_HEAD = ("编号", "单据", "状态", "类别", "坐席", "登记人", "登记时间", "期限", "办结时间", "办结人", "会话")
_LAST = ("作废原因",)
_WIDTHS = {"单据": 18, "登记时间": 18, "期限": 24, "办结时间": 18, "内容": 60, "投诉内容": 40, "处理结果": 40}

#: What the title of a sheet has no room for: longer ones, and these signs.
_TITLE = 31
_UNTITLED = re.compile(r"[\\/*?:\[\]]")


def write(
    output: BinaryIO, format_: Format, rows: Sequence[KeptForm], now: datetime, people: People = NOBODY
) -> None:
    """Write the forms. A table of one kind has a column a field; a CSV of several has them all in one column.

    Args:
        people: whose codes are written with their names.
    """
    if format_ == "csv":
        one_kind = len({row.type for row in rows}) == 1
        output.write(csv_of(_grid("单据", rows, now, people, apart=one_kind)))
        return
    kinds: dict[str, list[KeptForm]] = {}
    for row in rows:
        kinds.setdefault(row.title, []).append(row)
    grids = [_grid(title, of, now, people, apart=True) for title, of in kinds.items()]
    output.write(xlsx_of(grids or [_grid("单据", (), now, people, apart=False)]))


def _grid(title: str, rows: Sequence[KeptForm], now: datetime, people: People, *, apart: bool) -> Grid:
    middle = _labels(rows[0]) if apart else ("内容",) if rows else ()
    columns = tuple(Column(name, width=_WIDTHS.get(name, 16)) for name in (*_HEAD, *middle, *_LAST))
    return Grid(_UNTITLED.sub(" ", title)[:_TITLE], columns, list(_rows(rows, now, people, apart=apart)))


def _rows(
    rows: Sequence[KeptForm], now: datetime, people: People, *, apart: bool
) -> Iterator[tuple[str, ...]]:
    """The texts of each form; `apart`: a text a field."""
    for row in rows:
        form, values = row.form, row.values
        fields = form.all_fields if form else ()
        told = [shown(f, values[f.name], people) if f.name in values else "" for f in fields]
        middle = told if apart and form else ["；".join(lines(fields, values, people))]
        yield (
            row.number or "",
            row.title,
            STATUSES[row.status],
            row.klass,
            row.agent,
            row.opened_by,
            shown_at(row.opened_at),
            due_told(row, now),
            shown_at(row.done_at),
            row.done_by,
            str(row.conversation_id or ""),
            *middle,
            row.reason,
        )


def _labels(row: KeptForm) -> tuple[str, ...]:
    form = row.form
    return tuple(field.label for field in form.all_fields) if form else ("内容",)
