"""Forms as a table: CSV (UTF-8 with BOM) or XLSX with a sheet a kind of form. No cell can be taken for a formula."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO, Literal

from bot.forms.shown import lines, shown
from bot.records.forms.changing import shown_at
from bot.records.forms.listing import due_told
from bot.records.forms.model import STATUSES, KeptForm
from bot.report.archive import settled
from bot.report.safe import cell, is_formula, one_line, printable

Format = Literal["csv", "xlsx"]

_HEAD = ("编号", "单据", "状态", "类别", "坐席", "登记人", "登记时间", "期限", "办结时间", "办结人", "会话")
_LAST = ("作废原因",)
_WIDTHS = {"单据": 18, "登记时间": 18, "期限": 24, "办结时间": 18, "内容": 60, "投诉内容": 40, "处理结果": 40}

#: What a workbook has no room for: longer titles and cells, and these signs in a title.
_TITLE, _CHARACTERS = 31, 32_767
_UNTITLED = re.compile(r"[\\/*?:\[\]]")


def write(output: BinaryIO, format_: Format, rows: Sequence[KeptForm], now: datetime) -> None:
    """Write the forms. A table of one kind has a column a field; a CSV of several has them all in one column."""
    if format_ == "csv":
        _csv(output, rows, now)
    else:
        _xlsx(output, rows, now)


def _csv(output: BinaryIO, rows: Sequence[KeptForm], now: datetime) -> None:
    output.write("\ufeff".encode())
    one_kind = len({row.type for row in rows}) == 1
    middle = _labels(rows[0]) if one_kind else ("内容",)
    for values in ((*_HEAD, *middle, *_LAST), *_rows(rows, now, apart=one_kind)):
        line = io.StringIO(newline="")
        csv.writer(line).writerow([cell(one_line(value)) for value in values])
        output.write(line.getvalue().encode())


def _xlsx(output: BinaryIO, rows: Sequence[KeptForm], now: datetime) -> None:
    from openpyxl import Workbook

    kinds: dict[str, list[KeptForm]] = {}
    for row in rows:
        kinds.setdefault(row.title, []).append(row)
    book = Workbook(write_only=True)
    for title, of in kinds.items():
        _sheet(book, title, (*_HEAD, *_labels(of[0]), *_LAST), _rows(of, now, apart=True))
    if not kinds:
        _sheet(book, "单据", (*_HEAD, *_LAST), ())
    settled(book.save, output)


def _sheet(book: Any, title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(_UNTITLED.sub(" ", title)[:_TITLE])
    sheet.freeze_panes = "B2"
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column, 16)
    bold, wrap = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for number, values in enumerate((columns, *rows)):
        cells = []
        for value in values:
            made = WriteOnlyCell(sheet, printable(value)[:_CHARACTERS])
            made.data_type, made.quotePrefix = "s", is_formula(value)
            made.alignment = wrap
            if not number:
                made.font = bold
            cells.append(made)
        sheet.append(cells)


def _rows(rows: Sequence[KeptForm], now: datetime, *, apart: bool) -> Iterator[tuple[str, ...]]:
    """The texts of each form; `apart`: a text a field."""
    for row in rows:
        form, values = row.form, row.values
        fields = form.all_fields if form else ()
        told = [shown(f, values[f.name]) if f.name in values else "" for f in fields]
        middle = told if apart and form else ["；".join(lines(fields, values))]
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
