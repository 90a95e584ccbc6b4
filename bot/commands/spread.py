"""Pieces worked on in chunks, over processes where there is enough of them; results come in order."""

import itertools
from collections.abc import Callable, Generator, Iterator
from typing import TypeVar

from bot.check.batch import ordered, processors
from bot.commands.source import Piece, chunks

Result = TypeVar("Result")

#: Less than this many bytes are worked on in this process: others would take longer to start.
_SMALL = 400 << 10


def spread(
    work: Callable[[list[Piece]], Result], found: Iterator[Piece], jobs: int
) -> Generator[Result, None, None]:
    """`work` of every chunk of what was found, in order; `jobs` processes, 0 for one a processor."""
    jobs = jobs or processors()
    cut = chunks(found)
    first: list[list[Piece]] = []
    size = 0
    for chunk in cut:
        first.append(chunk)
        size += sum(piece.size for piece in chunk)
        if jobs > 1 and size >= _SMALL:
            yield from ordered(work, itertools.chain(first, cut), jobs)
            return
    yield from map(work, first)
