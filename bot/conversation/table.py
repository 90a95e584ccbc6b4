"""CSV and TSV: a row a turn, and the conversations that a table of any kind holds."""

import csv
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import BinaryIO

from bot.conversation.encoding import lines_of, read_text
from bot.conversation.errors import TranscriptError
from bot.conversation.origin import Found, Origin
from bot.conversation.rows import Columns, Row, columns_of, conversations_of

_DELIMITERS = ",\t;|"
_HEADER_WITHIN = 10
_BAD_ROWS = 100


def read_table(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """The conversations of a CSV or TSV file; the separator is found by the header.

    Conversations are told apart by a column of ids; without one, the file is one conversation. A row that cannot
    be taken apart spoils the conversation it belongs to, and no other.
    """
    try:
        lines = lines_of(read_text(stream, origin.limits))
    except TranscriptError as error:
        yield origin.unreadable(error.reason)
        return
    if not any(line.strip() for line in lines):
        return
    header = find_header(lines[:_HEADER_WITHIN])
    if header is None:
        yield origin.unreadable("找不到表头。第一行要有“角色”和“内容”两列，用逗号或制表符分开。", 1)
        return
    place, delimiter, columns = header
    yield from conversations_of(_rows(lines, place + 1, delimiter), columns, origin)


def find_header(lines: Sequence[str]) -> tuple[int, str, Columns] | None:
    """The first line that names the columns of role and text: its place from 0, the separator, the columns."""
    for place, line in enumerate(lines):
        for delimiter in _DELIMITERS:
            if delimiter in line and len(line) < 10_000:
                columns = columns_of(_cells(line, delimiter))
                if columns:
                    return place, delimiter, columns
    return None


def _cells(line: str, delimiter: str) -> list[str]:
    """The cells of a line on its own, however its quotes stand."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _rows(lines: list[str], begin: int, delimiter: str) -> Iterator[Row]:
    for _ in range(_BAD_ROWS):
        rest = (line + "\n" for line in islice(lines, begin, None))
        reader = csv.reader(rest, delimiter=delimiter, strict=True)
        done = 0
        try:
            for cells in reader:
                yield begin + done + 1, cells, ""
                done = reader.line_num
        except csv.Error:
            begin += done
            yield (
                begin + 1,
                _cells(lines[begin], delimiter),
                "这一行的引号没有配对。请检查双引号，或整格用双引号括起来",
            )
            begin += 1
        else:
            return
    yield begin + 1, [], f"前面已有 {_BAD_ROWS} 行的引号没有配对，后面的不再读"
