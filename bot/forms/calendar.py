"""A day with its time, as it is said: 明天下午三点, 周五上午, 半小时后, 刚才, 15:30."""

import re
from datetime import datetime, time, timedelta

from bot.forms.day import EXAMPLES, When, found_day, shifted_from
from bot.forms.errors import Unfit
from bot.forms.moment import Moment, moment_at
from bot.forms.numeral import NUMERAL, whole
from bot.language.aligned import aligned

_NOW = re.compile(r"现在|刚才|刚刚|方才|马上|立刻|这会儿|此刻")
_PARTS = {
    **{"凌晨": "凌晨", "半夜": "凌晨", "夜里": "晚上", "清早": "早上", "早晨": "早上", "早上": "早上"},
    **{"今早": "早上", "明早": "早上", "上午": "上午", "中午": "中午", "正午": "中午", "下午": "下午"},
    **{"午后": "下午", "傍晚": "傍晚", "晚上": "晚上", "今晚": "晚上", "明晚": "晚上", "昨晚": "晚上"},
}
_PART = re.compile("|".join(_PARTS))
_CLOCK = re.compile(
    rf"(?P<h>\d{{1,2}})\s*:\s*(?P<m>\d{{2}})(?::\d{{2}})?"
    rf"|(?P<said>{NUMERAL})\s*(?:点钟?|时(?!候|间))\s*(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<minutes>{NUMERAL})\s*分?|整)?"
)


def moment(said: str, now: datetime, when: When = None) -> Moment:
    """The day with its time, or at least its part of the day; a time alone is today's.

    Raises:
        Unfit: no day and no time is said, there is none such, it may be morning or afternoon, or it does not lie where
            it should.
    """
    text = aligned(said).replace("t", " ")
    if found := shifted_from(text, now, hours=True):
        return _placed(moment_at(found), now, when)
    on = found_day(text, now, when)
    if on is None and _NOW.search(text):
        return moment_at(now)
    part = next((_PARTS[each] for each in _PART.findall(text)), "")
    at, later = _clock(text, part)
    if on is None and at is None and not part:
        raise Unfit(f"没有看出是什么时间。{EXAMPLES}")
    on = (on or now.date()) + timedelta(days=later)
    return _placed(Moment(on, at, "" if at else part), now, when)


def _placed(found: Moment, now: datetime, when: When) -> Moment:
    """`found`, if it lies where it should."""
    zone, vague_today = now.tzinfo, found.at is None and found.day == now.date()
    if when == "past" and found.begins(zone) > now and not vague_today:
        raise Unfit(f"{found.shown}还没有到，这里要写已经过去的时间。")
    if when == "future" and found.ends(zone) < now:
        raise Unfit(f"{found.shown}已经过去了，请说一个还没有到的时间，把日期也说上。")
    return found


def _clock(text: str, part: str) -> tuple[time | None, int]:
    """The time of the day, and the days to add: twelve at night is the next day's."""
    found = _CLOCK.search(text)
    if found is None:
        return None, 0
    hour, minute = whole(found["h"] or found["said"]), _minute(found)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise Unfit(f"没有 {hour} 点 {minute} 分这个时间。请再说一遍。")
    if (part in ("下午", "傍晚", "晚上") and 1 <= hour < 12) or (part == "中午" and 1 <= hour <= 3):
        hour += 12
    elif hour == 12 and part in ("凌晨", "晚上"):
        hour = 0 if part == "凌晨" else 24
    elif not part and 1 <= hour <= 6 and not (found["h"] or "").startswith("0"):
        raise Unfit(f"{hour} 点是上午还是下午？请连上午、下午一起说。")
    return time(hour % 24, minute), hour // 24


def _minute(found: re.Match[str]) -> int:
    if found["half"]:
        return 30
    return 15 * whole(found["quarter"]) if found["quarter"] else whole(found["m"] or found["minutes"] or "0")
