"""Numbers as they are written and said: 10000, 一万, 1.2万, 百分之七, 15%, 三成, 7个点."""

import re
from dataclasses import dataclass

from bot.language.digits import DIGITS

_DIGITS = {said: int(digit) for said, digit in DIGITS.items()} | {"两": 2, "俩": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10_000, "w": 10_000, "亿": 100_000_000}
_HAN = "".join(_DIGITS) + "十百千万亿"

_NUMBER = re.compile(
    rf"(?P<percent>百分之(?P<of>[{_HAN}]+(?:点[{_HAN}]+)?|\d+(?:\.\d+)?))"
    rf"|(?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?)(?P<tail>\s*(?:%|万|w|千|个?百分点|个点|成))?"
    rf"|(?P<han>[{_HAN}]+(?:点[{_HAN}]+)?)(?P<hantail>个?百分点|个点|成半|成)?"
)


@dataclass(frozen=True)
class Number:
    """A number in a text.

    Attributes:
        value: as a plain number; a share is a fraction (15 % = 0.15).
        share: whether it was said as a percentage or tenths.
        start, end: where it stands, half-open character offsets.
    """

    value: float
    share: bool
    start: int
    end: int


def numbers(text: str) -> list[Number]:
    """Every number of `text` (half-width), in order."""
    found = []
    for match in _NUMBER.finditer(text):
        if match["percent"]:
            value, share = _plain(match["of"]) / 100, True
        elif match["digits"]:
            value, share = _scaled(float(match["digits"].replace(",", "")), (match["tail"] or "").strip())
        else:
            value, share = _scaled(_plain(match["han"]), match["hantail"] or "")
        found.append(Number(value, share, match.start(), match.end()))
    return found


def spoken_digits(text: str) -> str:
    """A number read digit by digit as digits: 洞八 → 08, 一零二四 → 1024, 八 → 8, 十二 → 12."""
    text = text.strip()
    if text.isdigit():
        return text
    if text and all(c in _DIGITS or c.isdigit() for c in text):
        return "".join(c if c.isdigit() else str(_DIGITS[c]) for c in text)
    return f"{_whole(text):.0f}" if text and all(c in _HAN for c in text) else ""


def _scaled(value: float, tail: str) -> tuple[float, bool]:
    if tail in ("%", "个点", "个百分点", "百分点"):
        return value / 100, True
    if tail.startswith("成"):
        return value / 10 + (0.05 if tail == "成半" else 0), True
    return value * {"万": 10_000, "w": 10_000, "千": 1_000}.get(tail, 1), False


def _plain(text: str) -> float:
    if text.replace(".", "", 1).isdigit():
        return float(text)
    whole, _, fraction = text.partition("点")
    value = _whole(whole)
    for place, digit in enumerate(fraction, start=1):
        value += _DIGITS.get(digit, 0) / 10**place
    return value


def _whole(text: str) -> float:
    """一万两千 → 12000; 十五 → 15; a row of digits reads digit by digit: 一零零 → 100."""
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return float("".join(str(_DIGITS[c]) for c in text))
    total, section, digit, last_unit = 0.0, 0.0, 0.0, 1.0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _UNITS:
            section += (digit or 1) * _UNITS[c]
            digit, last_unit = 0.0, _UNITS[c]
        elif c in _BIG:
            total = (total + section + digit) * _BIG[c] if not total else total + (section + digit) * _BIG[c]
            section, digit, last_unit = 0.0, 0.0, _BIG[c]
    if digit and last_unit >= 100 and text[-1] in _DIGITS and text[-2:-1] not in ("零", "〇"):
        digit *= last_unit / 10
    return total + section + digit
