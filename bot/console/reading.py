"""Transcripts that are pasted or uploaded: read as files are, checked, and written in any format."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.book.shelf import shelf
from bot.check.desk import checker
from bot.check.finding import Report
from bot.conversation.errors import Unreadable
from bot.conversation.files import READERS
from bot.conversation.model import Conversation
from bot.conversation.origin import Limits, Origin
from bot.conversation.sniff import sniffed
from bot.errors import BookError
from bot.report.formats import writer
from bot.report.masking import mask_report
from bot.report.rules import notes_of
from bot.report.writer import Options

#: What one page takes at once.
LARGEST = 32 << 20


@dataclass(frozen=True, slots=True)
class Checked:
    """One conversation with its report."""

    report: Report
    conversation: Conversation


def checked_file(name: str, data: bytes, book: str, *, personal: bool) -> list[Checked | Unreadable]:
    """Every conversation in a file, checked; and what could not be read.

    Args:
        name: with its ending, by which the form is known; without one it is guessed.
        book: for conversations that name none.
        personal: leave personal data readable.
    """
    origin = Origin(name, Path(name).stem, Limits(file_bytes=LARGEST))
    reader, stream = READERS.get(Path(name).suffix.lower()), io.BytesIO(data)
    if reader is None:
        reader, again = sniffed(stream)
        found = list(reader(again, origin))
    else:
        found = list(reader(stream, origin))
    if not found:
        return [origin.unreadable("里面没有对话。每个对话至少要有一句“客服：…”或“客户：…”。")]
    return [item if isinstance(item, Unreadable) else _checked(item, name, book, personal) for item in found]


def _checked(conversation: Conversation, name: str, book: str, personal: bool) -> Checked | Unreadable:
    try:
        report = checker(conversation.head.book or book).check(conversation)
    except BookError as error:
        return Unreadable(f"{name} {conversation.head.id}".strip(), str(error))
    return Checked(*((report, conversation) if personal else mask_report(report, conversation)))


def written(checked: Iterable[Checked], format_: str) -> bytes:
    """The reports in a format of `huashu check`."""
    output = io.BytesIO()
    reports = writer(format_, output, Options(rules=notes_of(shelf())))
    reports.begin()
    for item in checked:
        reports.write(item.report, item.conversation)
    reports.close()
    return output.getvalue()
