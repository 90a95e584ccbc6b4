"""Moments as people write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.errors import Refused
from bot.records.callbacks.times import (
    appointed_of,
    called_of,
    date_of,
    lasting,
    moment_of,
    month_of,
    promised_of,
    told,
)

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 5, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    ["2026-11-06 15:00", "2026/11/6 15:00", "2026年11月6日 15:00", "2026年11月6日15点", "2026-11-06T15:00:00",
     "2026-11-06T07:00:00Z", "2026-11-06T07:00+00:00"],
)  # fmt: skip
def test_times_are_by_the_desks_clock_unless_they_say_another(text: str) -> None:
    assert moment_of(text, ZONE) == datetime(2026, 11, 6, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "said"),
    [("2026-02-30 10:00", "没有 2026-02-30 这一天"), ("2026-11-05 25:00", "没有 25:00 这个时间"),
     ("2026-11-05", "不是一个时间"), ("很快", "不是一个时间"), ("0026-11-05 10:00", "年份")],
)  # fmt: skip
def test_times_that_are_none_are_refused(text: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        moment_of(text, ZONE)


def test_times_of_appointments_may_be_said() -> None:
    assert appointed_of("明天下午三点", ZONE, NOW) == datetime(2026, 11, 6, 7, 0, tzinfo=UTC)
    with pytest.raises(Refused, match="没有说几点"):
        appointed_of("明天下午", ZONE, NOW)
    with pytest.raises(Refused):
        appointed_of("随便", ZONE, NOW)


def test_times_of_calls_may_be_said_or_written() -> None:
    ten = datetime(2026, 11, 4, 2, 0, tzinfo=UTC)
    assert called_of("昨天上午十点", ZONE, NOW) == called_of("2026-11-04 10:00", ZONE, NOW) == ten
    with pytest.raises(Refused, match="还没有到"):
        called_of("明天下午三点", ZONE, NOW)
    with pytest.raises(Refused, match="没有说几点。请写成“昨天上午十点”"):
        called_of("昨天上午", ZONE, NOW)


def test_times_a_day_of_service_counts_to_its_end() -> None:
    assert promised_of("2026-11-04", ZONE, NOW) == datetime(2026, 11, 4, 15, 59, tzinfo=UTC)
    assert promised_of("2026-11-05", ZONE, NOW) == NOW


@pytest.mark.parametrize("text", ["2026-11-06", "2026-11-05 11:00"])
def test_times_of_service_cannot_be_to_come(text: str) -> None:
    with pytest.raises(Refused, match="还没有到"):
        promised_of(text, ZONE, NOW)


def test_times_days_and_months() -> None:
    assert str(date_of("2026年11月5日")) == "2026-11-05" and month_of("2026年3月") == "2026-03"
    for reader, text in (
        (date_of, "2026-11-31"),
        (date_of, "昨天"),
        (month_of, "2026-13"),
        (month_of, "十月"),
    ):
        with pytest.raises(Refused):
            reader(text)


def test_times_are_told_as_one_says_them() -> None:
    assert told(datetime(2026, 11, 6, 7, 5, tzinfo=UTC), NOW, ZONE) == "明天 15:05"
    assert told(datetime(2026, 11, 16, 1, 0, tzinfo=UTC), NOW, ZONE) == "11月16日 9:00"
    assert told(datetime(2027, 1, 16, 1, 0, tzinfo=UTC), NOW, ZONE) == "2027年1月16日 9:00"


@pytest.mark.parametrize(
    ("hours", "text"),
    [(27, "1 天 3 小时"), (48, "2 天"), (1.5, "1 小时 30 分钟"), (0.05, "3 分钟"), (0, "1 分钟")],
)
def test_times_that_last(hours: float, text: str) -> None:
    assert lasting(timedelta(hours=hours)) == text
