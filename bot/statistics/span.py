"""What time a statistic covers: months or ISO weeks, what went before, and the weeks of its trend."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.errors import HuashuError

#: Weeks of a trend: a quarter.
TREND = 13

#: So many weeks, or months, are summed at most.
_LONGEST = {"周": 53, "个月": 24}

#: Years that a desk can mean.
_YEARS = frozenset(map(str, range(2000, 2100)))

_MONTH = re.compile(r"(\d{4})-(\d{2})")
_WEEK = re.compile(r"(\d{4})-[Ww](\d{2})")


@dataclass(frozen=True, slots=True)
class Span:
    """Months (`2026-10`) or ISO weeks (`2026-W44`).

    Attributes:
        name: as a heading says it.
        periods: what is summed, the oldest first; `before` as many just before it.
        trend: the weeks up to its end, the oldest first.
    """

    name: str
    periods: tuple[str, ...]
    before: tuple[str, ...]
    trend: tuple[str, ...]

    @property
    def weeks(self) -> tuple[str, ...]:
        """Its weeks; those of the trend where it is made of months."""
        return self.periods if "W" in self.periods[0] else self.trend

    @property
    def lately(self) -> tuple[str, str]:
        """What agents and teams get wrong most is told of this period, against the one before it.

        Of a span of several it is the month in which it ends: what they work on now. A year of every agent and rule would
        take a second to read.
        """
        if len(self.periods) == 1:
            return self.periods[0], self.before[0]
        last = self.periods[-1]
        month = _first(last) if _MONTH.fullmatch(last) else (_monday(last) + timedelta(days=3)).replace(day=1)
        return _month_of(month), _month_of(_shifted(month, -1))


def span_of(
    today: date, *, month: str = "", to_month: str = "", from_week: str = "", to_week: str = ""
) -> Span:
    """The span that is asked for; without anything the month of `today`.

    One end alone is one month or one week.

    Raises:
        HuashuError: an end cannot be read, the last comes before the first, or both kinds are given.
    """
    if (month or to_month) and (from_week or to_week):
        raise HuashuError("按月和按周只能选一种：写 --month，或写 --from-week 和 --to-week。")
    if from_week or to_week:
        first, last = _monday(from_week or to_week), _monday(to_week or from_week)
        count = _counted((last - first).days // 7 + 1, "周")
        return Span(
            _named(week_of(first), week_of(last)),
            _weeks(last, count),
            _weeks(first - timedelta(weeks=1), count),
            _weeks(last, TREND),
        )
    first = _first(month or to_month) if month or to_month else today.replace(day=1)
    last = _first(to_month) if to_month else first
    count = _counted((last.year - first.year) * 12 + last.month - first.month + 1, "个月")
    end = min(_shifted(last, 1) - timedelta(days=1), max(today, first))
    return Span(
        _named(_month_of(first), _month_of(last)),
        tuple(_months(first, count)),
        tuple(_months(_shifted(first, -count), count)),
        _weeks(end, TREND),
    )


def week_of(day: date) -> str:
    """The ISO week of a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def _counted(count: int, unit: str) -> int:
    if count < 1:
        raise HuashuError("结束在开始之前。请把前后换过来。")
    if count > _LONGEST[unit]:
        raise HuashuError(f"一次最多统计 {_LONGEST[unit]} {unit}，这里是 {count} {unit}。")
    return count


def _named(first: str, last: str) -> str:
    return first if first == last else f"{first} 至 {last}"


def _weeks(last: date, count: int) -> tuple[str, ...]:
    """So many weeks, the last of them that of a day."""
    return tuple(week_of(last - timedelta(weeks=back)) for back in range(count - 1, -1, -1))


def _months(first: date, count: int) -> Iterator[str]:
    return (_month_of(_shifted(first, further)) for further in range(count))


def _shifted(month: date, by: int) -> date:
    """The first of the month that lies `by` months after."""
    number = month.year * 12 + month.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)


def _month_of(day: date) -> str:
    return f"{day.year:04}-{day.month:02}"


def _first(text: str) -> date:
    found = _MONTH.fullmatch(text.strip())
    try:
        if found and found[1] in _YEARS:
            return date(int(found[1]), int(found[2]), 1)
    except ValueError:
        pass
    raise HuashuError(f"“{text}”不是月份。请写成 2026-10。")


def _monday(text: str) -> date:
    found = _WEEK.fullmatch(text.strip())
    try:
        if found and found[1] in _YEARS:
            return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        pass
    raise HuashuError(f"“{text}”不是周。请写成 2026-W44（一年里的第几周，周一算第一天）。")
