"""JSON: one array of reports, or one report a line."""

from typing import BinaryIO

from bot.check.finding import Report
from bot.conversation.model import Conversation
from bot.report.json_form import as_json, encoded
from bot.report.writer import Options


class JsonLines:
    """One report a line, in the order in which they come."""

    def __init__(self, output: BinaryIO, options: Options) -> None:
        self._output = output

    def begin(self) -> None:
        """Nothing stands before the first line."""

    def write(self, report: Report, conversation: Conversation) -> None:
        """Write one line."""
        self._output.write(encoded(as_json(report)) + b"\n")

    def close(self) -> None:
        """Nothing stands after the last line."""


class JsonArray:
    """One array of reports, each on a line of its own."""

    def __init__(self, output: BinaryIO, options: Options) -> None:
        self._output = output
        self._first = True

    def begin(self) -> None:
        """Open the array."""
        self._output.write(b"[")

    def write(self, report: Report, conversation: Conversation) -> None:
        """Write one element."""
        self._output.write((b"\n" if self._first else b",\n") + encoded(as_json(report)))
        self._first = False

    def close(self) -> None:
        """Close the array."""
        self._output.write(b"]\n" if self._first else b"\n]\n")
