from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.assess.month import Month, week_of
from bot.errors import HuashuError

SHANGHAI = ZoneInfo("Asia/Shanghai")


def test_month_is_read_as_it_is_written() -> None:
    assert str(Month.parse(" 2026-10 ")) == "2026-10"


@pytest.mark.parametrize(
    "text", ["2026-13", "2026-00", "0000-01", "2026-1", "2026/10", "十月", "2026-10-01", ""]
)
def test_month_that_is_none_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(HuashuError, match=r"不是月份.*2026-10"):
        Month.parse(text)


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_month_knows_its_first_and_last_day(month: str, first: date, last: date) -> None:
    assert (Month.parse(month).first, Month.parse(month).last) == (first, last)


def test_month_goes_over_the_new_year_both_ways() -> None:
    assert Month(2026, 12).next == Month(2027, 1)
    assert Month(2027, 1).previous == Month(2026, 12)
    assert Month(2026, 11).plus(14) == Month(2028, 1)


def test_month_months_are_in_order() -> None:
    assert Month(2026, 12) < Month(2027, 1) < Month(2027, 2)


def test_month_holds_its_days_only() -> None:
    assert date(2026, 10, 31) in Month(2026, 10)
    assert date(2025, 10, 31) not in Month(2026, 10)


@pytest.mark.parametrize(
    ("now", "over"),
    [
        (datetime(2026, 10, 31, 15, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 31, 16, 0, tzinfo=UTC), True),
    ],
)
def test_month_is_over_by_the_clock_of_the_desk(now: datetime, over: bool) -> None:
    assert Month(2026, 10).over(now, SHANGHAI) is over


@pytest.mark.parametrize(
    ("day", "week"),
    [(date(2026, 10, 31), "2026-W44"), (date(2027, 1, 1), "2026-W53"), (date(2024, 12, 30), "2025-W01")],
)
def test_month_week_is_the_iso_week(day: date, week: str) -> None:
    assert week_of(day) == week
