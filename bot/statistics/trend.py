"""Whether a figure has changed: between two periods, and over the weeks. Only an interval without zero says yes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from bot.statistics.interval import Interval, Mean, Share, student

RISEN, FALLEN, UNCHANGED, UNKNOWN = "明显上升", "明显下降", "看不出变化", "数据太少"

#: Fewer weeks than these make no trend: two points always lie on a line, and three nearly.
LEAST_WEEKS = 4

#: Below this a change is a rounding error.
_NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Change:
    """By how much something has changed, after minus before; `interval` is None where that cannot be told."""

    value: float
    interval: Interval | None

    @property
    def word(self) -> str:
        """明显上升, 明显下降 or 看不出变化; 数据太少 where there is no interval."""
        if self.interval is None:
            return UNKNOWN
        if abs(self.value) < _NOTHING or 0 in self.interval:
            return UNCHANGED
        return RISEN if self.value > 0 else FALLEN


def difference(before: Mean, after: Mean) -> Change | None:
    """Between two means, with Welch's interval; None where one of them has no value.

    Without any spread on either side, or with a single value on one, there is no interval.
    """
    if before.value is None or after.value is None:
        return None
    value = after.value - before.value
    if before.variance is None or after.variance is None:
        return Change(value, None)
    one, two = before.variance / before.count, after.variance / after.count
    spread = one + two
    if spread <= 0:
        return Change(value, None)
    freedom = spread**2 / (one**2 / (before.count - 1) + two**2 / (after.count - 1))
    return Change(value, _around(value, student(freedom) * math.sqrt(spread)))


def share_difference(before: Share, after: Share) -> Change | None:
    """Between two shares, with Newcombe's interval, made of both Wilson intervals; None where one has no value."""
    one, two = before.interval, after.interval
    if before.value is None or after.value is None or one is None or two is None:
        return None
    value = after.value - before.value
    down = math.hypot(after.value - two.low, one.high - before.value)
    up = math.hypot(two.high - after.value, before.value - one.low)
    return Change(value, Interval(value - down, value + up))


def slope(weeks: Sequence[tuple[int, Mean]]) -> Change | None:
    """The change a week of a line through weekly means, each weighted by its count; None of fewer than two weeks.

    `weeks`: the number of each week and its values; weeks without any are left out. The line may miss the means by
    chance within the weeks and by what differs from week to week: the larger of the two makes the interval. Fewer
    than `LEAST_WEEKS` have none.
    """
    known = [(week, mean, mean.total / mean.count) for week, mean in weeks if mean.count]
    count = sum(mean.count for _, mean, _ in known)
    if len({week for week, _, _ in known}) < 2:
        return None
    middle = sum(mean.count * week for week, mean, _ in known) / count
    level = sum(mean.total for _, mean, _ in known) / count
    width = sum(mean.count * (week - middle) ** 2 for week, mean, _ in known)
    value = sum(mean.count * (week - middle) * (own - level) for week, mean, own in known) / width
    if len(known) < LEAST_WEEKS:
        return Change(value, None)
    missed = sum(mean.count * (own - level - value * (week - middle)) ** 2 for week, mean, own in known)
    between = missed / (len(known) - 2)
    inside = sum((mean.variance or 0.0) * (mean.count - 1) for _, mean, _ in known)
    within = inside / (count - len(known)) if count > len(known) else 0.0
    reach = student(len(known) - 2) * math.sqrt(max(between, within) / width)
    return Change(value, _around(value, reach))


def share_as_mean(share: Share) -> Mean:
    """A share as the mean of its ones and noughts, so that it can be put into `slope`."""
    return Mean(share.total, share.count, share.count)


def _around(value: float, reach: float) -> Interval:
    return Interval(value - reach, value + reach)
