"""Which parts of a mandated line a saying carries and which it lacks."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.book.answer import fill
from bot.book.blanks import BLANK, Blanks
from bot.book.model import AnyOf, Book, Line
from bot.language.normalise import squeezed

#: A part counts as said from this similarity on (0 to 100), so that one misheard character passes.
_SAID = 80.0


@dataclass(frozen=True)
class Parts:
    """The parts of a line that were said and those that were missing, as they would be read."""

    said: tuple[str, ...]
    missing: tuple[str, ...]


def parts_of(said: str, line: Line, book: Book, blanks: Blanks) -> Parts:
    """Hold `said` against the parts that `line` needs (the whole sentence if it names none)."""
    words = squeezed(said)
    found: list[str] = []
    missing: list[str] = []
    for need in line.needs or [line.say]:
        wordings = need.any if isinstance(need, AnyOf) else [need]
        read = [fill(wording, book, blanks) for wording in wordings]
        target = found if any(_has(words, wording, book, blanks) for wording in wordings) else missing
        target.append(read[0])
    return Parts(tuple(found), tuple(missing))


def _has(words: str, wording: str, book: Book, blanks: Blanks) -> bool:
    """Whether `wording` is in `words`; an unfilled blank is passed over."""
    known = fill(wording, book, blanks)
    if "{agent_number}" in wording and not blanks.agent_number:
        return any(c.isdigit() or c in "零一二三四五六七八九幺洞" for c in words) and "号" in words
    part = squeezed(BLANK.sub("", known))
    if not part or part in words:
        return True
    return len(part) > 3 and fuzz.partial_ratio(part, words) >= _SAID
