"""`clock`: the time of day at which the conversation began."""

import re
from datetime import datetime

from bot.check.condition import Verdict, Wordless
from bot.check.track import View
from bot.errors import BookError

_RANGE = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")


class Clock(Wordless):
    """Holds where the conversation began within one of the ranges; None where that is not known."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self._ranges = ranges

    @classmethod
    def decode(cls, given: object, where: str) -> "Clock":
        """From `["00:00-09:00", "12:00-14:00"]`; the end is not part of a range."""
        ranges = []
        for text in given if isinstance(given, list) else [given]:
            found = _RANGE.fullmatch(str(text))
            if not found:
                raise BookError(f"{where}：clock 要写成 12:00-14:00 这样的时段，现在是 {text!r}。")
            hour, minute, to_hour, to_minute = map(int, found.groups())
            ranges.append((hour * 60 + minute, to_hour * 60 + to_minute))
        return cls(ranges)

    def holds(self, view: View) -> Verdict:
        """Compares the local time of day in `started_at`."""
        started = view.track.head.started_at
        try:
            at = datetime.fromisoformat(started)
        except ValueError:
            return None
        minutes = at.hour * 60 + at.minute
        return any(begin <= minutes < end for begin, end in self._ranges)
