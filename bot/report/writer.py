"""The one interface of all formats, and what a writer may be told beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from bot.check.finding import Report
from bot.conversation.model import Conversation
from bot.report.rules import RuleNotes


class Writer(Protocol):
    """Writes reports as they come. Call `begin` once, `write` once a conversation, and `close` once, also after none.

    The output stays open: it belongs to the caller.
    """

    def begin(self) -> None:
        """Write what stands before the first report."""

    def write(self, report: Report, conversation: Conversation) -> None:
        """Take one report; `conversation` is the one it was made of."""

    def close(self) -> None:
        """Write what stands after the last report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a writer may use.

    Attributes:
        colour: the output is a terminal that shows colours.
        width: columns of the terminal.
        rules: every book's rules, by book and by rule; without them only the findings' own names are known.
        title: heading of the report.
    """

    colour: bool = False
    width: int = 100
    rules: Mapping[str, RuleNotes] = field(default_factory=dict)
    title: str = "话术质检报告"
