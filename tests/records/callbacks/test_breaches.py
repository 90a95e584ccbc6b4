"""What was done against K.7."""

from datetime import timedelta

import pytest

from bot.errors import Refused
from bot.records.callbacks.attempts import attempt
from bot.records.callbacks.breaches import Breach, breaches
from bot.records.callbacks.endings import cancel, close
from bot.records.callbacks.model import CallBack
from tests.records.callbacks.conftest import at, call, last, promised
from tests.records.conftest import NOW, Desk


def _found(desk: Desk, day: int = 28, month: str = "2026-10", agent: str = "") -> list[Breach]:
    with desk.database.session() as session:
        return breaches(session, month, agent, now=at(day, 10))


def test_breaches_a_call_in_rest_hours(desk: Desk) -> None:
    number = promised(desk)
    call(desk, number, "reached", at(21, 13), result="已答复")
    (breach,) = _found(desk)
    assert (breach.rule, breach.clause, breach.callback, breach.agent, str(breach.occurred_on)) == (
        "T05", "K.7.1", number, "A08", "2026-10-21",
    )  # fmt: skip
    assert "在客户休息时间打的（已回访）" in breach.message


def test_breaches_are_told_by_the_date_for_they_are_kept_in_the_ledger(desk: Desk) -> None:
    call(desk, promised(desk), "no_answer", at(23, 13))
    assert ["10月23日" in breach.message for breach in _found(desk, day=24)] == [True, True]


def test_breaches_in_rest_hours_are_his_who_called(desk: Desk) -> None:
    with desk.database.session() as session:
        number = promised(desk, agent="A08")
        session.get(CallBack, number).agent = ""
    with desk.database.session() as session:
        attempt(session, "王芳", number, "no_answer", now=at(21, 13))
    assert [b.agent for b in _found(desk, day=21)] == ["A09"]


def test_breaches_a_call_too_late_and_by_how_much(desk: Desk) -> None:
    number = promised(desk)
    call(desk, number, "no_answer", at(21, 10))
    call(desk, number, "reached", at(25, 11), result="已答复")
    call_free = promised(desk)
    call(desk, call_free, "reached", at(23, 19, 59), result="已答复")
    (breach,) = _found(desk)
    assert (breach.rule, breach.clause, breach.callback, breach.late, breach.tried) == (
        "T04", "K.7.4", number, at(25, 11) - last(23), 1,
    )  # fmt: skip
    assert str(breach.occurred_on) == "2026-10-23"
    assert "晚了 1 天 15 小时 才打（期限内打过 1 次，没有打通）" in breach.message


def test_breaches_not_called_at_all_so_far(desk: Desk) -> None:
    promised(desk, kind="member")
    (breach,) = _found(desk, day=24)
    assert (breach.late, breach.done_at, breach.clause) == (at(24, 10) - last(23), None, "K.7.4 K.7.2")
    assert _found(desk, day=23) == []


def test_breaches_stay_when_the_customer_is_called_after_all(desk: Desk) -> None:
    number = promised(desk)
    (before,) = _found(desk, day=24)
    call(desk, number, "inconvenient", at(25, 10), appointment=at(26, 10))
    call(desk, number, "reached", at(26, 10), result="已答复")
    (after,) = _found(desk)
    assert before.key == after.key and after.late == at(25, 10) - last(23)


def test_breaches_are_late_by_the_first_call_after_the_time_was_up_and_one_whatever_follows(
    desk: Desk,
) -> None:
    number = promised(desk)
    call(desk, number, "no_answer", at(24, 10))
    call(desk, number, "no_answer", at(25, 10))
    (breach,) = _found(desk)
    assert breach.late == at(24, 10) - last(23)


def test_breaches_of_an_appointment_that_is_missed_too_are_two(desk: Desk) -> None:
    number = promised(desk)
    call(desk, number, "inconvenient", at(25, 10), appointment=at(26, 10))
    assert len(_found(desk, day=28)) == 2


def test_breaches_of_the_time_limit_are_in_the_month_in_which_it_ended(desk: Desk) -> None:
    number = promised(desk, now=at(28, 10))
    call(desk, number, "reached", at(28, 10) + timedelta(days=7), result="已答复")
    assert [b.rule for b in _found(desk)] == ["T04"]
    assert _found(desk, month="2026-11") == []


@pytest.mark.parametrize("early", [True, False])
def test_breaches_cancelled_or_closed_too_late(desk: Desk, early: bool) -> None:
    day, first, second = 22 if early else 24, promised(desk), promised(desk)
    with desk.database.session() as session:
        cancel(session, "主管陈", first, "不用打了", now=at(day, 10))
        close(session, "李敏", second, "客户自己打来", now=at(day, 10))
    assert len(_found(desk)) == (0 if early else 2)


def test_breaches_of_what_nobody_has_accepted_are_none(desk: Desk) -> None:
    with desk.database.session() as session:
        session.add(
            CallBack(kind="promised", status="proposed", agent="A08", promised_at=NOW, due_at=at(23, 10))
        )
    assert _found(desk) == []


def test_breaches_of_one_agent(desk: Desk) -> None:
    promised(desk)
    assert len(_found(desk, agent="A08")) == 1 and _found(desk, agent="A09") == []


def test_breaches_of_no_month_are_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="不是一个月份"):
        _found(desk, month="2026-13")


def test_breaches_a_call_in_the_first_minutes_of_the_third_day_is_none(desk: Desk) -> None:
    number = promised(desk, now=at(20, 8, 30), kind="member")
    made = call(desk, number, "reached", at(23, 9, 5), result="已答复")
    assert made.remarks == () and _found(desk) == []
