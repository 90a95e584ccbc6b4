"""What was heard as a promise."""

import pytest

from bot.errors import NotAllowed, Refused
from bot.records.callbacks.model import CallBack
from bot.records.callbacks.proposals import accept, drop
from tests.records.callbacks.conftest import at, call, stored
from tests.records.conftest import NOW, Desk


def _heard(desk: Desk) -> int:
    with desk.database.session() as session:
        row = CallBack(
            kind="promised",
            status="proposed",
            agent="A08",
            book="exchange",
            promised_at=NOW,
            due_at=at(23, 10),
        )
        session.add(row)
        session.flush()
        return int(row.id)


def test_proposals_wait_for_a_person(desk: Desk) -> None:
    with pytest.raises(Refused, match="状态是“待确认”"):
        call(desk, _heard(desk), "no_answer", at(21, 10))


def test_proposals_accepted_are_owed_with_what_the_person_adds(desk: Desk) -> None:
    number = _heard(desk)
    with desk.database.session() as session:
        accept(session, "李敏", number, customer="赵女士", phone="13812345678")
    row = stored(desk, number)
    assert (row.status, row.customer, row.phone, row.due_at) == ("open", "赵女士", "138****5678", at(23, 10))


def test_proposals_are_not_dropped_by_the_agent_who_promised(desk: Desk) -> None:
    number = _heard(desk)
    with desk.database.session() as session, pytest.raises(NotAllowed):
        drop(session, "李敏", number, now=NOW)
    with desk.database.session() as session:
        drop(session, "小质", number, now=NOW)
    assert stored(desk, number).status == "dropped"


def test_proposals_are_decided_once(desk: Desk) -> None:
    number = _heard(desk)
    with desk.database.session() as session:
        accept(session, "小质", number)
    with desk.database.session() as session, pytest.raises(Refused, match="待确认"):
        drop(session, "小质", number, now=NOW)
