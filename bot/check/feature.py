"""What can be heard in one turn: the smallest things that rules ask about.

A feature is decided on one turn alone, once, whatever the number of rules that ask for it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from bot.check.literals import alternatives

By = Literal["agent", "customer", "both"]


@dataclass(frozen=True)
class Expression:
    """Words or patterns in a turn's text.

    Attributes:
        words: matched literally on the bare text (no punctuation, no hesitation).
        patterns: regular expressions on the phrased text (，and 。 for punctuation).
        unless: expressions in which a hit is innocent.
    """

    by: By
    words: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Act:
    """What a sentence of the turn does, as the trained model hears it, from probability `sure` on.

    Attributes:
        unless: expressions that make a sentence innocent wherever they stand in it (a quotation, say).
    """

    by: By
    act: str
    sure: float
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entity:
    """Personal data of a kind (`phone`, `identity`, ...; `any`)."""

    by: By
    kind: str


@dataclass(frozen=True)
class Signal:
    """Something the telephone platform noticed. An empty turn counts as silence."""

    by: By
    signal: str


@dataclass(frozen=True)
class Spoken:
    """Any words at all."""

    by: By


@dataclass(frozen=True)
class Pause:
    """Nothing was said for longer than `longer` seconds before this turn, which `by` should have filled.

    Attributes:
        after: whose words it follows.
    """

    by: By
    longer: float
    after: By


@dataclass(frozen=True)
class TalkOver:
    """The turn begins more than `longer` seconds before the other's has ended."""

    by: By
    longer: float


Feature = Expression | Act | Entity | Signal | Spoken | Pause | TalkOver


#: In place of one pattern of an expression: all of them together.
SEVERAL = -1

#: Compiled patterns kept: books share most of theirs.
_KEPT = 10_000


class Compiled:
    """An expression ready to run. Patterns are compiled when they are first needed.

    Attributes:
        patterns: those of the expression, cut into their alternatives.
    """

    def __init__(self, expression: Expression) -> None:
        self.patterns = tuple(one for pattern in expression.patterns for one in alternatives(pattern))
        self._made: dict[int, Callable[[str], Iterator[re.Match[str]]]] = {}
        self._unless = expression.unless

    def find(self, place: int) -> Callable[[str], Iterator[re.Match[str]]]:
        """Finds what the pattern at that place of the expression matches, or all of them in one (`SEVERAL`)."""
        made = self._made.get(place)
        if made is None:
            chosen = self.patterns if place == SEVERAL else (self.patterns[place],)
            made = self._made[place] = any_of(chosen).finditer
        return made

    @cached_property
    def unless(self) -> re.Pattern[str] | None:
        """What makes a hit innocent."""
        return any_of(self._unless) if self._unless else None


@lru_cache(maxsize=_KEPT)
def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One expression that matches where any of `patterns`, of which there must be one, does."""
    return re.compile("|".join(f"(?:{p})" for p in patterns))
