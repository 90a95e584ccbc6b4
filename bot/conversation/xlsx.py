"""Excel workbooks: a row a turn, on any sheet that has the columns."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from importlib import import_module
from itertools import islice
from typing import Any, BinaryIO

from bot.conversation.encoding import read_bytes
from bot.conversation.errors import TranscriptError
from bot.conversation.origin import Found, Limits, Origin
from bot.conversation.rows import Columns, Row, columns_of, conversations_of

_HEADER_WITHIN = 10
_COLUMNS = 64
_SHEETS = 100
_ROWS = 1 << 20
_LARGE = 10 << 20


def read_xlsx(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """The conversations of an `.xlsx` file. Nothing is unpacked before its size is known to be sane."""
    try:
        data = read_bytes(stream, origin.limits)
        _check(data, origin.limits)
    except TranscriptError as error:
        yield origin.unreadable(error.reason)
        return
    if not data:
        return
    try:
        yield from _workbook(data, origin)
    except Exception:
        # openpyxl raises almost anything on a damaged workbook; what came before is whole.
        yield origin.unreadable("工作簿损坏，读不下去。请用 Excel 打开后另存为 .xlsx，或导出 .csv。")


def _check(data: bytes, limits: Limits) -> None:
    """See that `data` is a workbook that may be unpacked.

    Raises:
        TranscriptError: it is none, is broken, or would become too large.
    """
    if not data:
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except Exception:
        # a broken archive shows as BadZipFile, struct.error, NotImplementedError, UnicodeDecodeError, ...
        raise TranscriptError(
            "不是 Excel 工作簿，或文件已损坏。请用 Excel 另存为 .xlsx，或导出 .csv。"
        ) from None
    total = sum(member.file_size for member in members)
    if total > limits.unpacked_bytes:
        raise TranscriptError(
            f"解压后有 {total >> 20} MB，超过 {limits.unpacked_bytes >> 20} MB，没有打开。请拆成几个文件。"
        )
    for member in members:
        if member.flag_bits & 1:
            raise TranscriptError("工作簿有密码。请去掉密码后再试。")
        if member.file_size > _LARGE and member.file_size > limits.ratio * max(member.compress_size, 1):
            raise TranscriptError("压缩得太厉害，像是压缩炸弹，没有打开。请用 Excel 另存后再试。")
    if "[Content_Types].xml" not in {member.filename for member in members}:
        raise TranscriptError("是压缩包，但不是 Excel 工作簿。请用 Excel 另存为 .xlsx，或导出 .csv。")


def _workbook(data: bytes, origin: Origin) -> Iterator[Found]:
    openpyxl = import_module("openpyxl")
    # It prints a complaint about odd styles to standard output, where our reports go.
    vars(import_module("openpyxl.styles.cell_style"))["print"] = _silent
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    headed = False
    try:
        sheets = book.worksheets
        if len(sheets) > _SHEETS:
            yield origin.unreadable(f"有 {len(sheets)} 张表，超过 {_SHEETS} 张。请拆成几个文件。")
            return
        for sheet in sheets:
            rows = _rows(sheet)
            columns = _header(rows)
            if columns:
                headed = True
                several = len(sheets) > 1
                name = f"{origin.name}[{sheet.title}]" if several else origin.name
                stem = f"{origin.stem}-{sheet.title}" if several else origin.stem
                yield from conversations_of(rows, columns, Origin(name, stem, origin.limits))
    finally:
        book.close()
    if not headed:
        yield origin.unreadable("没有一张表有表头。前十行里要有一行写着“角色”和“内容”两列。", 1)


def _rows(sheet: Any) -> Iterator[Row]:
    """The rows of a sheet.

    Raises:
        ValueError: there are more than Excel can hold: openpyxl would fill up to whatever number a row claims.
    """
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_col=_COLUMNS, values_only=True), 1):
        if number > _ROWS:
            raise ValueError(number)
        yield number, cells, ""


def _header(rows: Iterator[Row]) -> Columns | None:
    """The columns by the header, which stands among the first rows; the rows after it are left."""
    return next((found for _, cells, _ in islice(rows, _HEADER_WITHIN) if (found := columns_of(cells))), None)


def _silent(*_: object) -> None:
    return None
