"""Whether words sound like other words: what a speech recogniser wrote for what was said."""

from collections.abc import Callable
from functools import lru_cache

from bot.language.sounds import Sounds

#: From this likeness of syllables on (0 to 100), two wordings are the same.
_ALIKE = 86.0

#: Shorter wordings must sound exactly the same.
_SHORT = 4

_REMEMBERED = 8192


class _Codes(dict[int, str]):
    """One private character a syllable, so that likeness counts syllables and not letters."""

    def __init__(self, sounds: Sounds) -> None:
        self._sounds = sounds
        self._by_syllable: dict[str, str] = {}

    def __missing__(self, code: int) -> str:
        character = chr(code)
        syllable = self._sounds.get(character, character)
        number = len(self._by_syllable) % 0x1900
        self[code] = self._by_syllable.setdefault(syllable, chr(0xE000 + number))
        return self[code]


class Sounding:
    """Compares by folded syllables."""

    def __init__(self, sounds: Sounds) -> None:
        codes = _Codes(sounds)
        self._coded: Callable[[str], str] = lru_cache(_REMEMBERED)(lambda text: text.translate(codes))
        self._ratio: Callable[..., float] | None = None

    def like(self, wording: str, said: str) -> bool:
        """Whether `said` contains something that sounds like `wording`. Both are bare texts."""
        if len(wording) < 2 or len(said) < len(wording) - 1:
            return False
        wanted, heard = self._coded(wording), self._coded(said)
        if wanted in heard:
            return True
        return len(wording) >= _SHORT and self._nearly(wanted, heard)

    def _nearly(self, wanted: str, heard: str) -> bool:
        if self._ratio is None:
            from rapidfuzz import fuzz

            self._ratio = fuzz.partial_ratio
        return self._ratio(wanted, heard, score_cutoff=_ALIKE) >= _ALIKE
