"""Intervals held against scipy, and their edges."""

import random

import pytest
from scipy import stats

from bot.statistics.interval import Interval, Mean, Share, student, wilson


def mean_of(values: list[float]) -> Mean:
    return Mean(len(values), sum(values), sum(value * value for value in values))


@pytest.mark.parametrize(
    ("count", "total"), [(0, 1), (0, 20), (1, 3), (7, 20), (20, 20), (399, 1000), (3, 10**6)]
)
def test_interval_of_a_share_is_wilsons(count: int, total: int) -> None:
    known = stats.binomtest(count, total).proportion_ci(0.95, method="wilson")
    found = wilson(count, total)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((known.low, known.high), abs=1e-9)


def test_interval_of_a_share_of_nothing_is_none() -> None:
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, None)


def test_interval_of_none_and_of_all_ends_exactly() -> None:
    assert (wilson(0, 7).low, wilson(7, 7).high) == (0.0, 1.0)  # type: ignore[union-attr]


@pytest.mark.parametrize("freedom", [1, 2, 3, 9, 10, 11, 30, 200, 10_000])
def test_interval_students_reach(freedom: int) -> None:
    assert student(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), abs=3e-4)


def test_interval_between_two_degrees_is_the_wider() -> None:
    assert student(4.9) == student(4)


@pytest.mark.parametrize("count", [2, 5, 12, 400])
def test_interval_of_a_mean_is_students(count: int) -> None:
    draw = random.Random(count)
    values = [float(draw.randint(40, 100)) for _ in range(count)]
    mean = mean_of(values)
    known = stats.t.interval(0.95, count - 1, stats.tmean(values), stats.sem(values))
    assert mean.interval is not None and mean.deviation is not None
    assert (mean.interval.low, mean.interval.high) == pytest.approx(known, abs=2e-3)
    assert mean.deviation == pytest.approx(stats.tstd(values))


def test_interval_of_one_value_is_none() -> None:
    assert (mean_of([80]).value, mean_of([80]).deviation, mean_of([80]).interval) == (80, None, None)


def test_interval_of_equal_values_is_one_point_whatever_rounding_does() -> None:
    assert mean_of([80] * 7).interval == Interval(80, 80)
    assert Mean(3, 0.3, 0.03 - 1e-12).deviation == 0


def test_interval_means_of_two_groups_are_the_mean_of_both() -> None:
    assert mean_of([1, 2]) + mean_of([3, 9]) == mean_of([1, 2, 3, 9])


@pytest.mark.parametrize(
    ("other", "overlaps"), [((3, 4), True), ((4.1, 5), False), ((-1, 0.9), False), ((2, 3), True)]
)
def test_interval_overlaps_where_a_value_lies_in_both(other: tuple[float, float], overlaps: bool) -> None:
    assert Interval(1, 4).overlaps(Interval(*other)) is overlaps
    assert Interval(*other).overlaps(Interval(1, 4)) is overlaps


def test_interval_within_a_scale() -> None:
    assert Interval(36.2, 137.8).within(0, 100) == Interval(36.2, 100)
    assert Interval(-3, 20).within(0, 100) == Interval(0, 20)
