"""Whose a call-back is."""

import pytest

from bot.errors import NotAllowed, NotFound, Refused
from bot.records.callbacks.breaches import breaches
from bot.records.callbacks.endings import close
from bot.records.callbacks.ownership import assign
from bot.records.callbacks.proposals import drop
from tests.records.callbacks.conftest import at, promised, stored
from tests.records.conftest import NOW, Desk


def _assign(desk: Desk, number: int, agent: str, who: str = "小质") -> None:
    with desk.database.session() as session:
        assign(session, who, number, agent)


def test_ownership_is_told_by_a_reviewer_even_of_what_is_closed(desk: Desk) -> None:
    number = promised(desk, "主管陈", agent="")
    with desk.database.session() as session:
        close(session, "李敏", number, "客户来过了", now=at(25, 10))
    _assign(desk, number, "王芳")
    with desk.database.session() as session:
        assert [b.agent for b in breaches(session, "2026-10", now=at(28, 10))] == ["A09"]


def test_ownership_of_an_agent_who_is_not_on_the_roster_is_nobodys(desk: Desk) -> None:
    number = promised(desk)
    with desk.database.session() as session:
        session.get(type(stored(desk, number)), number).agent = "X99"
    _assign(desk, number, "A08")
    assert stored(desk, number).agent == "A08"


def test_ownership_is_not_put_on_another(desk: Desk) -> None:
    number = promised(desk)
    with pytest.raises(Refused, match="已经是坐席 A08 的"):
        _assign(desk, number, "A09")
    assert stored(desk, number).agent == "A08"


def test_ownership_is_not_for_agents_nor_of_nobody(desk: Desk) -> None:
    number = promised(desk, "主管陈", agent="")
    with pytest.raises(NotAllowed):
        _assign(desk, number, "A09", who="李敏")
    with pytest.raises(NotFound, match="A77"):
        _assign(desk, number, "A77")


def test_ownership_of_what_was_no_promise_is_refused(desk: Desk) -> None:
    number = promised(desk, "主管陈", agent="")
    with desk.database.session() as session:
        session.get(type(stored(desk, number)), number).status = "proposed"
    with desk.database.session() as session:
        drop(session, "小质", number, now=NOW)
    with pytest.raises(Refused, match="不是承诺"):
        _assign(desk, number, "A09")
