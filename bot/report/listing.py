"""Plain tables as a file: CSV as Excel in China opens it, or XLSX. No cell can be taken for a formula."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Literal

from bot.report.sheets import Looks, Sheet, Sheets, Value
from bot.report.table import BOM, line

Format = Literal["csv", "xlsx"]

#: Columns that are wider than the others, in characters.
_WIDTHS = {"姓名": 12, "班组": 12, "提醒": 60, "理由": 50}


@dataclass(frozen=True, slots=True)
class Listing:
    """A table: a title, headings, and rows of as many values."""

    title: str
    columns: tuple[str, ...]
    rows: Iterable[Sequence[Value]]


def write(
    output: BinaryIO, format_: Format, listings: Sequence[Listing], widths: dict[str, int] | None = None
) -> None:
    """Write the tables: a sheet each; in CSV one below the other."""
    if format_ == "csv":
        output.write(BOM)
        for listing in listings:
            output.write(line(listing.columns))
            for row in listing.rows:
                output.write(line(row))
        return
    sheets = Sheets(
        {listing.title: Sheet(listing.columns) for listing in listings}, Looks(_WIDTHS | (widths or {}))
    )
    for listing in listings:
        for row in listing.rows:
            sheets.append(listing.title, row)
    sheets.save(output)
