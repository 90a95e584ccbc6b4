"""The forbidden-expression operator: which words of a saying must not be said."""

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.book.model import Forbid
from bot.language.aligned import aligned

Span = tuple[int, int]


@dataclass(frozen=True)
class Expressions:
    """Compiled `words`, `patterns` and `unless` of a rule."""

    forbidden: re.Pattern[str] | None
    innocent: re.Pattern[str] | None

    @classmethod
    def of(cls, forbid: Forbid) -> "Expressions":
        """Compile the expressions of a rule; literal words are tried longest first."""
        words = sorted((re.escape(aligned(word)) for word in forbid.words), key=len, reverse=True)
        return cls(_any_of([*words, *forbid.patterns]), _any_of(forbid.unless))

    def spans(self, text: str) -> list[Span]:
        """Where `text` uses a forbidden expression: half-open character offsets, in order."""
        if self.forbidden is None:
            return []
        folded = aligned(text)
        excused = [m.span() for m in self.innocent.finditer(folded)] if self.innocent else []
        return [
            found.span()
            for found in self.forbidden.finditer(folded)
            if found.group() and not any(a <= found.start() and found.end() <= b for a, b in excused)
        ]


@lru_cache(maxsize=256)
def compiled(forbid_json: str) -> Expressions:
    """`Expressions` of a `Forbid` given as JSON, compiled once a process."""
    return Expressions.of(Forbid.model_validate_json(forbid_json))


def expressions(forbid: Forbid) -> Expressions:
    """The compiled expressions of a rule."""
    return compiled(forbid.model_dump_json())


def _any_of(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{p})" for p in patterns)) if patterns else None
