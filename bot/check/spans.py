"""Spans of a text, half-open, held against each other."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

Span = tuple[int, int]


def outermost(spans: Iterable[Span]) -> list[Span]:
    """Without spans that lie inside others, in order: their starts and their ends ascend."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return kept


def outside(spans: Sequence[Span], others: Iterable[Span]) -> Sequence[Span]:
    """Those of `spans` that lie inside none of the others."""
    outer = outermost(others)
    if not outer:
        return spans
    starts = [start for start, _ in outer]
    return [span for span in spans if not _covers(outer, starts, span)]


def one_after_another(found: Sequence[tuple[int, int, int]]) -> Iterator[Span]:
    """Of literal alternatives (start, place, end) those that an expression of them all would find."""
    reached = 0
    for start, _, end in sorted(found) if len(found) > 1 else found:
        if start >= reached:
            yield start, end
            reached = end


def _covers(outer: Sequence[Span], starts: Sequence[int], span: Span) -> bool:
    """Whether one of `outer` (outermost spans with their starts) contains a span."""
    place = bisect_right(starts, span[0]) - 1
    return place >= 0 and outer[place][1] >= span[1]
