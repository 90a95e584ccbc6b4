"""A table of figures, ready for the terminal, for CSV and for a workbook."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.report.cells import width
from bot.report.safe import one_line
from bot.report.sheets import Looks, Sheet, Sheets
from bot.report.table import BOM, line
from bot.report.words import number

Kind = Literal["text", "count", "number", "share"]
Cell = str | int | float | None

#: What stands where there is no figure.
_NONE = "—"


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        kind: what its cells hold; a share is a number from 0 to 1.
        shown: on the terminal, in files, or in both.
        width: in a workbook, in characters.
    """

    name: str
    kind: Kind = "text"
    shown: Literal["both", "terminal", "file"] = "both"
    width: int = 10


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; each row has a cell for every column, None where there is nothing to say.

    Attributes:
        notes: what a reader should know, a sentence each.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    notes: tuple[str, ...] = ()


def text_of(grid: Grid) -> str:
    """For the terminal: columns one below the other, numbers to the right."""
    if not grid.rows:
        return f"{grid.name}\n（没有数据）\n"
    columns, rows = _filled(*shown(grid, "terminal"))
    told = [[_text(cell, column) for cell, column in zip(row, columns, strict=True)] for row in rows]
    heads = [column.name for column in columns]
    room = [max(map(width, cells)) for cells in zip(heads, *told, strict=True)]
    lines = ["  ".join(map(_padded, cells, room, columns)).rstrip() for cells in (heads, *told)]
    return "\n".join([grid.name, *lines, *grid.notes]) + "\n"


def csv_of(grid: Grid) -> bytes:
    """UTF-8 with BOM; no cell can be taken for a formula."""
    columns, rows = shown(grid, "file")
    written = [line([column.name for column in columns])]
    written += (line(list(map(_filed, row, columns))) for row in rows)
    return BOM + b"".join(written)


def xlsx_of(grids: Sequence[Grid]) -> bytes:
    """A workbook with a sheet for each, and, where there are notes, a last one with them."""
    tables = {grid.name: shown(grid, "file") for grid in grids}
    layout = {name: Sheet(tuple(column.name for column in columns)) for name, (columns, _) in tables.items()}
    if any(grid.notes for grid in grids):
        layout["说明"] = Sheet(("项目", "数值"), facts=True)
    every = [column for columns, _ in tables.values() for column in columns]
    looks = Looks(
        {column.name: column.width for column in every} | {"项目": 20, "数值": 90},
        shares=frozenset(column.name for column in every if column.kind == "share"),
    )
    sheets = Sheets(layout, looks)
    for name, (columns, rows) in tables.items():
        for row in rows:
            sheets.append(name, list(map(_filed, row, columns)))
    for grid in grids:
        for note in grid.notes:
            sheets.append("说明", (grid.name, note))
    output = io.BytesIO()
    sheets.save(output)
    return output.getvalue()


def shown(grid: Grid, where: Literal["terminal", "file"]) -> tuple[list[Column], list[list[Cell]]]:
    """The columns that are for the terminal, or for files, and their cells."""
    places = [place for place, column in enumerate(grid.columns) if column.shown in ("both", where)]
    return [grid.columns[place] for place in places], [[row[place] for place in places] for row in grid.rows]


def _filled(columns: list[Column], rows: list[list[Cell]]) -> tuple[list[Column], list[list[Cell]]]:
    """Without the columns in which nothing stands."""
    places = [
        place
        for place in range(len(columns))
        if not rows or any(row[place] not in (None, "") for row in rows)
    ]
    return [columns[place] for place in places], [[row[place] for place in places] for row in rows]


def _filed(cell: Cell, column: Column) -> str | int | float:
    """A cell as a file has it: with more digits than the terminal shows, but no more than anybody reads."""
    if cell is None:
        return ""
    return round(cell, 4 if column.kind == "share" else 2) if isinstance(cell, float) else cell


def _text(cell: Cell, column: Column) -> str:
    if cell is None or cell == "":
        return _NONE if column.kind != "text" else ""
    if isinstance(cell, str):
        return one_line(cell)
    if column.kind == "share":
        return f"{cell:.1%}"
    return f"{cell:,}" if column.kind == "count" else number(cell)


def _padded(text: str, room: int, column: Column) -> str:
    gap = " " * (room - width(text))
    return text + gap if column.kind == "text" else gap + text
