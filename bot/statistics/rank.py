"""Places in a ranking, with what they are worth."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.statistics.interval import Interval

#: A figure with its interval, where it has one.
Figure = tuple[float, Interval | None]


def places(figures: Sequence[Figure]) -> Iterator[tuple[int, bool]]:
    """The rank of each figure, which stand in order already, from 1; equal figures share one.

    Beside it whether the difference to the one before may be chance: their intervals overlap, or one cannot be told.
    """
    rank = 1
    if figures:
        yield rank, False
    for place, ((above, wide), (own, interval)) in enumerate(pairwise(figures), 2):
        rank = rank if own == above else place
        yield rank, wide is None or interval is None or wide.overlaps(interval)
