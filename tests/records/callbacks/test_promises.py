"""What a conversation owes its customer."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.check.finding import Report
from bot.conversation.conversation import conversation_of
from bot.conversation.model import Conversation
from bot.records.callbacks import add_owed, owed
from bot.records.callbacks.model import CallBack
from tests.records.callbacks.conftest import at, last
from tests.records.conftest import NOW, Desk, found

REPORT = Report("c-1", "exchange", "b1", "m1", "8", 100, True, False, (), {})


def _talk(*said: str, **head: object) -> Conversation:
    turns = [
        {"role": "agent" if line.startswith("坐席") else "customer", "text": line.partition("：")[2]}
        for line in said
    ]
    return conversation_of({"id": "c-1", "started_at": "2026-10-19T13:30:00+08:00", "turns": turns} | head)


PROMISING = (
    "坐席：您好，兑换中心，8号为您服务。",
    "客户：我姓赵，积分怎么还没到？",
    "坐席：赵女士，对不起，我查清楚后马上给您回电话，您看行吗？",
    "客户：行，幺三八，幺二三四，五六七八。",
    "坐席：好的，再见。",
)


def test_promises_are_heard_and_proposed_with_what_is_known() -> None:
    (item,) = owed(_talk(*PROMISING), REPORT, NOW)
    assert (item.kind, item.status, item.customer, item.phone, item.agent) == (
        "promised", "proposed", "赵女士", "13812345678", "8",
    )  # fmt: skip
    assert item.reason == "赵女士，对不起，我查清楚后马上给您回电话，您看行吗"
    assert item.promised_at == at(19, 13, 30)


@pytest.mark.parametrize(
    "said",
    [
        "坐席：我们的工作人员会尽快给您回复的，感谢您的来电，再见！",
        "坐席：查清楚了给您回电话。",
        "坐席：下午下班前一定有人给您回电话。",
    ],
)
def test_promises_in_the_handbooks_words_and_others(said: str) -> None:
    assert len(owed(_talk("客户：怎么办？", said), REPORT, NOW)) == 1


@pytest.mark.parametrize(
    "said", ["坐席：这款给您打八折。", "坐席：请问还有什么可以帮您？", "客户：你们会尽快给您回电话的吧？"]
)
def test_promises_are_not_heard_where_there_are_none(said: str) -> None:
    assert owed(_talk("坐席：您好。", said), REPORT, NOW) == []


def test_promises_in_other_words_count_where_the_rule_on_them_is_content() -> None:
    talk = _talk("客户：你们啥时候给我回？", "坐席：问到了就打给您。")
    assert owed(talk, REPORT, NOW) == []
    (item,) = owed(talk, replace(REPORT, outcomes={"O04": "met"}), NOW)
    assert item.reason == "问到了就打给您"


@pytest.mark.parametrize("direction", ["outbound", "internal"])
def test_promises_of_call_backs_and_colleagues_are_none(direction: str) -> None:
    assert owed(_talk(*PROMISING, direction=direction, member=True), REPORT, NOW) == []


@pytest.mark.parametrize(("member", "owing"), [(True, 1), ("是", 1), (False, 0), ("否", 0), (None, 0)])
def test_promises_a_member_is_owed_a_call(member: object, owing: int) -> None:
    talk = _talk(
        "坐席：您好。", member=member, member_number="VIP-7", customer={"surname": "王", "gender": "m"}
    )
    found = owed(talk, REPORT, NOW)
    assert [(item.kind, item.status, item.customer, item.number) for item in found] == [
        ("member", "open", "王先生", "VIP-7")
    ] * owing


def test_promises_of_a_conversation_without_a_time_count_from_its_arrival() -> None:
    (item,) = owed(_talk(*PROMISING, started_at=""), REPORT, NOW)
    assert item.promised_at == NOW


def test_promises_are_stored_once_a_conversation_and_kind(desk: Desk) -> None:
    number = desk.conversation(found())
    items = owed(_talk(*PROMISING, member=True), REPORT, NOW)
    with desk.database.session() as session:
        assert add_owed(session, number, items) == 2
    with desk.database.session() as session:
        assert add_owed(session, number, items) == 0
        rows = session.execute(select(CallBack).order_by(CallBack.kind)).scalars().all()
    assert [(r.kind, r.status, r.agent, r.phone, r.due_at) for r in rows] == [
        ("member", "open", "A08", "138****5678", last(22)),
        ("promised", "proposed", "A08", "138****5678", last(22)),
    ]


def test_promises_a_member_who_calls_twice_in_a_month_is_owed_one_call(desk: Desk) -> None:
    first, second = desk.conversation(found()), desk.conversation(found(), name="c-2")
    items = owed(_talk("坐席：您好。", member=True, member_number="VIP-7"), REPORT, NOW)
    with desk.database.session() as session:
        assert [add_owed(session, first, items), add_owed(session, second, items)] == [1, 0]


def test_promises_a_masked_member_number_may_be_anybodys(desk: Desk) -> None:
    first, second = desk.conversation(found()), desk.conversation(found(), name="c-2")
    items = owed(_talk("坐席：您好。", member=True, member_number="138****5678"), REPORT, NOW)
    with desk.database.session() as session:
        assert [add_owed(session, first, items), add_owed(session, second, items)] == [1, 1]


def test_promises_outlive_their_conversation(desk: Desk) -> None:
    from bot.records.conversations import KeptConversation

    number = desk.conversation(found())
    with desk.database.session() as session:
        add_owed(session, number, owed(_talk(*PROMISING), REPORT, NOW))
    with desk.database.session() as session:
        session.execute(KeptConversation.__table__.delete())
    with desk.database.session() as session:
        assert session.execute(select(CallBack.conversation_id)).scalars().all() == [None]
