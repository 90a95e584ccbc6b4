"""What can be heard in one turn: the smallest things that rules ask about.

A feature is decided on one turn alone, once, whatever the number of rules that ask for it.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

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


#: Compiled patterns kept: books share most of theirs.
_KEPT = 10_000


@lru_cache(maxsize=_KEPT)
def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One expression that matches where any of `patterns`, of which there must be one, does."""
    return re.compile("|".join(f"(?:{p})" for p in patterns))
