"""Changes between periods and over weeks: said only where they are sure."""

import random

import pytest
from scipy import stats

from bot.statistics.interval import Interval, Mean, Share
from bot.statistics.trend import (
    FALLEN,
    RISEN,
    UNCHANGED,
    UNKNOWN,
    Change,
    difference,
    share_as_mean,
    share_difference,
    slope,
)


def mean_of(values: list[float]) -> Mean:
    return Mean(len(values), sum(values), sum(value * value for value in values))


def test_trend_difference_has_welchs_interval() -> None:
    draw = random.Random(3)
    before = [draw.gauss(80, 5) for _ in range(30)]
    after = [draw.gauss(86, 12) for _ in range(14)]
    found = difference(mean_of(before), mean_of(after))
    assert found is not None and found.interval is not None
    error = (stats.tvar(before) / 30 + stats.tvar(after) / 14) ** 0.5
    known = stats.ttest_ind(after, before, equal_var=False)
    assert found.value / error == pytest.approx(known.statistic)
    assert (0 in found.interval) == (known.pvalue > 0.05)
    assert found.interval.high - found.value == pytest.approx(error * stats.t.ppf(0.975, 15), rel=0.03)


@pytest.mark.parametrize(
    ("after", "word"),
    [([90, 92, 91, 89], RISEN), ([61, 60, 59, 60], FALLEN), ([70, 95, 80, 78], UNCHANGED), ([90], UNKNOWN)],
)
def test_trend_difference_is_named_only_where_zero_is_outside(after: list[float], word: str) -> None:
    found = difference(mean_of([78, 80, 82, 79, 81]), mean_of(after))
    assert found is not None and found.word == word


def test_trend_difference_without_any_spread_is_not_called_sure() -> None:
    found = difference(mean_of([98, 98]), mean_of([100, 100]))
    assert found is not None and (found.value, found.word) == (2, UNKNOWN)


def test_trend_difference_to_nothing_is_none() -> None:
    assert difference(mean_of([]), mean_of([80, 81])) is None
    assert share_difference(Share(0, 0), Share(1, 2)) is None


def test_trend_share_difference_is_newcombes() -> None:
    """The example of Newcombe 1998, table II, method 10: 56 of 70 and 48 of 80."""
    found = share_difference(Share(48, 80), Share(56, 70))
    assert found is not None and found.interval is not None
    assert (found.interval.low, found.interval.high) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert found.word == RISEN


def test_trend_slope_is_the_weighted_line() -> None:
    draw = random.Random(5)
    weeks = [
        (week, [draw.gauss(70 + 2 * week, 6) for _ in range(draw.randint(1, 30))]) for week in (1, 2, 4, 5, 9)
    ]
    found = slope([(week, mean_of(values)) for week, values in weeks])
    points = [(week, value) for week, values in weeks for value in values]
    known = stats.linregress(*zip(*points, strict=True))
    assert found is not None and found.value == pytest.approx(known.slope)


def test_trend_slope_of_weeks_that_jump_about_is_not_called_sure() -> None:
    """Many conversations a week make each mean sure; that weeks differ anyway must still be seen."""
    means = (80, 84, 79, 85, 81, 86)
    found = slope([(week, Mean(500, 500 * mean, 500 * (mean**2 + 25))) for week, mean in enumerate(means)])
    assert found is not None and found.word == UNCHANGED


def test_trend_slope_of_few_values_on_a_line_is_not_called_sure() -> None:
    """Weekly means on a line by chance: the spread within the weeks must still be seen."""
    means = (80, 81, 82, 83, 84)
    found = slope([(week, Mean(3, 3 * mean, 3 * (mean**2 + 400))) for week, mean in enumerate(means)])
    assert found is not None and (round(found.value, 9), found.word) == (1, UNCHANGED)


def test_trend_slope_of_fewer_than_four_weeks_is_unknown() -> None:
    found = slope([(week, mean_of([week * 10, week * 10 + 1])) for week in (1, 2, 3)])
    assert found is not None and found.word == UNKNOWN
    assert slope([(1, mean_of([3, 4])), (2, mean_of([]))]) is None


def test_trend_slope_of_equal_weeks_is_no_change() -> None:
    found = slope([(week, mean_of([98.3] * 3)) for week in range(8)])
    assert found is not None and found.word == UNCHANGED
    assert Change(1e-12, Interval(1e-12, 1e-12)).word == UNCHANGED


def test_trend_slope_of_shares_counts_ones_and_noughts() -> None:
    found = slope([(week, share_as_mean(Share(5 + week, 50))) for week in range(12)])
    assert found is not None and found.value == pytest.approx(0.02)
    assert found.word == RISEN
