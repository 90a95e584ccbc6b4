"""A workbook of plain tables, written row by row; no text in it can be taken for a formula."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from bot.report.archive import settled
from bot.report.safe import is_formula, printable

#: What a sheet and a cell hold at most.
ROWS = 1_048_576
_LINKS = 65_000
_CHARACTERS = 32_767

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a sheet looks.

    Attributes:
        columns: its headings.
        facts: each row is a name and a value, which may be of any kind.
    """

    columns: tuple[str, ...]
    facts: bool = False


@dataclass(frozen=True, slots=True)
class Looks:
    """Columns by their headings: how wide (in characters), which hold shares, which long texts."""

    widths: Mapping[str, int]
    shares: frozenset[str] = frozenset()
    wrapped: frozenset[str] = frozenset()


class Sheets:
    """The workbook. Rows go to temporary files as they come, so that memory stays flat.

    Attributes:
        filled: rows of each sheet so far, its headings among them.
        left_out: rows that Excel has no room for.
    """

    def __init__(self, sheets: Mapping[str, Sheet], looks: Looks) -> None:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font, PatternFill

        self._sheets, self._looks = sheets, looks
        self._book = Workbook(write_only=True)
        self._wrap = Alignment(wrap_text=True, vertical="top")
        self._link = Font(color="0563C1", underline="single")
        self.filled = dict.fromkeys(sheets, 0)
        self.left_out = 0
        heading = {"font": Font(bold=True, color="FFFFFF"), "fill": PatternFill("solid", fgColor="1F4E79")}
        for name, made in sheets.items():
            sheet = self._book.create_sheet(name)
            sheet.freeze_panes = "A2" if made.facts else "B2"
            for place, column in enumerate(made.columns):
                sheet.column_dimensions[_letter(place)].width = looks.widths.get(column, 10)
            self.append(name, made.columns, heading)

    def append(
        self, sheet: str, values: Sequence[Value], style: Mapping[str, Any] | None = None, link: str = ""
    ) -> None:
        """Append a row; `link`: where its first cell leads to. What Excel has no room for is counted."""
        if self.filled[sheet] >= ROWS:
            self.left_out += 1
            return
        self.filled[sheet] += 1
        made = self._sheets[sheet]
        columns = (values[0], values[0]) if made.facts else made.columns
        row = [self._cell(sheet, column, value) for column, value in zip(columns, values, strict=True)]
        for name, look in (style or {}).items():
            for each in row:
                setattr(each, name, look)
        if link and self.filled[sheet] < _LINKS:
            from openpyxl.worksheet.hyperlink import Hyperlink

            row[0].hyperlink = Hyperlink(ref=f"A{self.filled[sheet]}", location=link)
            row[0].font = self._link
        self._book[sheet].append(row)

    def save(self, output: BinaryIO) -> None:
        """Write the file itself."""
        for name, made in self._sheets.items():
            self._book[name].auto_filter.ref = f"A1:{_letter(len(made.columns) - 1)}{self.filled[name]}"
        settled(self._book.save, output)

    def _cell(self, sheet: str, column: Value, value: Value) -> Any:
        from openpyxl.cell import WriteOnlyCell

        if not isinstance(value, str):
            cell = WriteOnlyCell(self._book[sheet], value)
            if column in self._looks.shares:
                cell.number_format = "0.0%"
            return cell
        cell = WriteOnlyCell(self._book[sheet], printable(value)[:_CHARACTERS])
        if is_formula(value):
            cell.data_type, cell.quotePrefix = "s", True
        if column in self._looks.wrapped:
            cell.alignment = self._wrap
        return cell


def _letter(place: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(place + 1))
