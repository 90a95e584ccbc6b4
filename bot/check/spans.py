"""Spans of a text, half-open, held against each other."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

Span = tuple[int, int]


def outermost(spans: Iterable[Span]) -> list[Span]:
    """Without spans that lie inside others, in order: their starts and their ends ascend."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return kept


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap made one, in order."""
    kept: list[Span] = []
    for start, end in sorted(spans):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def outside(spans: Sequence[Span], others: Iterable[Span]) -> Sequence[Span]:
    """Those of `spans` that lie inside none of the others."""
    outer = outermost(others)
    if not outer:
        return spans
    starts = [start for start, _ in outer]
    return [span for span in spans if not _covers(outer, starts, span)]


def _covers(outer: Sequence[Span], starts: Sequence[int], span: Span) -> bool:
    """Whether one of `outer` (outermost spans with their starts) contains a span."""
    place = bisect_right(starts, span[0]) - 1
    return place >= 0 and outer[place][1] >= span[1]
