"""Moments and days as people write them and as they are told, by the desk's clock."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from bot.errors import Refused
from bot.forms.calendar import moment as spoken
from bot.forms.errors import Unfit

_WRITTEN = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]*(\d{1,2})[:：点时](\d{1,2})?分?(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?", re.ASCII)

#: Other years are slips of the pen.
_YEARS = (2000, 2199)
#: The last minute of a day.
_LAST = time(23, 59)


def moment_of(text: str, zone: ZoneInfo) -> datetime:
    """A written moment, in UTC; without an offset it is by the clock of `zone`.

    Raises:
        Refused: it is none, has no time of day, or there is no such day.
    """
    day, clock, offset = _parts(text) or (None, None, "")
    if day is None or clock is None:
        raise Refused(f"“{text}”不是一个时间。请写成 2026-11-05 15:00。")
    if offset:
        return datetime.fromisoformat(f"{day}T{clock:%H:%M}{offset}").astimezone(UTC)
    return datetime.combine(day, clock, zone).astimezone(UTC)


def appointed_of(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """A moment to come, written or as one says it: 2026-11-05 15:00, 明天下午三点, 周五 10:30.

    Raises:
        Refused: it is none, has no time of day, or there is no such day.
    """
    if _parts(text) is not None:
        return moment_of(text, zone)
    return _said(text, zone, now, "future")


def called_of(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """A moment that has been, written or as one says it: 2026-11-05 15:00, 昨天上午十点, 半小时前.

    Raises:
        Refused: it is none, has no time of day, is still to come, or there is no such day.
    """
    return moment_of(text, zone) if _parts(text) is not None else _said(text, zone, now, "past")


def promised_of(text: str, zone: ZoneInfo, now: datetime) -> datetime:
    """When something was promised or done: a moment, or a day, which then counts to its end but not beyond `now`.

    Raises:
        Refused: it is none, there is no such day, or it is still to come.
    """
    parts = _parts(text)
    if parts is None:
        raise Refused(f"“{text}”不是一个时间。请写成 2026-11-05 或 2026-11-05 15:00。")
    day, clock, _ = parts
    if clock is not None:
        moment = moment_of(text, zone)
    elif day <= now.astimezone(zone).date():
        moment = min(datetime.combine(day, _LAST, zone).astimezone(UTC), now)
    else:
        moment = datetime.combine(day, time(), zone).astimezone(UTC)
    if moment > now:
        raise Refused(f"“{text}”还没有到，不能是办理或答应的时间。")
    return moment


def date_of(text: str) -> date:
    """A written day.

    Raises:
        Refused: it is none, or there is no such day.
    """
    parts = _parts(text)
    if parts is None or parts[1] is not None:
        raise Refused(f"“{text}”不是一个日期。请写成 2026-11-05。")
    return parts[0]


def month_of(text: str) -> str:
    """A written month as `2026-11`.

    Raises:
        Refused: it is none.
    """
    found = _MONTH.fullmatch(text.strip())
    if found is None or not 1 <= int(found[2]) <= 12 or not _YEARS[0] <= int(found[1]) <= _YEARS[1]:
        raise Refused(f"“{text}”不是一个月份。请写成 2026-11。")
    return f"{found[1]}-{int(found[2]):02d}"


def days_between(begin: date, end: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The moments from the beginning of the first day to the end of the last, half-open.

    Raises:
        Refused: the last comes before the first.
    """
    if end < begin:
        raise Refused(f"开始（{begin}）不能晚于结束（{end}）。")
    first, after = (datetime.combine(day, time(), zone) for day in (begin, end + timedelta(days=1)))
    return first.astimezone(UTC), after.astimezone(UTC)


def told(moment: datetime, now: datetime, zone: ZoneInfo) -> str:
    """A moment as one says it: 今天 15:00, 11月5日 9:00."""
    local = moment.astimezone(zone)
    return f"{day_of(local.date(), now.astimezone(zone).date())} {local.hour}:{local.minute:02d}"


def dated(moment: datetime, zone: ZoneInfo) -> str:
    """A moment as it is written down for good, when 今天 will be another day: 11月5日 9:00."""
    local = moment.astimezone(zone)
    return f"{local.month}月{local.day}日 {local.hour}:{local.minute:02d}"


def day_of(day: date, today: date) -> str:
    """A day as one says it: 今天, 明天, 昨天, 11月5日; with the year where it is another."""
    near = {0: "今天", 1: "明天", 2: "后天", -1: "昨天", -2: "前天"}
    if (distance := (day - today).days) in near:
        return near[distance]
    return f"{'' if day.year == today.year else f'{day.year}年'}{day.month}月{day.day}日"


def lasting(time_: timedelta) -> str:
    """A length of time in its two largest units: 1 天 3 小时, 5 分钟."""
    minutes = int(time_.total_seconds() // 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return f"{days} 天" + (f" {hours} 小时" if hours else "")
    if hours:
        return f"{hours} 小时" + (f" {rest} 分钟" if rest else "")
    return f"{max(rest, 1)} 分钟"


def _said(text: str, zone: ZoneInfo, now: datetime, when: Literal["past", "future"]) -> datetime:
    try:
        said = spoken(text, now.astimezone(zone), when)
    except Unfit as error:
        raise Refused(str(error)) from error
    if said.at is None:
        example = {"past": "昨天上午十点", "future": "明天下午三点"}[when]
        raise Refused(f"“{text}”没有说几点。请写成“{example}”或 2026-11-05 15:00。")
    return datetime.combine(said.day, said.at, zone).astimezone(UTC)


def _parts(text: str) -> tuple[date, time | None, str] | None:
    """Day, time of day and offset; None where it is no moment at all.

    Raises:
        Refused: it is written like a moment, but there is no such day or time.
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day, hour, minute, offset = found.groups()
    if not _YEARS[0] <= int(year) <= _YEARS[1]:
        raise Refused(f"年份 {year} 不对。请写 {_YEARS[0]} 到 {_YEARS[1]} 之间的年份。")
    try:
        on = date(int(year), int(month), int(day))
    except ValueError:
        raise Refused(f"没有 {year}-{int(month):02d}-{int(day):02d} 这一天。请检查日期。") from None
    if hour is None:
        return on, None, ""
    try:
        return on, time(int(hour), int(minute or 0)), (offset or "").replace("Z", "+00:00")
    except ValueError:
        raise Refused(f"没有 {hour}:{minute or '00'} 这个时间。请写 0:00 到 23:59。") from None
