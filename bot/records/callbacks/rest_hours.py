"""The hours in which customers rest and nobody calls them (K.7.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.errors import BookError
from bot.records.callbacks.times import told
from bot.records.desk import Desk

_DAY = 24 * 60
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class RestHours:
    """Times of day, `09:00-12:00` half-open; one that ends before it begins goes over midnight.

    Attributes:
        zone: whose clock they are told by.
    """

    hours: tuple[str, ...]
    zone: ZoneInfo

    @classmethod
    def of(cls, desk: Desk) -> "RestHours":
        """Those of a desk."""
        return cls(tuple(desk.callbacks.rest_hours), desk.timezone)

    def holds(self, moment: datetime) -> bool:
        """Whether customers rest at a moment."""
        return self._resting[_minute(moment.astimezone(self.zone))]

    def next_time(self, now: datetime) -> datetime:
        """The first minute from `now` on at which one may call: `now` itself where nobody rests.

        Raises:
            BookError: the desk's rest hours leave no minute of the day.
        """
        return self._moved(now, 1) if self.holds(now) else now

    def notice(self, now: datetime) -> str:
        """That customers rest and when to call instead; empty where one may call."""
        if not self.holds(now):
            return ""
        when = told(self.next_time(now), now, self.zone).removeprefix("今天 ")
        return f"现在是客户休息时间，{when} 以后再打。"

    def due(self, promised_at: datetime, days: int) -> datetime:
        """Until when a promise must be kept: the last second of that day, `days` after the day of the promise, at which one may
        call (K.7.4). The day of the promise is not counted.

        Raises:
            BookError: the desk's rest hours leave no minute of the day.
        """
        day = promised_at.astimezone(self.zone).date() + timedelta(days=days)
        due = self._end_of(day)
        # Promised in the evening for the same day, it can only be kept on the next.
        return due if due >= promised_at else self._end_of(day + timedelta(days=1))

    def _end_of(self, day: date) -> datetime:
        last = datetime.combine(day, time(23, 59), self.zone)
        return (self._moved(last, -1) if self.holds(last) else last.astimezone(UTC)) + timedelta(seconds=59)

    def _moved(self, moment: datetime, step: int) -> datetime:
        local = moment.astimezone(self.zone).replace(second=0, microsecond=0)
        minute = _minute(local)
        for distance in range(1, _DAY + 1):
            if not self._resting[(minute + step * distance) % _DAY]:
                return (local + step * distance * _MINUTE).astimezone(UTC)
        raise BookError(
            "scripts/desk/desk.yml 的 rest_hours 把一整天都写成了客户休息时间，没有能回访的时候。请改短。"
        )

    @cached_property
    def _resting(self) -> Sequence[bool]:
        """By minute of the day."""
        resting = [False] * _DAY
        for hours in self.hours:
            begin, end = (_clock(part) for part in hours.split("-"))
            for minute in range(begin, end if end > begin else end + _DAY):
                resting[minute % _DAY] = True
        return resting


def _clock(text: str) -> int:
    hour, minute = text.split(":")
    return int(hour) * 60 + int(minute)


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute
