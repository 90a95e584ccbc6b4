import json
import time
from typing import Any

import pytest

from bot.conversation.conversation import conversation_of
from bot.conversation.errors import TranscriptError
from bot.conversation.model import Agent, Customer, Record, Turn

SAY = {"role": "agent", "text": "您好"}


def of(**fields: Any) -> dict[str, Any]:
    return {"turns": [SAY]} | fields


def test_conversation_of_the_documented_example() -> None:
    data = json.loads(
        '{"id": "c-001", "book": "exchange", "channel": "phone", "direction": "inbound",'
        '"started_at": "2026-11-02T09:14:05+08:00", "rings": 2, "ended_by": "agent", "resolved": true,'
        '"agent": {"id": "A08", "number": "8", "name": "李敏"}, "customer": {"surname": "王", "gender": "m"},'
        '"records": [{"type": "complaint", "id": "T-31", "note": "急"}], "shift": "早班",'
        '"turns": [{"role": "agent", "text": "您好。", "start": 0.0, "end": 2.4},'
        '{"role": "customer", "text": "", "start": 2.4, "end": 9.0, "signals": ["silence", "echo"]},'
        '{"role": "agent", "text": "喂", "start": 9, "end": 11.2, "confidence": 0.94}]}'
    )
    found = conversation_of(data)
    assert found.turns == (
        Turn("agent", "您好。", 0.0, 2.4),
        Turn("customer", "", 2.4, 9.0, ("silence",)),
        Turn("agent", "喂", 9.0, 11.2, (), 0.94),
    )
    head = found.head
    assert (head.id, head.book, head.channel, head.direction) == ("c-001", "exchange", "phone", "inbound")
    assert (head.started_at, head.rings, head.ended_by) == ("2026-11-02T09:14:05+08:00", 2, "agent")
    assert head.resolved is True
    assert head.agent == Agent("A08", "8", "李敏")
    assert head.customer == Customer("王", "m")
    assert head.records == (Record("complaint", "T-31", {"note": "急"}),)
    assert head.more == {"shift": "早班"}


def test_conversation_of_tells_no_records_from_unknown_records() -> None:
    assert conversation_of(of(records=[])).head.records == ()
    assert conversation_of(of()).head.records is None


@pytest.mark.parametrize("name", ["坐席", "座席", "客服", "Agent", "Ａ", " 话务员 "])
def test_conversation_of_understands_names_of_the_agent(name: str) -> None:
    assert conversation_of({"turns": [{"role": name, "text": ""}]}).turns[0].role == "agent"


@pytest.mark.parametrize("name", ["客户", "顾客", "用户", "CUSTOMER", "b", "业主"])
def test_conversation_of_understands_names_of_the_customer(name: str) -> None:
    assert conversation_of({"turns": [{"role": name, "text": ""}]}).turns[0].role == "customer"


def test_conversation_of_takes_a_whole_number_as_id() -> None:
    assert conversation_of(of(id=17)).head.id == "17"


def test_conversation_of_without_id_takes_the_fallback() -> None:
    assert conversation_of(of(), fallback="calls-3").head.id == "calls-3"


def test_conversation_of_leaves_an_unknown_book_as_it_is() -> None:
    assert conversation_of(of(book="zoo")).head.book == "zoo"


def test_conversation_of_puts_spaces_for_nul_characters() -> None:
    assert conversation_of({"turns": [{"role": "agent", "text": "您\0好"}]}).turns[0].text == "您 好"


def test_conversation_of_takes_null_as_unknown() -> None:
    data = of(rings=None, channel=None, turns=[SAY | {"start": None, "signals": None}])
    assert conversation_of(data).turns[0].start is None


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ([], "应当是一个 JSON 对象"),
        ({}, "缺少 turns"),
        ({"turns": {}}, "turns 是对象"),
        ({"turns": []}, "没有一句话"),
        ({"turns": ["您好"]}, "turns[0] 是“您好”"),
        ({"turns": [SAY, {"text": "喂"}]}, "turns[1].role 缺少"),
        (
            {"turns": [{"role": "ghost", "text": ""}]},
            "turns[0].role 是“ghost”。role 只能是 agent 或 customer",
        ),
        ({"turns": [{"role": ["agent"], "text": ""}]}, "turns[0].role 是列表"),
        ({"turns": [{"role": "agent"}]}, "turns[0].text 缺少"),
        ({"turns": [{"role": "agent", "text": 7}]}, "turns[0].text 是7"),
        ({"turns": [{"role": "agent", "text": "\ud800"}]}, "代理对"),
        ({"turns": [SAY | {"start": True}]}, "turns[0].start 是真假值"),
        ({"turns": [SAY | {"start": "3"}]}, "turns[0].start 是“3”"),
        ({"turns": [SAY | {"start": -0.5}]}, "turns[0].start 是 -0.5"),
        ({"turns": [SAY | {"start": float("nan")}]}, "turns[0].start 是 nan"),
        ({"turns": [SAY | {"end": float("inf")}]}, "turns[0].end 是 inf"),
        ({"turns": [SAY | {"end": 10**400}]}, "turns[0].end 是过大的数"),
        ({"turns": [SAY | {"start": 3, "end": 2}]}, "end（2）早于 start（3）"),
        ({"turns": [SAY | {"start": 3}, SAY | {"start": 2}]}, "turns[1] 从第 2 秒开始，早于前一句的第 3 秒"),
        ({"turns": [SAY | {"confidence": 1.5}]}, "在 0 和 1 之间"),
        ({"turns": [SAY | {"signals": "silence"}]}, "turns[0].signals 是“silence”"),
        (of(id=True), "id 是真假值"),
        (of(id=1.5), "id 是1.5"),
        (of(book=7), "book 是7"),
        (of(channel="fax"), "channel 是“fax”。只能是 phone、chat、counter"),
        (of(direction="up"), "只能是 inbound、outbound、internal"),
        (of(ended_by="nobody"), "只能是 agent、customer、system"),
        (of(started_at="昨天"), "ISO 8601"),
        (of(rings=True), "rings 是真假值"),
        (of(rings=1.5), "rings 是 1.5"),
        (of(rings=-1), "rings 是-1"),
        (of(ring_seconds=float("nan")), "ring_seconds 是nan"),
        (of(resolved="yes"), "只能是 true 或 false"),
        (of(agent=[]), "agent 是列表"),
        (of(customer="王"), "customer 是“王”"),
        (of(customer={"gender": "x"}), "customer.gender 是“x”"),
        (of(records={}), "records 是对象"),
        (of(records=["complaint"]), "records[0] 是“complaint”"),
        (of(records=[{"type": "poem"}]), "records[0].type 是“poem”。只能是 complaint"),
        (of(other="\udc00"), "其他字段"),
        (of(other=json.loads("[" * 900 + "]" * 900)), "嵌套太深"),
    ],
)
def test_conversation_of_names_what_is_wrong(data: object, complaint: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        conversation_of(data)
    assert complaint in caught.value.reason
    assert "\n" not in caught.value.reason


def test_conversation_of_names_the_turn() -> None:
    with pytest.raises(TranscriptError) as caught:
        conversation_of({"turns": [SAY, SAY, {}]})
    assert caught.value.turn == 2


@pytest.mark.timed
def test_conversation_of_is_quick() -> None:
    turn = SAY | {"start": 1.0, "end": 2.0, "confidence": 0.9, "signals": ["noise"]}
    data = {"turns": [turn] * 20_000}
    began = time.perf_counter()
    conversation_of(data)
    assert (time.perf_counter() - began) / 20_000 < 20e-6


@pytest.mark.parametrize(
    "written", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00", "1969-12-31", "2101-01-01"]
)
def test_conversation_of_another_century_is_refused(written: str) -> None:
    with pytest.raises(TranscriptError, match="1970 到 2100 年"):
        conversation_of({"started_at": written, "turns": [{"role": "agent", "text": "您好"}]})
