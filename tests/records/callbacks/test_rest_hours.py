"""When customers rest, and until when a promise is kept."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.errors import BookError
from bot.records.callbacks.rest_hours import RestHours

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOURS = RestHours(("00:00-09:00", "12:00-14:00", "20:00-24:00"), SHANGHAI)
#: The last minute is good to its end.
LAST = timedelta(seconds=59)


def _at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(f"2026-11-{text}").replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("clock", "resting"),
    [("08:59", True), ("09:00", False), ("11:59", False), ("12:00", True), ("13:59", True), ("14:00", False),
     ("19:59", False), ("20:00", True), ("00:00", True)],
)  # fmt: skip
def test_rest_hours_begin_and_end_on_the_minute(clock: str, resting: bool) -> None:
    assert HOURS.holds(_at(f"05 {clock}")) is resting


def test_rest_hours_are_told_by_the_desks_clock() -> None:
    assert HOURS.holds(datetime(2026, 11, 5, 5, 0, tzinfo=UTC))
    assert not HOURS.holds(datetime(2026, 11, 5, 7, 0, tzinfo=UTC))


@pytest.mark.parametrize(
    ("now", "then"),
    [("05 10:15", "05 10:15"), ("05 12:30", "05 14:00"), ("05 21:10", "06 09:00"), ("06 00:00", "06 09:00")],
)
def test_rest_hours_next_time_one_may_call(now: str, then: str) -> None:
    assert HOURS.next_time(_at(now)) == _at(then)


@pytest.mark.parametrize(
    ("promised", "due"),
    [("02 10:00", "05 19:59"), ("02 21:00", "05 19:59"), ("02 08:00", "05 19:59"), ("02 00:00", "05 19:59"),
     ("02 23:59", "05 19:59"), ("03 00:00", "06 19:59")],
)  # fmt: skip
def test_rest_hours_a_promise_is_due_when_the_third_day_after_it_ends(promised: str, due: str) -> None:
    assert HOURS.due(_at(promised), 3) == _at(due) + LAST


def test_rest_hours_the_first_minute_of_the_third_day_is_in_time() -> None:
    due = HOURS.due(_at("20 08:30"), 3)
    assert _at("23 09:05") < due < HOURS.next_time(_at("23 20:00"))


@pytest.mark.parametrize(("promised", "due"), [("02 13:00", "02 19:59"), ("02 21:00", "03 19:59")])
def test_rest_hours_a_promise_is_never_due_before_it_is_made(promised: str, due: str) -> None:
    assert HOURS.due(_at(promised), 0) == _at(due) + LAST


def test_rest_hours_without_any_a_day_ends_at_midnight() -> None:
    assert RestHours((), SHANGHAI).due(_at("02 10:00"), 3) == _at("05 23:59") + LAST


def test_rest_hours_three_days_are_three_days_when_the_clock_is_put_back() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    hours = RestHours(("20:00-09:00",), berlin)
    promised = datetime(2026, 10, 23, 10, 0, tzinfo=berlin)
    assert hours.due(promised.astimezone(UTC), 3).astimezone(berlin) == datetime(
        2026, 10, 26, 19, 59, 59, tzinfo=berlin
    )


def test_rest_hours_may_go_over_midnight() -> None:
    hours = RestHours(("22:00-08:00",), SHANGHAI)
    assert hours.holds(_at("05 23:00")) and hours.holds(_at("05 07:59")) and not hours.holds(_at("05 08:00"))


def test_rest_hours_say_when_to_call_instead() -> None:
    assert HOURS.notice(_at("05 12:30")) == "现在是客户休息时间，14:00 以后再打。"
    assert HOURS.notice(_at("05 21:00")) == "现在是客户休息时间，明天 9:00 以后再打。"
    assert HOURS.notice(_at("05 15:00")) == ""


def test_rest_hours_of_the_whole_day_are_a_mistake_in_the_settings() -> None:
    with pytest.raises(BookError, match="一整天"):
        RestHours(("00:00-24:00",), SHANGHAI).next_time(_at("05 10:00"))
