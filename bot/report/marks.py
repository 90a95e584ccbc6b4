"""Which stretches of a text are marked: evidence in a turn, said and missing parts in the expected line."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from bot.check.finding import Finding

State = Literal["plain", "said", "missing"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text, `span` half-open, with the findings (by place in the list) that point at it."""

    span: tuple[int, int]
    findings: tuple[int, ...]


def stretches(findings: Iterable[Finding], turn: int, length: int) -> list[Stretch]:
    """The marked stretches of a turn of `length` characters, in order, never overlapping.

    Where evidence overlaps, the text is cut so that each stretch knows all findings that point at it.
    """
    spans = [
        (max(0, piece.span[0]), min(length, piece.span[1]), place)
        for place, finding in enumerate(findings)
        for piece in finding.evidence
        if piece.turn == turn
    ]
    spans = [span for span in spans if span[0] < span[1]]
    cuts = sorted({edge for start, end, _ in spans for edge in (start, end)})
    found: list[Stretch] = []
    for start, end in pairwise(cuts):
        pointing = tuple(sorted({place for s, e, place in spans if s <= start and end <= e}))
        if not pointing:
            continue
        if found and found[-1].span[1] == start and found[-1].findings == pointing:
            found[-1] = Stretch((found[-1].span[0], end), pointing)
        else:
            found.append(Stretch((start, end), pointing))
    return found


def pieces(finding: Finding) -> list[tuple[str, State]]:
    """The expected line cut into what was said, what is missing, and the plain words between.

    Parts that do not stand in the expected line one after the other make a line of their own.
    """
    if not finding.parts:
        return [(finding.expected, "plain")] if finding.expected else []
    cut: list[tuple[str, State]] = []
    place = 0
    for part in finding.parts:
        at = finding.expected.find(part.text, place)
        if at < 0:
            return [(part.text, "said" if part.said else "missing") for part in finding.parts]
        if at > place:
            cut.append((finding.expected[place:at], "plain"))
        cut.append((part.text, "said" if part.said else "missing"))
        place = at + len(part.text)
    if place < len(finding.expected):
        cut.append((finding.expected[place:], "plain"))
    return cut


def expected_line(finding: Finding) -> str:
    """The expected line as plain text, missing parts as 〔缺：…〕."""
    return "".join(f"〔缺：{text}〕" if state == "missing" else text for text, state in pieces(finding))
