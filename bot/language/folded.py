"""A saying folded for matching, with the way back to the characters as they were written.

Two forms: `phrased` keeps where phrases and sentences end (，and 。) and quotation marks (all as "), `bare` has words only. Both are
half-width, simplified, in lower case and without the sounds of hesitation (嗯, 呃). A space is where
Chinese that is typed or transcribed without punctuation takes breath, so it parts phrases like a ，.
"""

from functools import cached_property

from bot.language.aligned import aligned

_HESITATION = "嗯呃唔诶欸"
_SENTENCE = frozenset("。.!?！？;；\n")
_QUOTES = frozenset("“”\"「」『』＂〝〞‘’")
PHRASE, STOP, QUOTE = "，", "。", '"'


class _Folding(dict[int, str | None]):
    """What each character becomes; worked out at first sight, then remembered."""

    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        plain = aligned(character)
        folded: str | None
        if character in _HESITATION or plain == "_":
            folded = None
        elif character in _SENTENCE:
            folded = STOP
        elif character in _QUOTES:
            folded = QUOTE
        elif plain.isalnum():
            folded = plain
        elif character.isprintable() or character.isspace():
            folded = PHRASE
        else:
            folded = None
        self[code] = folded
        return folded


_FOLDING = _Folding()
_BARE = {ord(PHRASE): None, ord(STOP): None, ord(QUOTE): None}


class Folded:
    """One saying, folded.

    Attributes:
        text: as it was written.
        phrased: words with ， 。 and \" for every punctuation mark.
        bare: words alone.
    """

    __slots__ = ("__dict__", "bare", "phrased", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.phrased = text.translate(_FOLDING)
        self.bare = self.phrased.translate(_BARE)

    @cached_property
    def _places(self) -> list[int]:
        """The offset in `text` of each character of `phrased`."""
        return [i for i, c in enumerate(self.text) if _FOLDING[ord(c)] is not None]

    @cached_property
    def _bare_places(self) -> list[int]:
        """The offset in `phrased` of each character of `bare`."""
        return [i for i, c in enumerate(self.phrased) if ord(c) not in _BARE]

    def written(self, start: int, end: int) -> tuple[int, int]:
        """The span in `text` of a span of `phrased`, half-open."""
        if start >= end or end > len(self._places):
            return 0, len(self.text)
        return self._places[start], self._places[end - 1] + 1

    def phrase_span(self, start: int, end: int) -> tuple[int, int]:
        """The span in `phrased` of a span of `bare`, half-open."""
        return self._bare_places[start], self._bare_places[end - 1] + 1
