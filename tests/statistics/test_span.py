"""Months and ISO weeks, what went before them, and the weeks of their trend."""

from datetime import date

import pytest

from bot.errors import HuashuError
from bot.statistics.span import TREND, span_of

TODAY = date(2026, 10, 20)


def test_span_without_anything_is_this_month() -> None:
    span = span_of(TODAY)
    assert (span.name, span.periods, span.before) == ("2026-10", ("2026-10",), ("2026-09",))


def test_span_of_a_month_has_the_weeks_up_to_its_end() -> None:
    span = span_of(TODAY, month="2026-02")
    assert (len(span.trend), span.trend[-1]) == (TREND, "2026-W09")
    assert span.trend[0] == "2025-W49"


def test_span_of_this_month_has_no_weeks_to_come() -> None:
    assert span_of(TODAY, month="2026-10").trend[-1] == "2026-W43"


def test_span_of_months_has_as_many_before() -> None:
    span = span_of(TODAY, month="2025-12", to_month="2026-02")
    assert span.periods == ("2025-12", "2026-01", "2026-02")
    assert span.before == ("2025-09", "2025-10", "2025-11")
    assert span.name == "2025-12 至 2026-02"


def test_span_of_weeks_goes_over_the_long_year_of_53() -> None:
    span = span_of(TODAY, from_week="2026-W52", to_week="2027-W01")
    assert span.periods == ("2026-W52", "2026-W53", "2027-W01")
    assert span.before == ("2026-W49", "2026-W50", "2026-W51")


def test_span_weeks_are_its_own_or_those_of_the_trend() -> None:
    assert span_of(TODAY, from_week="2026-W40", to_week="2026-W42").weeks == (
        "2026-W40",
        "2026-W41",
        "2026-W42",
    )
    assert span_of(TODAY, month="2026-09").weeks == span_of(TODAY, month="2026-09").trend


@pytest.mark.parametrize("ends", [{"from_week": "2026-W40"}, {"to_week": "2026-w40"}])
def test_span_of_one_end_is_one_week(ends: dict[str, str]) -> None:
    assert span_of(TODAY, **ends).periods == ("2026-W40",)


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ({"month": "2026-13"}, "“2026-13”不是月份"),
        ({"month": "10月"}, "请写成 2026-10"),
        ({"from_week": "2025-W53"}, "“2025-W53”不是周"),
        ({"from_week": "2026-W42", "to_week": "2026-W41"}, "结束在开始之前"),
        ({"month": "2026-10", "to_month": "2026-09"}, "结束在开始之前"),
        ({"month": "2026-10", "from_week": "2026-W42"}, "只能选一种"),
        ({"from_week": "2025-W01", "to_week": "2026-W10"}, "最多统计 53 周"),
    ],
)
def test_span_that_cannot_be_is_a_sentence(ends: dict[str, str], told: str) -> None:
    with pytest.raises(HuashuError, match=told):
        span_of(TODAY, **ends)


@pytest.mark.parametrize(
    ("asked", "lately"),
    [
        ({"month": "2026-10"}, ("2026-10", "2026-09")),
        ({"from_week": "2026-W44"}, ("2026-W44", "2026-W43")),
        ({"month": "2025-11", "to_month": "2026-01"}, ("2026-01", "2025-12")),
        ({"from_week": "2026-W20", "to_week": "2026-W44"}, ("2026-10", "2026-09")),
        ({"from_week": "2026-W50", "to_week": "2026-W53"}, ("2026-12", "2026-11")),
    ],
)
def test_span_lately_is_the_period_or_the_month_in_which_it_ends(
    asked: dict, lately: tuple[str, str]
) -> None:
    assert span_of(TODAY, **asked).lately == lately
