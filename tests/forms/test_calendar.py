"""Days and times as they are said, on Thursday 26 November 2026 at four in the afternoon."""

import pytest

from bot.forms.calendar import moment
from bot.forms.day import When, day
from bot.forms.errors import Unfit
from bot.forms.moment import kept_moment
from tests.forms.conftest import NOW


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("明天下午三点", "2026-11-27 15:00"),
        ("2026-11-28 15:00", "2026-11-28 15:00"),
        ("2026-11-28T15:00", "2026-11-28 15:00"),
        ("2026年11月28日", "2026-11-28"),
        ("二〇二六年十二月一日上午十点一刻", "2026-12-01 10:15"),
        ("11月28号晚上八点半", "2026-11-28 20:30"),
        ("12/3 09:00", "2026-12-03 09:00"),
        ("周五上午", "2026-11-27 上午"),
        ("下周二", "2026-12-01"),
        ("下下个礼拜天", "2026-12-13"),
        ("上星期五下午4点20", "2026-11-20 16:20"),
        ("周末", "2026-11-28"),
        ("大后天", "2026-11-29"),
        ("三天后", "2026-11-29"),
        ("两个半小时前", "2026-11-26 13:30"),
        ("半小时以后", "2026-11-26 16:30"),
        ("三个月后", "2027-02-26"),
        ("刚才", "2026-11-26 16:00"),
        ("今晚12点", "2026-11-27 00:00"),
        ("中午1点", "2026-11-26 13:00"),
        ("凌晨12点半", "2026-11-26 00:30"),
        ("八点三刻", "2026-11-26 08:45"),
        ("03:30", "2026-11-26 03:30"),
    ],
)
def test_calendar_reads_what_is_said(said: str, kept: str) -> None:
    assert moment(said, NOW).kept == kept


@pytest.mark.parametrize(
    ("said", "when", "found"),
    [
        ("28号", "past", "2026-10-28"),
        ("28号", "future", "2026-11-28"),
        ("2号", "future", "2026-12-02"),
        ("上个月20号", "past", "2026-10-20"),
        ("上上月三十号", "past", "2026-09-30"),
        ("这个月2号", None, "2026-11-02"),
        ("下月3号", "future", "2026-12-03"),
        ("周三", "future", "2026-12-02"),
        ("周三", "past", "2026-11-25"),
        ("3月5号", "future", "2027-03-05"),
        ("12月5号", "past", "2025-12-05"),
        ("1月3号", None, "2027-01-03"),
    ],
)
def test_calendar_a_vague_day_lies_where_it_should(said: str, when: When, found: str) -> None:
    assert day(said, NOW, when).isoformat() == found


@pytest.mark.parametrize(
    ("said", "when", "complaint"),
    [
        ("随便", None, "没有看出是什么时间。可以这样说：明天下午三点"),
        ("三点", None, "3 点是上午还是下午"),
        ("13月5号", None, "没有 13 月"),
        ("2月30号", None, "2 月没有 30 号"),
        ("上上个月31号", "past", "2026 年 9 月没有 31 号"),
        ("2027-02-29", None, "2027 年 2 月没有 29 号"),
        ("明天25点", None, "没有 25 点 0 分"),
        ("0000-01-01", None, "0 年不对"),
        ("昨天", "future", "已经过去了"),
        ("下午三点", "future", "把日期也说上"),
        ("明天", "past", "还没有到"),
        ("下周二", "past", "还没有到"),
    ],
)
def test_calendar_what_will_not_do_is_told(said: str, when: When, complaint: str) -> None:
    with pytest.raises(Unfit, match=complaint):
        moment(said, NOW, when)


def test_calendar_a_day_that_will_not_do_is_told() -> None:
    with pytest.raises(Unfit, match="还没有到，这里要写已经过去的日子"):
        day("明天", NOW, "past")
    with pytest.raises(Unfit, match="今天或以后"):
        day("前天", NOW, "future")
    with pytest.raises(Unfit, match="没有看出是哪一天"):
        day("下午三点", NOW)


def test_calendar_a_moment_is_shown_with_its_weekday() -> None:
    assert kept_moment("2026-11-28 15:00").shown == "2026-11-28（周六）15:00"
    assert kept_moment("2026-11-28 上午").shown == "2026-11-28（周六）上午"


def test_calendar_a_part_of_the_day_ends_where_the_next_begins() -> None:
    morning, whole = kept_moment("2026-11-28 上午"), kept_moment("2026-11-28")
    assert f"{morning.begins(NOW.tzinfo):%H:%M} {morning.ends(NOW.tzinfo):%H:%M}" == "09:00 11:59"
    assert f"{whole.ends(NOW.tzinfo):%d %H:%M}" == "28 23:59"
