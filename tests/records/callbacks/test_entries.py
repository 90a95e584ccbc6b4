"""Call-backs that a person enters."""

import pytest

from bot.errors import BookError, NotAllowed, NotFound, Refused
from bot.records.audit import history
from bot.records.callbacks.entries import add
from bot.records.roster import put_agent
from tests.records.callbacks.conftest import at, last, promised, stored
from tests.records.conftest import NOW, Desk


def test_entries_are_due_after_three_days(desk: Desk) -> None:
    row = stored(desk, promised(desk))
    assert (row.status, row.due_at, row.promised_at, row.agent) == ("open", last(23), NOW, "A08")


def test_entries_before_the_first_hour_of_the_day_are_due_at_the_end_of_the_third_day_too(desk: Desk) -> None:
    assert stored(desk, promised(desk, now=at(20, 8, 30))).due_at == last(23)


def test_entries_hide_number_and_reference(desk: Desk) -> None:
    row = stored(desk, promised(desk, customer="王小明", title="先生", reason="打到13987654321也行"))
    assert (row.customer, row.phone, row.dialable) == ("王先生", "138****5678", False)
    assert "13987654321" not in row.reason


def test_entries_keep_the_number_where_the_desk_wants_it(desk: Desk, settled) -> None:  # type: ignore[no-untyped-def]
    settled("keep_full: [callbacks]\n")
    row = stored(desk, promised(desk))
    assert (row.phone, row.dialable) == ("13812345678", True)


def test_entries_without_customer_or_number_are_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="请写明回访谁"):
        promised(desk, customer="", phone="")


def test_entries_of_an_unknown_book_agent_or_kind_are_refused(desk: Desk) -> None:
    for given, error in (
        ({"book": "hotel"}, BookError),
        ({"agent": "A77"}, NotFound),
        ({"kind": "maybe"}, Refused),
    ):
        with pytest.raises(error):
            promised(desk, **given)


def test_entries_of_a_conversation_that_is_not_there_are_refused(desk: Desk) -> None:
    with pytest.raises(NotFound, match="没有 77 号会话"):
        promised(desk, conversation=77)


@pytest.mark.parametrize("text", ["a\x00b", "\ud800坏的", "\u202e反的"])
def test_entries_take_any_text(desk: Desk, text: str) -> None:
    number = promised(desk, customer=text, reason=text, reference=text)
    assert "\x00" not in stored(desk, number).reason


def test_entries_promised_tomorrow_are_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="还没有到"):
        promised(desk, promised_at=at(21, 10))


def test_entries_by_appointment_need_the_time(desk: Desk) -> None:
    with pytest.raises(Refused, match="约的时间"):
        promised(desk, kind="appointment")
    row = stored(desk, promised(desk, kind="appointment", due_at=at(21, 15)))
    assert row.appointed and row.due_at == at(21, 15)


def test_entries_an_agent_cannot_promise_for_another(desk: Desk) -> None:
    with desk.database.session() as session, pytest.raises(NotAllowed, match="A09"):
        add(session, "李敏", kind="promised", now=NOW, customer="王先生", agent="A09")


def test_entries_of_an_agent_are_his_own(desk: Desk) -> None:
    assert stored(desk, promised(desk, agent="")).agent == "A08"


def test_entries_are_audited(desk: Desk) -> None:
    number = promised(desk)
    with desk.database.session() as session:
        assert [line.who for line in history(session, f"callback:{number}")] == ["李敏"]


def test_entries_go_by_the_book_of_the_agent_unless_one_is_given(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "G01", name="赵磊", book="gym")
    assert stored(desk, promised(desk, "主管陈", agent="赵磊")).book == "gym"
    assert stored(desk, promised(desk, "主管陈", agent="赵磊", book="shop")).book == "shop"
