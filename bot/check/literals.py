"""Which literal pieces of text a regular expression cannot match without.

One search for all pieces of all rules tells which few expressions are worth running on a saying, so
that a turn costs what it contains and not the number of rules.
"""

import re._constants as kinds  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Sequence
from typing import Any

from bot.language.folded import PHRASE, QUOTE, STOP

Texts = frozenset[str]

#: More texts than this say too little to be worth looking for.
_MANY = 64

#: What stands in phrased texts only, and not in the bare ones that are searched.
_PUNCTUATION = str.maketrans("", "", PHRASE + STOP + QUOTE)

#: About how many sayings of a service desk hold a character.
_SHARES = {
    **dict.fromkeys("的您我好有了请是", 0.25),
    **dict.fromkeys("以可问这吗不么帮一还个下到呢单什没谢", 0.12),
    **dict.fromkeys("哦在字数订要号你那亲为给就他再天电对们时后客来其能发见等点货上询小边会看服", 0.06),
    **dict.fromkeys(
        "人理快心需送务换题话妹处商查用东开品解中收系生说都子京退机吧价稍感联过气行申票提爱前", 0.035
    ),
}
_RARE = 0.01

#: A second set that more sayings than these have a piece of spares little.
_SELDOM = 0.3
_LESS = 0.3

_NOTHING: Texts = frozenset(("",))
_ZERO_WIDTH = (kinds.AT, kinds.ASSERT, kinds.ASSERT_NOT)
_REPEATS = (kinds.MAX_REPEAT, kinds.MIN_REPEAT)


def required(pattern: str) -> tuple[Texts, ...]:
    """Up to two sets of pieces, without punctuation: every match of `pattern` contains one of each set."""
    exact, found = _of_items(list(parser.parse(pattern)))
    sets = sorted({*_bare([exact, *found])}, key=_met)
    return tuple(sets[:1] + [texts for texts in sets[1:2] if _met(texts)[0] < _SELDOM])


def alternatives(pattern: str) -> list[str]:
    """The expressions between which a pattern chooses at its outermost level: `a|(?:b|c)` is `a` and `(?:b|c)`."""
    found, depth, start, place = [], 0, 0, 0
    while place < len(pattern):
        character = pattern[place]
        if character == "\\":
            place += 1
        elif character == "[":
            place = _end_of_set(pattern, place)
        elif character in "()":
            depth += 1 if character == "(" else -1
        elif character == "|" and not depth:
            found.append(pattern[start:place])
            start = place + 1
        place += 1
    return [*found, pattern[start:]]


def _end_of_set(pattern: str, place: int) -> int:
    """The place of the ] that ends the set which begins at `place`."""
    place += 2 if pattern.startswith("[^", place) else 1
    if pattern.startswith("]", place):
        place += 1
    while pattern[place] != "]":
        place += 2 if pattern[place] == "\\" else 1
    return place


def _of_sequence(items: Sequence[Any]) -> tuple[Texts | None, Texts | None]:
    """All texts that a sequence matches, if they are few; and pieces that it needs."""
    exact, found = _of_items(items)
    return exact, _best(found)


def _of_items(items: Sequence[Any]) -> tuple[Texts | None, list[Texts | None]]:
    """All texts that a sequence matches, if they are few; and every set of pieces that it needs."""
    found: list[Texts | None] = []
    run, whole = _NOTHING, True
    for kind, value in items:
        exact, pieces = _of_item(kind, value)
        found.append(pieces)
        longer = None if exact is None else frozenset(a + b for a in run for b in exact)
        if longer is not None and len(longer) <= _MANY:
            run = longer
            continue
        found.append(run)
        whole = False
        run = exact if exact is not None else _NOTHING
    found.append(run)
    return run if whole else None, found


def _of_item(kind: Any, value: Any) -> tuple[Texts | None, Texts | None]:
    if kind is kinds.LITERAL:
        return frozenset(chr(value)), None
    if kind in _ZERO_WIDTH:
        return _NOTHING, None
    if kind is kinds.SUBPATTERN:
        return _of_sequence(list(value[-1]))
    if kind is kinds.IN:
        return _of_set(value), None
    if kind is kinds.BRANCH:
        return _of_branches([_of_sequence(list(branch)) for branch in value[1]])
    if kind in _REPEATS:
        return _of_repeat(*value)
    return None, None


def _of_set(members: Sequence[Any]) -> Texts | None:
    if len(members) > _MANY or any(kind is not kinds.LITERAL for kind, _ in members):
        return None
    return frozenset(chr(code) for _, code in members)


def _of_branches(branches: Sequence[tuple[Texts | None, Texts | None]]) -> tuple[Texts | None, Texts | None]:
    exacts = [exact for exact, _ in branches]
    exact = None if None in exacts else frozenset[str]().union(*(e for e in exacts if e is not None))
    needed = [_best(branch) for branch in branches]
    pieces = None if None in needed else frozenset[str]().union(*(n for n in needed if n is not None))
    return exact if exact is not None and len(exact) <= _MANY else None, pieces


def _of_repeat(least: int, most: Any, inner: Any) -> tuple[Texts | None, Texts | None]:
    exact, pieces = _of_sequence(list(inner))
    if exact is not None and (least, most) == (0, 1):
        return exact | _NOTHING, None
    return None, _best([exact, pieces]) if least else None


def _best(candidates: Sequence[Texts | None]) -> Texts | None:
    """The set that is met most rarely."""
    return min(_bare(candidates), key=_met, default=None)


def _bare(candidates: Sequence[Texts | None]) -> list[Texts]:
    """Those that say something once the punctuation is gone."""
    bare = [frozenset(text.translate(_PUNCTUATION) for text in texts) for texts in candidates if texts]
    return [texts for texts in bare if "" not in texts]


def _met(pieces: Texts) -> tuple[float, int, list[str]]:
    """About how often one of the pieces is met in a saying."""
    return sum(map(_share, pieces)), len(pieces), sorted(pieces)


def _share(piece: str) -> float:
    """About how many sayings hold a piece: its rarest character, and less with each one more."""
    return min(_SHARES.get(character, _RARE) for character in piece) * _LESS ** (len(piece) - 1)
