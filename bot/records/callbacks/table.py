"""Tables that people bring: CSV, TSV or XLSX, with a row of headings among the first rows."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from bot.conversation.encoding import decode
from bot.conversation.errors import TranscriptError
from bot.conversation.origin import Limits
from bot.conversation.rows import cell_text
from bot.conversation.vocabulary import plain
from bot.errors import Refused

#: The largest file that is read, and its largest number of rows.
LARGEST = 32 << 20
ROWS = 100_000
_HEADER_WITHIN = 10
_COLUMNS = 64
_DELIMITERS = ",\t;"

#: A row: its number as the file counts, and what stands under each heading that was asked for.
Row = tuple[int, Mapping[str, str]]


def rows_of(name: str, data: bytes, headings: Mapping[str, Sequence[str]], needed: str) -> list[Row]:
    """The rows under the headings.

    Args:
        headings: by field, the names that its column may have.
        needed: the field by which the row of headings is known.

    Raises:
        Refused: it is no such table, or too large; says what to do.
    """
    if len(data) > LARGEST:
        raise Refused(f"{name}：超过 {LARGEST >> 20} MB。请拆成几个文件。")
    read = _workbook if data[:2] == b"PK" else _text
    names = {plain(title): field for field, titles in headings.items() for title in titles}
    rows: list[Row] = []
    columns: dict[str, int] = {}
    for number, cells in read(name, data):
        if not columns:
            found = {names[plain(c)]: at for at, c in reversed(list(enumerate(cells))) if plain(c) in names}
            columns = found if needed in found else {}
            if not columns and number >= _HEADER_WITHIN:
                break
            continue
        row = {field: cells[at] for field, at in columns.items() if at < len(cells)}
        if any(row.values()):
            rows.append((number, row))
        if len(rows) > ROWS:
            raise Refused(f"{name}：超过 {ROWS} 行。请拆成几个文件。")
    if not columns:
        titles = "、".join(titles[0] for titles in headings.values())
        raise Refused(f"{name}：找不到表头。第一行要写列名：{titles}（{headings[needed][0]}必须有）。")
    return rows


def _text(name: str, data: bytes) -> Iterator[tuple[int, list[str]]]:
    try:
        text = decode(data)
    except TranscriptError as error:
        raise Refused(f"{name}：{error.reason}") from error
    head = "\n".join(text.split("\n", _HEADER_WITHIN)[:_HEADER_WITHIN])
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [cell.strip() for cell in cells[:_COLUMNS]]
    except csv.Error:
        raise Refused(f"{name}：第 {reader.line_num} 行的引号没有配对。请检查双引号。") from None


def _workbook(name: str, data: bytes) -> Iterator[tuple[int, list[str]]]:
    _unpackable(name, data)
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet: Any = book.worksheets[0]
        sheet.reset_dimensions()
        for number, cells in enumerate(
            islice(sheet.iter_rows(max_col=_COLUMNS, values_only=True), 2 * ROWS), 1
        ):
            yield number, [cell_text(cell) for cell in cells]
    except Exception as error:
        # openpyxl raises almost anything on a damaged workbook.
        raise Refused(
            f"{name}：工作簿损坏，读不下去。请用 Excel 打开后另存为 .xlsx，或导出 .csv。"
        ) from error


def _unpackable(name: str, data: bytes) -> None:
    """See that a workbook does not become too large when it is unpacked.

    Raises:
        Refused: it does, or it is none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except Exception:
        raise Refused(f"{name}：不是 Excel 工作簿，或文件已损坏。请用 Excel 另存为 .xlsx。") from None
    if any(member.flag_bits & 1 for member in members):
        raise Refused(f"{name}：工作簿有密码。请去掉密码后再试。")
    limit = Limits().unpacked_bytes
    if sum(member.file_size for member in members) > limit:
        raise Refused(f"{name}：解压后超过 {limit >> 20} MB，没有打开。请拆成几个文件。")
