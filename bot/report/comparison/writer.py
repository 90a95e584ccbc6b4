"""The one interface of the formats of a comparison, and what is known before the first conversation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.check.comparison.books import Edition
from bot.check.comparison.totals import Totals
from bot.report.comparison.case import Case

TITLE = "话术对比"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What is known beforehand.

    Attributes:
        old, new: what the user called the two sides.
        sample: an agent with fewer conversations is marked.
        everything: every conversation that differs is shown, not the largest changes only.
    """

    old: str
    new: str
    editions: Sequence[Edition] = ()
    sample: int = 1
    everything: bool = False
    colour: bool = False
    width: int = 100


class Writer(Protocol):
    """Takes the conversations that differ as they come. Call `begin` once, `write` for each, and `close` once."""

    def begin(self) -> None:
        """Write what stands before the first conversation."""

    def write(self, case: Case) -> None:
        """Take one conversation that comes out differently."""

    def close(self, totals: Totals, notes: Sequence[str]) -> None:
        """Write the figures over all conversations, and what the reader should know of them."""
