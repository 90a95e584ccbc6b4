"""How often something was done, as a question says it: 两次, 三回, 4次."""

import re

from bot.language.aligned import aligned
from bot.language.numbers import spoken_digits

#: Not 第二次, which is one certain time.
_TIMES = re.compile(r"(?<![第每一\d.])(\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?:[次趟]|回(?![访复答电]))")
_COSTS = re.compile(r"扣|几分|多少分")


def times(text: str) -> int | None:
    """How often, where a question says so and asks what it costs in points; None for once."""
    found = _found(text)
    return None if found is None else int(spoken_digits(found[1]))


def without_times(text: str) -> str:
    """The question without it: it tells how often, and not what was done."""
    found = _found(text)
    return text if found is None else text[: found.start()] + text[found.end() :]


def _found(text: str) -> re.Match[str] | None:
    plain = aligned(text)
    found = _TIMES.search(plain)
    several = found and int(spoken_digits(found[1]) or "0") > 1
    return found if several and _COSTS.search(plain) else None
