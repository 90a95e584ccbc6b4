"""The conversations that change most, of as many as come."""

import heapq
from collections.abc import Iterator

from bot.report.comparison.case import Case


class Largest:
    """Keeps so many and forgets the others; without a limit it keeps all.

    Attributes:
        seen: how many there were.
    """

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self._kept: list[tuple[tuple[int, int, int], int, Case]] = []
        self.seen = 0

    def add(self, case: Case) -> None:
        """Take one in; of equal changes the first ones stay."""
        self.seen += 1
        entry = (case.weight, -self.seen, case)
        if self._limit is None or len(self._kept) < self._limit:
            heapq.heappush(self._kept, entry)
        else:
            heapq.heappushpop(self._kept, entry)

    def __len__(self) -> int:
        return len(self._kept)

    def __iter__(self) -> Iterator[Case]:
        """The largest change first."""
        ordered = sorted(self._kept, key=lambda entry: entry[:2], reverse=True)
        return (case for _, _, case in ordered)
