"""Whether words sound like other words: what a speech recogniser wrote for what was said."""

from rapidfuzz import fuzz

from bot.language.sounds import Sounds, syllables

#: From this likeness of syllables on (0 to 100), two wordings are the same.
_ALIKE = 86.0

#: Shorter wordings must sound exactly the same.
_SHORT = 4


class Sounding:
    """Compares by folded syllables."""

    def __init__(self, sounds: Sounds) -> None:
        self._sounds = sounds
        self._codes: dict[str, str] = {}

    def like(self, wording: str, said: str) -> bool:
        """Whether `said` contains something that sounds like `wording`. Both are bare texts."""
        if len(wording) < 2 or len(said) < len(wording) - 1:
            return False
        wanted, heard = self._coded(wording), self._coded(said)
        if len(wording) < _SHORT:
            return wanted in heard
        return wanted in heard or fuzz.partial_ratio(wanted, heard, score_cutoff=_ALIKE) >= _ALIKE

    def _coded(self, text: str) -> str:
        """One private character a syllable, so that likeness counts syllables and not letters."""
        return "".join(self._code(s) for s in syllables(text, self._sounds))

    def _code(self, syllable: str) -> str:
        code = self._codes.get(syllable)
        if code is None:
            code = self._codes[syllable] = chr(0xE000 + len(self._codes) % 0x1900)
        return code
