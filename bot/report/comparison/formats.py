"""The formats of a comparison by name."""

from collections.abc import Callable
from importlib import import_module
from typing import BinaryIO, cast

from bot.report.comparison.writer import Heading, Writer

#: Where each format's writer is; the module is imported when the format is asked for.
FORMATS: dict[str, str] = {
    "text": "text:Text",
    "json": "json_form:Json",
    "csv": "table:Csv",
    "xlsx": "workbook:Xlsx",
    "html": "page:Html",
}


def writer(format_: str, output: BinaryIO, heading: Heading) -> Writer:
    """A writer of a known format to `output`."""
    module, name = FORMATS[format_].split(":")
    made = getattr(import_module(f"bot.report.comparison.{module}"), name)
    return cast(Callable[[BinaryIO, Heading], Writer], made)(output, heading)
