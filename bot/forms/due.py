"""Time limits as a desk writes them: 立刻, 30 分钟, 4 小时, 3 天, 当天."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

_WRITTEN = re.compile(r"(\d{1,3})\s*(分钟|小时|天)")
_UNITS = {"分钟": "minutes", "小时": "hours", "天": "days"}


@dataclass(frozen=True)
class Due:
    """A time limit. `whole_day`: to the end of the day on which it begins."""

    length: timedelta
    whole_day: bool = False

    def after(self, begun: datetime) -> datetime:
        """When it is over; days end where they end in the time zone of `begun`."""
        if self.whole_day:
            return begun.replace(hour=23, minute=59, second=59, microsecond=0)
        return begun + self.length


def read_due(written: str) -> Due:
    """The limit that is written.

    Raises:
        ValueError: it is none; says how to write one.
    """
    if written.strip() == "立刻":
        return Due(timedelta())
    if written.strip() == "当天":
        return Due(timedelta(days=1), whole_day=True)
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        raise ValueError(f"期限写的是“{written}”，可以写：立刻、30 分钟、4 小时、3 天、当天")
    return Due(timedelta(**{_UNITS[found[2]]: int(found[1])}))
