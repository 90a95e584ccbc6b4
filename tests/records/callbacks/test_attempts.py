"""Calls that are written down."""

import threading
from datetime import timedelta

import pytest

from bot.errors import Conflict, NotAllowed, NotFound, Refused
from bot.records.callbacks.attempts import attempt, attempts_of, missing
from bot.records.callbacks.people import addressed
from bot.records.roster import put_agent
from tests.records.callbacks.conftest import at, call, last, promised, stored
from tests.records.conftest import NOW, Desk


def test_attempts_a_complete_record_closes_it(desk: Desk) -> None:
    number = promised(desk)
    made = call(desk, number, "reached", at(21, 10), result="积分已到账，客户知道了", satisfied=True)
    row = stored(desk, number)
    assert (row.status, row.closed_by, row.closed_at, row.satisfied) == ("done", "李敏", at(21, 10), True)
    assert made.remarks == () and not made.attempt.in_rest_hours


def test_attempts_reached_without_a_result_are_refused_and_not_written(desk: Desk) -> None:
    number = promised(desk, customer="")
    with pytest.raises(Refused, match="还缺：客户的姓和称呼、回访结果"):
        call(desk, number, "reached", at(21, 10), result="  ")
    with desk.database.session() as session:
        assert attempts_of(session, number) == []
    assert stored(desk, number).version == 1


def test_attempts_where_the_book_asks_whether_he_is_satisfied_that_is_recorded_too() -> None:
    assert missing("fibre", "王先生", "已答复", None) == ["客户是否满意"]
    assert missing("fibre", "王先生", "\u200b", True) == ["回访结果"]
    assert missing("fibre", "王先生", "已答复", False) == []
    assert missing("exchange", "王先生", "已答复", None) == []
    assert missing("", "王先生", "已答复", None) == []


def test_attempts_ask_what_the_book_of_the_agent_asks(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "A08", book="fibre")
    with pytest.raises(Refused, match="还缺：客户是否满意"):
        call(desk, promised(desk), "reached", at(21, 10), result="已答复")


def test_attempts_the_customers_name_may_be_given_then(desk: Desk) -> None:
    number = promised(desk, customer="")
    call(desk, number, "reached", at(21, 10), result="已答复", customer="赵女士")
    assert stored(desk, number).customer == addressed("赵女士")


def test_attempts_without_answer_leave_it_open(desk: Desk) -> None:
    number = promised(desk)
    made = call(desk, number, "no_answer", at(21, 19, 59))
    assert stored(desk, number).status == "open"
    assert made.remarks == ("现在就可以再打，期限是 后天 19:59。",)


def test_attempts_in_rest_hours_happened_and_are_marked(desk: Desk) -> None:
    made = call(desk, promised(desk), "no_answer", at(21, 12, 30))
    assert made.attempt.in_rest_hours
    assert "T05（K.7.1）" in made.remarks[0] and made.remarks[1].startswith("今天 14:00 以后再打")


def test_attempts_too_late_say_by_how_much(desk: Desk) -> None:
    number = promised(desk)
    made = call(desk, number, "reached", at(25, 11), result="已答复")
    assert made.remarks == ("这个电话比期限晚了 1 天 15 小时，记一次 T04（K.7.4）。",)
    assert stored(desk, number).status == "done"


def test_attempts_inconvenient_move_it_to_the_appointed_time(desk: Desk) -> None:
    number = promised(desk)
    made = call(desk, number, "inconvenient", at(21, 10), appointment=at(26, 15))
    row = stored(desk, number)
    assert (row.due_at, row.status, row.appointed) == (at(26, 15), "open", True)
    assert made.attempt.appointment_at == at(26, 15) and made.attempt.limit_at == last(23)


def test_attempts_inconvenient_without_another_time_remind_of_one(desk: Desk) -> None:
    assert "再约一个时间" in call(desk, promised(desk), "inconvenient", at(21, 10)).remarks[0]


def test_attempts_at_an_appointed_time_are_in_time_for_half_an_hour(desk: Desk) -> None:
    number = promised(desk)
    call(desk, number, "inconvenient", at(21, 10), appointment=at(26, 15))
    assert not any("T04" in remark for remark in call(desk, number, "no_answer", at(26, 15, 30)).remarks)
    made = call(desk, number, "no_answer", at(26, 15, 31))
    assert "T04" in made.remarks[0]


def test_attempts_in_rest_hours_are_no_breach_when_the_customer_asked_for_them(desk: Desk) -> None:
    number = promised(desk)
    call(desk, number, "inconvenient", at(21, 10), appointment=at(22, 20, 30), asked=True)
    assert not call(desk, number, "no_answer", at(22, 20, 40)).attempt.in_rest_hours
    assert call(desk, number, "no_answer", at(22, 22, 0)).attempt.in_rest_hours


def test_attempts_refused_by_the_customer_end_it(desk: Desk) -> None:
    number = promised(desk)
    call(desk, number, "refused", at(21, 10))
    row = stored(desk, number)
    assert (row.status, row.result) == ("refused", "客户谢绝回访")


@pytest.mark.parametrize(
    ("when", "said"), [(at(21, 12), "还没有到"), (NOW - timedelta(days=1), "不能早于答应的那天")]
)
def test_attempts_at_impossible_times_are_refused(desk: Desk, when, said: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused, match=said):
        call(desk, promised(desk), "no_answer", at(21, 10), at=when)


def test_attempts_may_be_written_down_afterwards(desk: Desk) -> None:
    made = call(desk, promised(desk), "no_answer", at(21, 10), at=at(20, 15))
    assert made.attempt.at == at(20, 15)


def test_attempts_at_what_is_closed_are_refused(desk: Desk) -> None:
    number = promised(desk)
    call(desk, number, "reached", at(21, 10), result="已答复")
    with pytest.raises(Refused, match="状态是“已回访”（李敏 办的）"):
        call(desk, number, "reached", at(21, 11), result="又打了一次")


def test_attempts_at_an_unknown_call_back_or_with_an_unknown_outcome(desk: Desk) -> None:
    for number in (99, 10**20, -1):
        with pytest.raises(NotFound, match=f"没有 {number} 号回访"):
            call(desk, number, "no_answer", at(21, 10))
    with pytest.raises(Refused, match="reached（已回访）"):
        call(desk, promised(desk), "maybe", at(21, 10))  # type: ignore[arg-type]


def test_attempts_at_another_agents_call_backs_are_not_allowed(desk: Desk) -> None:
    number = promised(desk)
    with desk.database.session() as session, pytest.raises(NotAllowed, match="坐席 A08"):
        attempt(session, "王芳", number, "no_answer", now=at(21, 10))


def test_attempts_the_second_of_two_who_saw_the_same_is_told(desk: Desk) -> None:
    number = promised(desk)
    call(desk, number, "no_answer", at(21, 10), version=1)
    with pytest.raises(Conflict, match="刚刚被别人改过"):
        call(desk, number, "reached", at(21, 11), result="已答复", version=1)
    assert stored(desk, number).status == "open"


def test_attempts_at_the_same_moment_are_written_once(desk: Desk) -> None:
    number, barrier, told = promised(desk), threading.Barrier(2), []

    def write() -> None:
        barrier.wait()
        try:
            call(desk, number, "reached", at(21, 10), result="已答复")
            told.append("done")
        except Refused:
            told.append("refused")

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with desk.database.session() as session:
        assert len(attempts_of(session, number)) == 1
    assert sorted(told) == ["done", "refused"]


def test_attempts_keep_no_numbers_in_what_is_written(desk: Desk) -> None:
    number = promised(desk)
    call(desk, number, "reached", at(21, 10), result="客户换了号码13987654321", text="新号码13987654321")
    with desk.database.session() as session:
        (made,) = attempts_of(session, number)
    assert "13987654321" not in stored(desk, number).result + made.note
