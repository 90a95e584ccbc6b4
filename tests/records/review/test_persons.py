"""Nobody judges himself, under whatever name."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.errors import NotAllowed, Refused
from bot.records.conversations import KeptConversation
from bot.records.people import put_user
from bot.records.review.additions import add
from bot.records.review.appeal import Appeal
from bot.records.review.appeals import decide_appeal, file_against_finding
from bot.records.review.given import Given
from bot.records.review.opinions import opine
from bot.records.review.readings import read
from bot.records.review.verdicts import decide
from tests.records.conftest import NOW, Desk, found

LATER = NOW + timedelta(days=1)


@pytest.fixture
def himself(desk: Desk) -> Desk:
    """李组长 reviews and is A08 himself, 敏主管 leads and is A08 too; 芳主管 and 王组长 are both A09."""
    with desk.database.session() as session:
        put_user(session, "root", "李组长", "reviewer", "A08")
        put_user(session, "root", "敏主管", "supervisor", "A08")
        put_user(session, "root", "芳主管", "supervisor", "A09")
        put_user(session, "root", "王组长", "reviewer", "A09")
    return desk


def _named(desk: Desk, talk: int, agent: str) -> None:
    """The conversation is under this name by now."""
    with desk.database.session() as session:
        session.execute(update(KeptConversation).where(KeptConversation.id == talk).values(agent=agent))


@pytest.mark.parametrize("agent", ["A08", "8", "李敏"])
def test_persons_do_not_judge_their_own_conversations(himself: Desk, agent: str) -> None:
    talk = himself.conversation(found(), agent="小孙")
    (finding,) = himself.findings(talk)
    _named(himself, talk, agent)
    with himself.database.session() as session, pytest.raises(NotAllowed, match="自己的会话，要请别人复核"):
        decide(session, "李组长", int(finding.id), Given("confirm"), NOW)


@pytest.mark.parametrize("agent", ["A08", "8", "李敏"])
def test_persons_do_not_add_to_their_own_conversations(himself: Desk, agent: str) -> None:
    talk = himself.conversation(agent="小孙")
    _named(himself, talk, agent)
    with himself.database.session() as session, pytest.raises(NotAllowed, match="自己的会话"):
        add(session, "李组长", talk, "F02", 1, "说了", NOW)


def test_persons_give_no_opinion_on_their_own_conversations(himself: Desk) -> None:
    number = himself.confirmed()
    with himself.database.session() as session, pytest.raises(NotAllowed, match="自己的会话"):
        opine(session, "李组长", number, Given("dismiss", "不算"), NOW)


def test_persons_do_not_read_their_own_conversations(himself: Desk) -> None:
    talk = himself.conversation(found())
    with himself.database.session() as session, pytest.raises(NotAllowed, match="要请别人通读"):
        read(session, "李组长", talk, [], NOW)


def _appealed(desk: Desk, number: int, who: str = "李敏") -> int:
    with desk.database.session() as session:
        return int(file_against_finding(session, who, number, "客户打错了", NOW).id)


def test_persons_do_not_decide_on_their_own_appeals(himself: Desk) -> None:
    appeal = _appealed(himself, himself.confirmed())
    with himself.database.session() as session, pytest.raises(NotAllowed, match="您自己的申诉"):
        decide_appeal(session, "敏主管", appeal, True, "没错", LATER)


def test_persons_do_not_decide_where_the_conversation_is_theirs_by_now(himself: Desk) -> None:
    number = himself.confirmed(agent="小孙")
    appeal = _appealed(himself, number, "培训周")
    _named(himself, 1, "李敏")
    with himself.database.session() as session, pytest.raises(NotAllowed, match="您自己的申诉"):
        decide_appeal(session, "敏主管", appeal, True, "没错", LATER)


def test_persons_with_two_user_names_are_one(himself: Desk) -> None:
    appeal = _appealed(himself, himself.confirmed(by="王组长"))
    with himself.database.session() as session, pytest.raises(NotAllowed, match="经手过"):
        decide_appeal(session, "芳主管", appeal, True, "不算", LATER)


def test_persons_who_filed_do_not_decide_a_level_above(desk: Desk) -> None:
    number = desk.confirmed()
    with desk.database.session() as session:
        decide_appeal(session, "小检", _appealed(desk, number, "主管陈"), False, "听了", LATER)
    second = _appealed(desk, number)
    with desk.database.session() as session, pytest.raises(NotAllowed, match="经手过"):
        decide_appeal(session, "主管陈", second, True, "不算", LATER)


def test_persons_who_review_may_appeal_what_is_theirs(himself: Desk) -> None:
    own, other = himself.confirmed(), himself.confirmed(agent="A09", name="c-2")
    _appealed(himself, own, "李组长")
    with himself.database.session() as session:
        assert session.execute(select(Appeal.filed_by)).scalar_one() == "李组长"
    with pytest.raises(NotAllowed, match="质检员"):
        _appealed(himself, other, "李组长")


def test_persons_add_nothing_to_what_an_agent_has_pasted(desk: Desk) -> None:
    talk = desk.conversation(found(), sender="web-1")
    with desk.database.session() as session, pytest.raises(Refused, match="自己贴进来自查的"):
        add(session, "小质", talk, "F02", 2, "又说了", NOW)
