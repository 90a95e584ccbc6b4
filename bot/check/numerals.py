"""Numbers as they are said: 一百零八号, 108号 and 一零八 are the same number."""

import re
from dataclasses import dataclass

from bot.language.digits import READ_OUT

_DIGITS = READ_OUT | {"两": "2"}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_SAID = re.compile(f"[0-9{''.join(_DIGITS)}{''.join(_UNITS)}]+")


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text. `span`: half-open offsets; `digits`: as it would be written."""

    span: tuple[int, int]
    digits: str


def numerals(text: str) -> list[Numeral]:
    """Every number of a text, in order."""
    return [Numeral(found.span(), _written(found[0])) for found in _SAID.finditer(text)]


def digits_of(text: str) -> str:
    """All numbers of a text, one behind the other."""
    return "".join(numeral.digits for numeral in numerals(text))


def _written(said: str) -> str:
    """`said` in digits: worked out where it has tens and hundreds, else read off digit by digit."""
    if not any(unit in said for unit in _UNITS):
        return "".join(_DIGITS.get(character, character) for character in said)
    total, pending = 0, ""
    for character in said:
        if character in _UNITS:
            total += int(pending or 1) * _UNITS[character]
            pending = ""
        else:
            pending += _DIGITS.get(character, character)
    return str(total + int(pending or 0))
