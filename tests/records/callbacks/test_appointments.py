"""Appointed times."""

import pytest

from bot.errors import NotAllowed, Refused
from bot.records.callbacks.appointments import appoint
from tests.records.callbacks.conftest import at, last, promised, stored
from tests.records.conftest import NOW, Desk


def test_appointments_move_it(desk: Desk) -> None:
    number = promised(desk)
    with desk.database.session() as session:
        appoint(session, "李敏", number, at(24, 16), now=NOW)
    assert (stored(desk, number).due_at, stored(desk, number).version) == (at(24, 16), 2)


@pytest.mark.parametrize(
    ("when", "said"),
    [(at(20, 9), "已经过去了"), (at(21, 12, 30), "最近能打的是 明天 14:00"), (at(21, 21), "客户休息时间（K.7.1）"),
     (at(20, 10).replace(year=2028), "太远了")],
)  # fmt: skip
def test_appointments_at_a_time_that_will_not_do_are_refused(desk: Desk, when, said: str) -> None:  # type: ignore[no-untyped-def]
    number = promised(desk)
    with desk.database.session() as session, pytest.raises(Refused, match=said):
        appoint(session, "李敏", number, when, now=NOW)
    assert stored(desk, number).due_at == last(23)


def test_appointments_in_rest_hours_are_made_when_the_customer_asks(desk: Desk) -> None:
    number = promised(desk)
    with desk.database.session() as session:
        appoint(session, "李敏", number, at(21, 12, 30), now=NOW, asked=True)
    assert stored(desk, number).asked


def test_appointments_do_not_make_what_is_overdue_good(desk: Desk) -> None:
    number = promised(desk)
    with desk.database.session() as session, pytest.raises(Refused, match="已经过了期限"):
        appoint(session, "李敏", number, at(26, 10), now=at(24, 10))


def test_appointments_for_another_agent_are_not_allowed(desk: Desk) -> None:
    number = promised(desk)
    with desk.database.session() as session, pytest.raises(NotAllowed):
        appoint(session, "王芳", number, at(24, 16), now=NOW)
