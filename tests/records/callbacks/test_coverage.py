"""Whether every member was called back."""

from datetime import date

import pytest

from bot.errors import Refused
from bot.records.callbacks.coverage import Coverage, coverage
from bot.records.callbacks.endings import cancel, close
from bot.records.callbacks.shown import member_lines
from tests.records.callbacks.conftest import at, call, promised
from tests.records.conftest import NOW, Desk


def _covered(
    desk: Desk, begin: date = date(2026, 10, 1), end: date = date(2026, 10, 31), day: int = 22
) -> Coverage:
    with desk.database.session() as session:
        return coverage(session, begin, end, now=at(day, 10))


def _member(desk: Desk, name: str, **given: object) -> int:
    return promised(desk, kind="member", customer=name, **given)


def test_coverage_counts_in_time_late_open_and_not_reached(desk: Desk) -> None:
    call(desk, _member(desk, "王先生"), "reached", at(21, 10), result="已答复")
    call(desk, _member(desk, "李先生"), "reached", at(24, 10), result="已答复")
    unreached = _member(desk, "赵女士")
    call(desk, unreached, "wrong_number", at(21, 10))
    with desk.database.session() as session:
        close(session, "李敏", unreached, "空号", now=at(21, 11), given_up=True)
    _member(desk, "钱女士")
    found = _covered(desk, day=25)
    assert (found.members, found.in_time, found.late, found.open, found.overdue, found.given_up) == (
        4,
        1,
        1,
        1,
        1,
        1,
    )
    assert found.percent == "50%"
    assert [(m.customer, m.overdue, m.state) for m in found.missing] == [
        ("赵女士", False, "没有回访成"),
        ("钱女士", True, "已逾期"),
    ]


def test_coverage_made_good_after_the_time_was_up_is_late_whatever_was_appointed(desk: Desk) -> None:
    number = _member(desk, "王先生")
    call(desk, number, "inconvenient", at(24, 10), appointment=at(25, 10))
    call(desk, number, "reached", at(25, 10), result="已答复")
    found = _covered(desk, day=26)
    assert (found.in_time, found.late, found.percent) == (0, 1, "100%")


def test_coverage_without_having_spoken_to_anybody_is_none(desk: Desk) -> None:
    untried, tried = _member(desk, "王先生"), _member(desk, "李先生")
    call(desk, tried, "no_answer", at(21, 10))
    with desk.database.session() as session:
        for number in (untried, tried):
            close(session, "李敏", number, "客户自己来过了", now=at(21, 11))
    found = _covered(desk)
    assert (found.members, found.reached, found.in_time, found.settled, found.percent) == (2, 0, 0, 2, "0%")
    assert [m.state for m in found.missing] == ["未通话办结", "未通话办结"]
    with desk.database.session() as session:
        cancel(session, "主管陈", untried, "当面回访过，问过主管", now=at(27, 11))
    found = _covered(desk)
    assert (found.members, found.settled, found.cancelled) == (1, 1, 1)


def test_coverage_who_declined_is_counted_apart_and_not_owed_any_more(desk: Desk) -> None:
    call(desk, _member(desk, "王先生"), "reached", at(21, 10), result="已答复")
    call(desk, _member(desk, "李先生"), "refused", at(21, 10))
    found = _covered(desk)
    assert (found.members, found.in_time, found.refused, found.given_up) == (1, 1, 1, 0)
    assert (found.percent, found.missing) == ("100%", ())
    lines = list(member_lines(found))
    assert lines[1:] == ["另有客户谢绝 1 位，不算在内。"]


def test_coverage_leaves_out_cancelled_ones_and_says_how_many(desk: Desk) -> None:
    number = _member(desk, "王先生")
    with desk.database.session() as session:
        cancel(session, "主管陈", number, "不是会员", now=NOW)
    found = _covered(desk)
    assert (found.members, found.cancelled, found.percent) == (0, 1, "—")


def test_coverage_is_of_members_and_of_the_desks_days(desk: Desk) -> None:
    promised(desk)
    _member(desk, "王先生", now=at(21, 0, 30))
    assert _covered(desk, date(2026, 10, 20), date(2026, 10, 20)).members == 0
    assert _covered(desk, date(2026, 10, 21), date(2026, 10, 21)).members == 1


def test_coverage_is_not_rounded_up_to_all(desk: Desk) -> None:
    found = Coverage(date(2026, 10, 1), date(2026, 10, 31), 2000, 1999, 0, 1, 0, 0, 0, 0, 0, ())
    assert found.percent == "99.9%"


def test_coverage_of_a_period_that_ends_before_it_begins_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="不能晚于"):
        _covered(desk, date(2026, 10, 2), date(2026, 10, 1))
