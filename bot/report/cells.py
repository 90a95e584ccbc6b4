"""Texts measured and cut as a terminal shows them: a Chinese character takes two columns."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

#: No line begins with one of these.
_NEVER_FIRST = frozenset("，。、；：？！”’）》〕】…,.;:?!)]}%")


@lru_cache(maxsize=16384)
def columns(character: str) -> int:
    """How many columns a character takes: 0, 1 or 2."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width(text: str) -> int:
    """How many columns a text takes."""
    return sum(map(columns, text))


def lines(text: str, room: int) -> list[tuple[int, int]]:
    """Half-open spans of `text` that each fit into `room` columns; closing punctuation begins no line."""
    cut: list[tuple[int, int]] = []
    start = used = 0
    for place, character in enumerate(text):
        taken = columns(character)
        if used + taken > max(room, 4) and place > start:
            at = place - 1 if character in _NEVER_FIRST and place - 1 > start else place
            cut.append((start, at))
            start, used = at, width(text[at:place])
        used += taken
    return [*cut, (start, len(text))] if start < len(text) or not cut else cut


def carets(text: str, line: tuple[int, int], spans: Sequence[tuple[int, int]]) -> str:
    """A line of `^` under those characters of `text[line]` that stand in one of `spans`; empty if none does."""
    under = (
        ("^" if any(start <= place < end for start, end in spans) else " ") * columns(text[place])
        for place in range(*line)
    )
    return "".join(under).rstrip()
