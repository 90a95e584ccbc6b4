"""Call-backs that end without a call."""

import pytest

from bot.errors import Conflict, NotAllowed, Refused
from bot.records.callbacks.breaches import breaches
from bot.records.callbacks.endings import cancel, close
from tests.records.callbacks.conftest import at, call, promised, stored
from tests.records.conftest import NOW, Desk


def test_endings_the_customer_has_his_answer_already(desk: Desk) -> None:
    number = promised(desk)
    with desk.database.session() as session:
        close(session, "李敏", number, "客户自己打来，已经答复", now=NOW)
    row = stored(desk, number)
    assert (row.status, row.closed_by, row.result) == ("settled", "李敏", "客户自己打来，已经答复")


@pytest.mark.parametrize("nothing", [" ", "\u200b", "\u2066\u2069 "])
def test_endings_need_a_result(desk: Desk, nothing: str) -> None:
    number = promised(desk)
    with desk.database.session() as session, pytest.raises(Refused, match="请写明结果"):
        close(session, "李敏", number, nothing, now=NOW)


def test_endings_nobody_gives_up_what_was_never_tried(desk: Desk) -> None:
    number = promised(desk)
    with desk.database.session() as session, pytest.raises(Refused, match="一次也没有打过"):
        close(session, "李敏", number, "打不通", now=NOW, given_up=True)
    call(desk, number, "wrong_number", at(21, 10))
    with desk.database.session() as session:
        close(session, "李敏", number, "空号", now=at(21, 11), given_up=True)
    assert stored(desk, number).status == "given_up"


def test_endings_once(desk: Desk) -> None:
    number = promised(desk)
    with desk.database.session() as session:
        close(session, "李敏", number, "已答复", now=NOW)
    with desk.database.session() as session, pytest.raises(Refused, match="状态是“未通话办结”"):
        close(session, "李敏", number, "已答复", now=NOW)


def test_endings_a_stale_view_is_told(desk: Desk) -> None:
    number = promised(desk)
    call(desk, number, "no_answer", at(21, 10))
    with desk.database.session() as session, pytest.raises(Conflict):
        close(session, "李敏", number, "已答复", now=at(21, 11), version=1)


def test_endings_settled_in_time_and_cancelled_afterwards_are_no_breach(desk: Desk) -> None:
    number = promised(desk, kind="member")
    with desk.database.session() as session:
        close(session, "李敏", number, "客户自己来过了", now=at(21, 11))
    with desk.database.session() as session:
        cancel(session, "主管陈", number, "当面回访过", now=at(27, 11))
    assert (stored(desk, number).status, stored(desk, number).closed_at) == ("cancelled", at(21, 11))
    with desk.database.session() as session:
        assert breaches(session, "2026-10", now=at(28, 10)) == []


def test_endings_cancelling_is_not_for_agents(desk: Desk) -> None:
    number = promised(desk)
    with desk.database.session() as session, pytest.raises(NotAllowed, match="质检员、主管"):
        cancel(session, "李敏", number, "不用打了", now=NOW)
    with desk.database.session() as session:
        cancel(session, "主管陈", number, "客户来店里办完了", now=NOW)
    assert stored(desk, number).status == "cancelled"
