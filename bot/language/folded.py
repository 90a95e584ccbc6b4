"""A saying folded for matching, with the way back to the characters as they were written.

Two forms: `phrased` keeps where phrases and sentences end (，and 。) and quotation marks (all as "),
`bare` has words only. Both are half-width, simplified, in lower case and without the sounds of
hesitation (嗯, 呃). A space is where text without punctuation takes breath: it parts phrases like a ，.
"""

from bot.language.aligned import aligned

_HESITATION = "嗯呃诶欸"
_SENTENCE = frozenset("。.!?！？;；\n")
_QUOTES = frozenset('“”"「」『』＂〝〞‘’')
PHRASE, STOP, QUOTE = "，", "。", '"'
_PARTING = (PHRASE, STOP, QUOTE)


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


class Folded:
    """One saying, folded.

    Attributes:
        text: as it was written.
        phrased: words with ， and 。 for every punctuation mark.
        bare: words alone.
    """

    __slots__ = ("_bare_to_phrased", "_phrased_to_text", "bare", "phrased", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.phrased = text.translate(_FOLDING)
        self.bare = self.phrased.replace(PHRASE, "").replace(STOP, "").replace(QUOTE, "")
        self._phrased_to_text: list[int] | None = None
        self._bare_to_phrased: list[int] | None = None

    @property
    def _places(self) -> list[int]:
        """The offset in `text` of each character of `phrased`."""
        if self._phrased_to_text is None:
            self._phrased_to_text = [i for i, c in enumerate(self.text) if _FOLDING[ord(c)] is not None]
        return self._phrased_to_text

    @property
    def _bare_places(self) -> list[int]:
        """The offset in `phrased` of each character of `bare`."""
        if self._bare_to_phrased is None:
            self._bare_to_phrased = [i for i, c in enumerate(self.phrased) if c not in _PARTING]
        return self._bare_to_phrased

    def written(self, start: int, end: int) -> tuple[int, int]:
        """The span in `text` of a span of `phrased`, half-open."""
        places = self._places
        if start >= end or end > len(places):
            return 0, len(self.text)
        return places[start], places[end - 1] + 1

    def phrase_span(self, start: int, end: int) -> tuple[int, int]:
        """The span in `phrased` of a span of `bare`, half-open."""
        if len(self.bare) == len(self.phrased):
            return start, end
        places = self._bare_places
        return places[start], places[end - 1] + 1
