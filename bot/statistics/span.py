"""What time a statistic covers: months or ISO weeks, what went before, and the weeks of its trend."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from bot.assess.month import Month, week_of
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
        month = _month(last) if _MONTH.fullmatch(last) else Month.of(_monday(last) + timedelta(days=3))
        return str(month), str(month.previous)


def span_of(
    today: date, *, month: str = "", to_month: str = "", from_week: str = "", to_week: str = ""
) -> Span:
    """The span that is asked for; without anything the month of `today`.

    One end alone is one month or one week.

    Raises:
        HuashuError: an end cannot be read, the last comes before the first, or both kinds are given.
    """
    if (month or to_month) and (from_week or to_week):
        raise HuashuError("按月和按周只能选一种：写月份，或写从哪一周、到哪一周。")
    if from_week or to_week:
        first, last = _monday(from_week or to_week), _monday(to_week or from_week)
        count = _counted((last - first).days // 7 + 1, "周")
        return Span(
            _named(week_of(first), week_of(last)),
            _weeks(last, count),
            _weeks(first - timedelta(weeks=1), count),
            _weeks(last, TREND),
        )
    begin = _month(month or to_month) if month or to_month else Month.of(today)
    end = _month(to_month) if to_month else begin
    count = _counted((end.year - begin.year) * 12 + end.month - begin.month + 1, "个月")
    return Span(
        _named(str(begin), str(end)),
        _months(begin, count),
        _months(begin.plus(-count), count),
        _weeks(min(end.last, max(today, begin.first)), TREND),
    )


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


def _months(first: Month, count: int) -> tuple[str, ...]:
    return tuple(str(first.plus(further)) for further in range(count))


def _month(text: str) -> Month:
    found = _MONTH.fullmatch(text.strip())
    if found and found[1] in _YEARS and 1 <= int(found[2]) <= 12:
        return Month(int(found[1]), int(found[2]))
    raise HuashuError(f"“{text}”不是月份。请写成 2026-10。")


def _monday(text: str) -> date:
    found = _WEEK.fullmatch(text.strip())
    try:
        if found and found[1] in _YEARS:
            return date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        pass
    raise HuashuError(f"“{text}”不是周。请写成 2026-W44（一年里的第几周，周一算第一天）。")
