"""`elapsed`: how many days ago something was, by the date that is said with it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from bot.check.condition import Condition, Shown, Verdict
from bot.check.finding import Part
from bot.check.numerals import numerals
from bot.check.track import View

#: Days ago, at least and at most.
Age = tuple[int, int]

_NAMED = (("大前天", 3), ("前天", 2), ("前儿", 2), ("昨天", 1), ("昨儿", 1), ("昨日", 1), ("昨晚", 1))
_DAY = re.compile(r"(?:(\d{1,2})月|(上个?月))?(\d{1,2})(?:号|日)|(\d{1,2})月(\d{1,2})(?!\d|号|日)")
_WEEK = re.compile(
    r"(上+)个?(?:周|礼拜|星期)([1-6日天末])?|(?<![上下个\d])(?:这|本)?(?:周|礼拜|星期)([1-6日天末])"
)
_MONTH = re.compile(r"(上+)个?月(?!\d)")
_LONG = "(?:都|已经|(?<![讲说应])过了?|等了?|拖了?|隔了?|晚了?|有|整整?|快|今天第|到第)"
_SINCE = "(?:以?前|了|多|没|都|也|过去)"
_DAYS = re.compile(rf"{_LONG}(\d{{1,3}})多?天|(\d{{1,3}})多?天{_SINCE}")
_WEEKS = re.compile(rf"{_LONG}(\d{{1,2}})个?多?(?:周|礼拜|星期)|(\d{{1,2}})个?多?(?:周|礼拜|星期){_SINCE}")
_MONTHS = re.compile(rf"{_LONG}(半|\d{{1,2}})个?多?月|(半|\d{{1,2}})个?多?月{_SINCE}")
_TODAY = re.compile(r"今(?:天|儿个?|日)[^，。]{0,3}?(\d{1,2})(?:号|日)")
_PAIR = re.compile("一两|两三|二三|三四|四五|五六|六七|七八|八九")
_MONDAY_IS_1 = {"日": 6, "天": 6, "末": 5}


class Elapsed:
    """Holds where the words by which a condition holds name a day more than `more` days ago.

    None where they name none, or one that may be either. Today is the day on which the conversation began, or
    the day of the month that the customer says it is.
    """

    def __init__(self, condition: Condition, more: int) -> None:
        self._condition = condition
        self._more = more
        self.triggers = condition.triggers
        self.needs = condition.needs

    def holds(self, view: View) -> Verdict:
        """Compares the longest time that is named."""
        if self._condition.holds(view) is not True:
            return False
        ages = [age for shown in self._condition.shown(view) for age in self._ages(view, shown)]
        if any(least > self._more for least, _ in ages):
            return True
        return False if ages and all(most <= self._more for _, most in ages) else None

    def shown(self, view: View) -> Sequence[Shown]:
        """The condition's words."""
        return self._condition.shown(view)

    def parts(self, view: View) -> Sequence[Part]:
        """None."""
        return ()

    def _ages(self, view: View, shown: Shown) -> Iterator[Age]:
        phrased = view.track.heard[shown.turn].folded.phrased
        yield from ages(_written(phrased[slice(*shown.span)]), _started(view), _said_today(view, shown.turn))


def ages(text: str, today: date | None, day: int | None = None) -> Iterator[Age]:
    """How long ago the days named in a text are; `day`: the day of the month, where no more is known of today."""
    for name, days in _NAMED:
        if name in text:
            yield days, days
            break
    text = _TODAY.sub("", text)
    for found in _DAY.finditer(text):
        month, before, written = found[1] or found[4], found[2], int(found[3] or found[5])
        if today is not None and (past := _past(today, int(month) if month else None, written, bool(before))):
            yield (today - past).days, (today - past).days
        elif today is None and day is not None:
            crossed = before or written > day
            yield (day - written + 28, day - written + 31) if crossed else (day - written, day - written)
    for found in _WEEK.finditer(text):
        yield _weeks(len(found[1] or ""), found[2] or found[3], today)
    for found in _MONTH.finditer(text):
        first = today.day if today else 1
        yield first + 30 * (len(found[1]) - 1), first + 31 * len(found[1])
    for pattern, length in ((_DAYS, 1), (_WEEKS, 7), (_MONTHS, 30)):
        for found in pattern.finditer(text):
            number = found[found.lastindex or 0]
            days = 15 if number == "半" else int(number) * length
            yield days, days


def _past(today: date, month: int | None, day: int, month_before: bool) -> date | None:
    """The last such day that is not after today; None if there is no such day."""
    if month is not None:
        candidates = [(today.year, month), (today.year - 1, month)]
    else:
        last = today.replace(day=1) - timedelta(days=1)
        candidates = (
            [(last.year, last.month)]
            if month_before
            else [(today.year, today.month), (last.year, last.month)]
        )
    for year, number in candidates:
        try:
            past = date(year, number, day)
        except ValueError:
            continue
        if past <= today:
            return past
    return None


def _weeks(weeks: int, weekday: str | None, today: date | None) -> Age:
    earliest, latest = (today.weekday(),) * 2 if today else (0, 6)
    if weekday is None:
        return earliest + 7 * weeks - 6, latest + 7 * weeks
    place = _MONDAY_IS_1.get(weekday) if weekday in _MONDAY_IS_1 else int(weekday) - 1
    assert place is not None
    if weeks:
        return earliest + 7 * weeks - place, latest + 7 * weeks - place
    days = (earliest - place) % 7
    return (days, days) if today and days else (0, 7)


def _written(text: str) -> str:
    """`text` with its numbers in digits; of 两三 the smaller."""
    text = _PAIR.sub(lambda pair: pair[0][0], text)
    pieces, done = [], 0
    for numeral in numerals(text):
        pieces += [text[done : numeral.span[0]], numeral.digits]
        done = numeral.span[1]
    return "".join([*pieces, text[done:]])


def _started(view: View) -> date | None:
    try:
        return datetime.fromisoformat(view.track.head.started_at).date()
    except ValueError:
        return None


def _said_today(view: View, turn: int) -> int | None:
    found = _TODAY.search(_written(view.track.heard[turn].folded.phrased))
    return int(found[1]) if found else None
