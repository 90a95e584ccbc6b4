"""Appointed times."""

import pytest

from bot.errors import NotAllowed, NotFound, Refused
from bot.records.audit import forget_words, history
from bot.records.callbacks.appointments import appoint
from bot.records.callbacks.breaches import breaches
from bot.records.callbacks.model import CallBack, Outcome
from tests.records.callbacks.conftest import at, call, last, promised, stored
from tests.records.conftest import NOW, Desk


def _appoint(desk: Desk, number: int, when, who: str = "李敏", now=NOW, **given: object) -> CallBack:  # type: ignore[no-untyped-def]
    with desk.database.session() as session:
        return appoint(session, who, number, when, now=now, **given)  # type: ignore[arg-type]


def _tried(desk: Desk, outcome: Outcome = "inconvenient") -> int:
    """A call-back that was tried as soon as it was promised."""
    number = promised(desk)
    call(desk, number, outcome, NOW)
    return number


@pytest.mark.parametrize("outcome", ["inconvenient", "no_answer"])
def test_appointments_move_it_after_a_call_that_did_not_come_off(desk: Desk, outcome: Outcome) -> None:
    number = _tried(desk, outcome)
    _appoint(desk, number, at(24, 16))
    assert (stored(desk, number).due_at, stored(desk, number).version) == (at(24, 16), 3)


def test_appointments_instead_of_a_call_are_refused_and_it_stays_overdue(desk: Desk) -> None:
    number = promised(desk)
    with pytest.raises(Refused, match=r"在这个期限里还没有打过，不能往后约.*请质检员或主管改约"):
        _appoint(desk, number, at(24, 16))
    with desk.database.session() as session:
        assert [b.rule for b in breaches(session, "2026-10", now=at(24, 10))] == ["T04"]


def test_appointments_after_a_wrong_number_are_refused(desk: Desk) -> None:
    number = _tried(desk, "wrong_number")
    with pytest.raises(Refused, match="还没有打过"):
        _appoint(desk, number, at(24, 16))


def test_appointments_need_a_call_each(desk: Desk) -> None:
    number = _tried(desk)
    _appoint(desk, number, at(24, 16))
    with pytest.raises(Refused, match="在这个期限里还没有打过"):
        _appoint(desk, number, at(28, 16))
    call(desk, number, "no_answer", at(24, 16))
    _appoint(desk, number, at(28, 16), now=at(24, 16))
    assert stored(desk, number).due_at == at(28, 16)


def test_appointments_after_a_call_made_too_late_are_refused(desk: Desk) -> None:
    number = promised(desk)
    call(desk, number, "no_answer", at(24, 10))
    with pytest.raises(Refused, match="已经过了期限"):
        _appoint(desk, number, at(26, 10), now=at(24, 10))


def test_appointments_without_a_call_are_a_reviewers_or_supervisors_with_a_reason(desk: Desk) -> None:
    number = promised(desk)
    with pytest.raises(Refused, match="请写明理由（--reason）"):
        _appoint(desk, number, at(24, 16), "主管陈", why=" ")
    with pytest.raises(Refused, match="请质检员或主管改约"):
        _appoint(desk, number, at(24, 16), "李敏", why="客户出差")
    with pytest.raises(Refused, match="请质检员或主管改约"):
        _appoint(desk, number, at(24, 16), "培训周", why="客户出差")
    _appoint(desk, number, at(24, 16), "小质", why="客户出差，电话13987654321")
    assert stored(desk, number).due_at == at(24, 16)
    with desk.database.session() as session:
        (line,) = (one for one in history(session, f"callback:{number}") if one.action == "callback.appoint")
        assert "客户出差" in line.after and "13987654321" not in line.after
        forget_words(session, line.at.replace(year=line.at.year + 1), 10)
        assert "客户出差" not in line.after


@pytest.mark.parametrize(
    ("when", "said"),
    [(at(20, 9), "已经过去了"), (at(21, 12, 30), "最近能打的是 明天 14:00"), (at(21, 21), "客户休息时间（K.7.1）"),
     (at(20, 10).replace(year=2028), "太远了")],
)  # fmt: skip
def test_appointments_at_a_time_that_will_not_do_are_refused(desk: Desk, when, said: str) -> None:  # type: ignore[no-untyped-def]
    number = _tried(desk)
    with pytest.raises(Refused, match=said):
        _appoint(desk, number, when)
    assert stored(desk, number).due_at == last(23)


def test_appointments_of_an_agent_are_within_thirty_days_of_the_call(desk: Desk) -> None:
    number = _tried(desk)
    far = at(20, 10, 1).replace(month=11, day=19)
    with pytest.raises(Refused, match=r"最多约到打电话以后 30 天（11月19日）.*请质检员或主管改约"):
        _appoint(desk, number, far, now=at(23, 10))
    with pytest.raises(Refused, match="最多约到打电话以后 30 天"):
        call(desk, number, "no_answer", NOW, appointment=far)
    with pytest.raises(Refused, match="最多约到打电话以后 30 天"):
        promised(desk, due_at=far)
    _appoint(desk, number, far, "主管陈")
    assert stored(desk, number).due_at == far
    with pytest.raises(Refused, match="请约在一年以内"):
        _appoint(desk, number, far.replace(year=2028), "主管陈", why="客户出国")


def test_appointments_in_rest_hours_are_made_when_the_customer_asks(desk: Desk) -> None:
    number = _tried(desk)
    _appoint(desk, number, at(21, 12, 30), asked=True)
    assert stored(desk, number).asked


@pytest.mark.parametrize("who", ["李敏", "主管陈"])
def test_appointments_do_not_make_what_is_overdue_good(desk: Desk, who: str) -> None:
    number = promised(desk)
    with pytest.raises(Refused, match="已经过了期限"):
        _appoint(desk, number, at(26, 10), who, now=at(24, 10), why="客户出差")


def test_appointments_for_another_agent_are_not_allowed(desk: Desk) -> None:
    number = _tried(desk)
    with pytest.raises(NotAllowed):
        _appoint(desk, number, at(24, 16), "王芳")
    with pytest.raises(NotFound):
        _appoint(desk, 99, at(24, 16))
