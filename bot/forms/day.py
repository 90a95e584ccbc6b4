"""Days as they are said: 明天, 下周二, 11月28号, 28号, 2026-11-28, 三天后."""

import re
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Literal

from bot.forms.errors import Unfit
from bot.forms.numeral import HAN, NUMERAL, whole
from bot.language.aligned import aligned

When = Literal["past", "future"] | None

EXAMPLES = "可以这样说：明天下午三点、周五上午、11月28号、2026-11-28 15:00。"

_FULL = re.compile(rf"(\d{{4}}|[{HAN}]{{4}})\s*[-/.年]\s*({NUMERAL})\s*[-/.月]\s*({NUMERAL})\s*[日号]?")
_MONTH_DAY = re.compile(
    rf"({NUMERAL})\s*月\s*({NUMERAL})\s*[日号]?|(?<![\d:.])(\d{{1,2}})[-/.](\d{{1,2}})(?![\d:.])"
)
_DAY = re.compile(rf"(?:(上上|上|下|这|本)个?月\s*)?({NUMERAL})\s*[号日](?!楼|院|线|门)")
_MONTHS = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1}
_WEEK = re.compile(r"(上上|下下|上|下|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天1-6])")
_WEEKEND = re.compile(r"(上|下|这|本)?个?周末")
_SHIFT = re.compile(
    rf"(半|{NUMERAL})\s*(?:个)?(半)?(分钟|小时|钟头|天|日|周|星期|礼拜|月)(?:之|以)?(后|前|内)"
)
_HOURS = {"分钟": "minutes", "小时": "hours", "钟头": "hours"}
_NEAR = {
    **{
        "大前天": -3,
        "前天": -2,
        "昨天": -1,
        "昨日": -1,
        "昨晚": -1,
        "今天": 0,
        "今日": 0,
        "今晚": 0,
        "今早": 0,
    },
    **{"今儿": 0, "当天": 0, "大后天": 3, "后天": 2, "明天": 1, "明日": 1, "明早": 1, "明晚": 1, "明儿": 1},
}
_NEAR_WORD = re.compile("|".join(sorted(_NEAR, key=len, reverse=True)))


def day(said: str, now: datetime, when: When = None) -> date:
    """The day that is said, as seen from `now`.

    Raises:
        Unfit: none is said, there is no such day, or it does not lie where it should.
    """
    found = found_day(aligned(said), now, when)
    if found is None:
        raise Unfit(f"没有看出是哪一天。{EXAMPLES}")
    if when == "past" and found > now.date():
        raise Unfit(f"{found.isoformat()} 还没有到，这里要写已经过去的日子。")
    if when == "future" and found < now.date():
        raise Unfit(f"{found.isoformat()} 已经过去了，这里要写今天或以后的日子。")
    return found


def found_day(text: str, now: datetime, when: When) -> date | None:
    """The day that a text (half-width) names; None where it names none.

    Raises:
        Unfit: there is no such day.
    """
    today = now.date()
    if found := _FULL.search(text):
        return _date(whole(found[1]), whole(found[2]), whole(found[3]))
    if found := _MONTH_DAY.search(text):
        return _nearest(whole(found[1] or found[3]), whole(found[2] or found[4]), today, when)
    if found := _NEAR_WORD.search(text):
        return today + timedelta(days=_NEAR[found.group()])
    if found := _WEEK.search(text):
        return _weekday(found[1] or "", found[2], today, when)
    if found := _WEEKEND.search(text):
        return _weekday(found[1] or "", "六", today, when)
    if shifted := shifted_from(text, now, hours=False):
        return shifted.date()
    if found := _DAY.search(text):
        return _of_month(whole(found[2]), today, when, found[1] or "")
    return None


def shifted_from(text: str, now: datetime, *, hours: bool) -> datetime | None:
    """So many minutes or hours (`hours`), or days, weeks or months from now: 半小时后, 三天前."""
    found = _SHIFT.search(text)
    if found is None or (found[3] in _HOURS) != hours:
        return None
    many = 0.5 if found[1] == "半" else whole(found[1]) + (0.5 if found[2] else 0)
    if found[4] == "前":
        many = -many
    if found[3] == "月":
        year, month = divmod(now.year * 12 + now.month - 1 + round(many), 12)
        following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
        last = (following - timedelta(days=1)).day
        return now.replace(year=year, month=month + 1, day=min(now.day, last))
    unit = _HOURS.get(found[3]) or ("days" if found[3] in ("天", "日") else "weeks")
    return now + timedelta(**{unit: many})


def _date(year: int, month: int, of: int) -> date:
    if not 1900 <= year <= 2200:
        raise Unfit(f"{year} 年不对吧？请再说一遍日期。")
    _see_month(month)
    try:
        return date(year, month, of)
    except ValueError as error:
        raise Unfit(f"{year} 年 {month} 月没有 {of} 号。请再说一遍日期。") from error


def _see_month(month: int) -> None:
    if not 1 <= month <= 12:
        raise Unfit(f"没有 {month} 月。请再说一遍日期。")


def _nearest(month: int, of: int, today: date, when: When) -> date:
    """The day of the year before, this or the next that lies where it should, and nearest to today."""
    _see_month(month)
    days = []
    for year in (today.year - 1, today.year, today.year + 1):
        with suppress(ValueError):
            days.append(date(year, month, of))
    fitting = [d for d in days if (when != "past" or d <= today) and (when != "future" or d >= today)]
    if not fitting:
        raise Unfit(f"{month} 月没有 {of} 号。请再说一遍日期。")
    return min(fitting, key=lambda d: abs(d - today))


def _of_month(of: int, today: date, when: When, which: str) -> date:
    """A day of the month that is named (`which`: 上, 下 …), else of this month; of the next or the last where it should lie there."""
    if which:
        year, month = divmod(today.year * 12 + today.month - 1 + _MONTHS[which], 12)
        return _date(year, month + 1, of)
    first = today.replace(day=1)
    if when == "future" and of < today.day:
        first = (first + timedelta(days=32)).replace(day=1)
    if when == "past" and of > today.day:
        first = (first - timedelta(days=1)).replace(day=1)
    return _date(first.year, first.month, of)


def _weekday(which: str, named: str, today: date, when: When) -> date:
    number = (
        6 if named in "日天" else "一二三四五六".find(named) if named in "一二三四五六" else int(named) - 1
    )
    monday = today - timedelta(days=today.weekday())
    found = monday + timedelta(weeks={"上上": -2, "上": -1, "下": 1, "下下": 2}.get(which, 0), days=number)
    if not which and when == "future" and found < today:
        found += timedelta(weeks=1)
    if not which and when == "past" and found > today:
        found -= timedelta(weeks=1)
    return found
