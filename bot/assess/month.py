"""A calendar month, and the name of a week."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from bot.errors import HuashuError

#: Years that a desk's records are of.
YEARS = range(2000, 2101)

_WRITTEN = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year; months are ordered and `str()` is `2026-10`."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """The month written as `2026-10`.

        Raises:
            HuashuError: it is not, or no desk has records of that year.
        """
        found = _WRITTEN.fullmatch(text.strip())
        if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) not in YEARS:
            raise HuashuError(
                f"“{text}”不是月份。请写成四位年份（{YEARS[0]} 到 {YEARS[-1]}）加两位月份，例如 2026-10。"
            )
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month of a day."""
        return cls(day.year, day.month)

    @classmethod
    def at(cls, now: datetime, zone: tzinfo) -> "Month":
        """The month it is at a moment, by the clock of `zone`."""
        return cls.of(now.astimezone(zone).date())

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def chinese(self) -> str:
        """As a person reads it: 2026年10月."""
        return f"{self.year}年{self.month}月"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def previous(self) -> "Month":
        """The month before."""
        return self.plus(-1)

    @property
    def next(self) -> "Month":
        """The month after."""
        return self.plus(1)

    def plus(self, months: int) -> "Month":
        """So many months later, or earlier where it is negative."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Month(year, month + 1)

    def __contains__(self, day: date) -> bool:
        return Month.of(day) == self

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Where it begins and where the next one does, by the clock of `zone`."""
        begin, end = (datetime.combine(day, time(), zone) for day in (self.first, self.next.first))
        return begin, end

    def over(self, now: datetime, zone: tzinfo) -> bool:
        """Whether its last day has passed at a moment, by the clock of `zone`."""
        return Month.at(now, zone) > self


def recorded(day: date) -> date:
    """The day, if a desk can have records of it.

    Raises:
        HuashuError: its year is not one of `YEARS`.
    """
    if day.year not in YEARS:
        raise HuashuError(f"“{day}”的年份不对，只能是 {YEARS[0]} 到 {YEARS[-1]} 年。")
    return day


def week_of(day: date) -> str:
    """The ISO week of a day, as `2026-W44`. The days around New Year may belong to a week of the other year."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"
