"""Small whole numbers within days and times."""

from bot.language.numbers import spoken_digits

#: The characters that they are written with.
HAN = "零〇一二三四五六七八九十两"

#: A pattern of one, in digits or in characters.
NUMERAL = rf"(?:\d{{1,4}}|[{HAN}]{{1,4}})"


def whole(said: str) -> int:
    """The number: 28, 二十八, 二〇二六."""
    return int(spoken_digits(said) or "0")
