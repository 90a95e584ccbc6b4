"""A statistic as a file."""

from collections.abc import Callable
from typing import Any

from bot.report.grid import Grid, csv_of, text_of, xlsx_of
from bot.report.json_form import encoded

#: By format, the kind of its contents.
FORMATS = {
    "text": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


def file_of(format_: str, grid: Grid, values: Callable[[], dict[str, Any]]) -> bytes:
    """One of `FORMATS`; `values` is asked for where plain values are wanted."""
    match format_:
        case "csv":
            return csv_of(grid)
        case "xlsx":
            return xlsx_of([grid])
        case "json":
            return encoded(values()) + b"\n"
        case _:
            return text_of(grid).encode()
