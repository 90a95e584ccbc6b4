"""Which literal pieces of text a regular expression cannot match without.

One search for all pieces of all rules tells which few expressions are worth running on a saying, so
that a turn costs what it contains and not the number of rules.
"""

import re._constants as kinds  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from typing import Any

#: A set of single characters larger than this says too little to be worth looking for.
_MANY = 24


def required(pattern: str) -> frozenset[str] | None:
    """Pieces of which every match of `pattern` contains at least one; None if there is no such set."""
    return _of_sequence(list(parser.parse(pattern)))


def _of_sequence(items: list[Any]) -> frozenset[str] | None:
    found: list[frozenset[str]] = []
    run = ""
    for kind, value in [*items, (None, None)]:
        if kind is kinds.LITERAL:
            run += chr(value)
            continue
        if run:
            found.append(frozenset((run,)))
            run = ""
        if kind is not None and (inner := _of_item(kind, value)) is not None:
            found.append(inner)
    return max(found, key=_worth) if found else None


def _of_item(kind: Any, value: Any) -> frozenset[str] | None:
    if kind is kinds.SUBPATTERN:
        return _of_sequence(list(value[-1]))
    if kind is kinds.BRANCH:
        branches = [_of_sequence(list(branch)) for branch in value[1]]
        known = [branch for branch in branches if branch is not None]
        return frozenset().union(*known) if len(known) == len(branches) else None
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT) and value[0] >= 1:
        return _of_sequence(list(value[2]))
    if kind is kinds.IN and len(value) <= _MANY and all(k is kinds.LITERAL for k, _ in value):
        return frozenset(chr(code) for _, code in value)
    return None


def _worth(pieces: frozenset[str]) -> tuple[int, int]:
    """Long pieces are rare in speech, and few are better than many."""
    return min(map(len, pieces)), -len(pieces)
