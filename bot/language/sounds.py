"""How characters sound, coarsely, so that a recogniser's homophones meet the word that was meant.

对换中心 and 兑换中心 sound alike; so do 四 and 十 to many speakers. Syllables are written without
tone, and sounds that speakers and recognisers confuse are folded together.
"""

import re

_HAN_RANGE = (0x4E00, 0x9FA5)
_FOLDS = (
    (re.compile(r"^zh"), "z"),
    (re.compile(r"^ch"), "c"),
    (re.compile(r"^sh"), "s"),
    (re.compile(r"^n(?=[aeiou])"), "l"),
    (re.compile(r"ng$"), "n"),
)

Sounds = dict[str, str]


def fold(syllable: str) -> str:
    """One toneless syllable with confusable sounds folded: sheng → sen, nan → lan."""
    for pattern, plain in _FOLDS:
        syllable = pattern.sub(plain, syllable)
    return syllable


def sound_table() -> Sounds:
    """The folded syllable of every common Chinese character. Takes half a second; kept in the model."""
    from pypinyin import Style, pinyin

    characters = [chr(code) for code in range(_HAN_RANGE[0], _HAN_RANGE[1] + 1)]
    heard = pinyin(characters, style=Style.NORMAL, errors=lambda unknown: "#" * len(unknown))
    return {c: fold(s[0]) for c, s in zip(characters, heard, strict=True) if s[0].isalpha()}


def syllables(text: str, table: Sounds) -> list[str]:
    """The folded syllables of `text`; letters, digits and spaces stand for themselves."""
    return [table.get(character, character) for character in text]
