"""How long somebody has been with the company, as a question says it: 第二个月, 没干满三个月, 刚入职, 来了一个月."""

import re
from dataclasses import dataclass

from bot.language.numbers import spoken_digits

_MONTHS = r"\s*(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,3})\s*个?多?月"
_NTH = re.compile(rf"第{_MONTHS}")
_LESS = re.compile(rf"(?:没有?|未|不)(?:干|做|来|工作|上班|入职)?(?:满|到|够|足){_MONTHS}")
_SERVED = re.compile(rf"(?:干|做|来|工作|上班|入职)(?:才|刚|了|满|已经|有)*{_MONTHS}")
_FIRST = re.compile(rf"(?:头|前){_MONTHS}")
_JUST = re.compile(r"(?:刚|才|新)(?:来|入职|进来|进公司|上岗|上班)|新人|新员工|入职当月|首月")


@dataclass(frozen=True)
class Service:
    """The month of service that is meant, the month of joining being the first.

    Attributes:
        said: the words, where they name one month or the first ones.
        least, most: between which it lies; `most` is None where it is open.
    """

    said: str
    least: int
    most: int | None


def service(text: str) -> Service | None:
    """What a question (half-width) says of somebody's service; None where it says nothing."""
    if found := _NTH.search(text):
        return Service(found.group(), _number(found), _number(found))
    if found := _LESS.search(text):
        return Service("", 1, _number(found))
    if found := _FIRST.search(text):
        return Service(found.group(), 1, _number(found))
    if found := _SERVED.search(text):
        # Two months served: in the second month still, or in the third already.
        return Service("", _number(found), _number(found) + 1)
    return Service("", 1, None) if _JUST.search(text) else None


def _number(found: re.Match[str]) -> int:
    return int(spoken_digits(found["n"]) or "0")
