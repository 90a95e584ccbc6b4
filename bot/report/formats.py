"""The formats by name."""

from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO, cast

from bot.errors import HuashuError
from bot.report.writer import Options, Writer

#: Where each format's writer is; the module is imported when the format is asked for.
FORMATS: dict[str, str] = {
    "text": "bot.report.text:Text",
    "json": "bot.report.json_lines:JsonArray",
    "jsonl": "bot.report.json_lines:JsonLines",
    "csv": "bot.report.table:Csv",
    "html": "bot.report.page:Html",
    "xlsx": "bot.report.workbook:Xlsx",
    "junit": "bot.report.junit:JUnit",
    "sarif": "bot.report.sarif:Sarif",
}

#: Formats that are no text, and so cannot be shown on a terminal.
BINARY: frozenset[str] = frozenset({"xlsx"})


def writer(format_: str, output: BinaryIO, options: Options | None = None) -> Writer:
    """A writer of that format to `output`.

    Raises:
        HuashuError: there is no such format; the message lists those there are.
    """
    if format_ not in FORMATS:
        raise HuashuError(f"没有“{format_}”这种报告格式。可以用：{'、'.join(FORMATS)}。")
    module, name = FORMATS[format_].split(":")
    factory = cast(Callable[[BinaryIO, Options], Writer], getattr(import_module(module), name))
    return factory(output, options or Options())
