"""Folding that keeps every character in its place, so that a match can be shown in the original."""

import unicodedata
from functools import lru_cache

from bot.language.normalise import simplified


@lru_cache(maxsize=32768)
def _folded(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    plain = simplified(plain).lower() if len(plain) == 1 else character
    return plain if len(plain) == 1 else character


def aligned(text: str) -> str:
    """`text` half-width, simplified and in lower case, with exactly as many characters."""
    return "".join(map(_folded, text))
