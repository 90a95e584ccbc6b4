import json

import pytest

from bot.conversation.errors import Unreadable
from bot.conversation.model import Conversation
from bot.conversation.pasted import in_json, is_conversation, pasted

TURNS = [{"role": "agent", "text": "您好"}, {"role": "customer", "text": "喂"}]


def _said(text: str) -> list[tuple[str, str]]:
    (found,) = pasted(text)
    assert isinstance(found, Conversation)
    return [(turn.role, turn.text) for turn in found.turns]


@pytest.mark.parametrize(
    "text",
    [
        "客服：您好\n客户：喂",
        "坐席: 您好\r\n顾客: 喂",
        "A：您好\nB：喂",
        "[00:01] 座席：您好\n[00:05] 用户：喂",
        "［００：０１］客服Ａ：您好\n［００：０５］客户：喂",
        "　客服８号　：您好\n　客户　：喂",
        "坐席 10:00:01\n您好\n客户 10:00:05\n喂",
        "帮我看看这段：\n客服：您好\n客户：喂",
        "客服：您好\n客户：喂\n\n这样说行吗？",
        json.dumps(TURNS),
        json.dumps({"turns": TURNS}, ensure_ascii=False),
        json.dumps({"conversations": [{"turns": TURNS}]}),
    ],
    ids=range(12),
)
def test_pasted_forms_are_seen_and_read(text: str) -> None:
    assert is_conversation(text)
    assert _said(text) == [("agent", "您好"), ("customer", "喂")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "客户不说话怎么办",
        "客户：你们骗人！坐席：该怎么回？",
        "客户说：喂\n我说：您好",
        "问题：怎么办\n答案：不知道",
        "我刚说了“坐席：您好”，行吗",
        "迟到：扣几分\n早退：扣几分",
        '{"turns"',
        '{"a": 1}',
        "[]",
        "啊" * 10_000,
        "：\n：\n：",
    ],
    ids=range(12),
)
def test_pasted_questions_are_no_conversations(text: str) -> None:
    assert not is_conversation(text)


def test_pasted_times_are_read() -> None:
    (found,) = pasted("［００：０１］客服：您好\n［００：０５］客户：（无声）")
    assert isinstance(found, Conversation)
    assert [(turn.start, turn.signals) for turn in found.turns] == [(1.0, ()), (5.0, ("silence",))]


def test_pasted_words_stay_as_they_were_written() -> None:
    assert _said("客服：您好，ＡＢ！\n客户：說話：好嗎") == [
        ("agent", "您好，ＡＢ！"),
        ("customer", "說話：好嗎"),
    ]


def test_pasted_line_breaks_lost_on_the_way_are_put_back() -> None:
    text = "坐席：您好，8号为您服务。客户：我问地址。坐席：人民路5号。"
    assert [role for role, _ in _said(text)] == ["agent", "customer", "agent"]


def test_pasted_head_before_the_turns_is_kept() -> None:
    (found,) = pasted("工号：8\n客服：您好\n客户：喂")
    assert isinstance(found, Conversation)
    assert found.head.agent.number == "8"


def test_pasted_second_paragraph_of_the_last_turn_is_kept() -> None:
    long = "这是最后一句的第二段，" * 10
    assert _said(f"客服：您好\n客户：喂\n\n{long}")[1] == ("customer", f"喂\n{long}")


def test_pasted_several_conversations_in_one_message() -> None:
    found = pasted("--- 一\n客服：您好\n客户：喂\n--- 二\n客服：您好")
    assert [item.head.id for item in found if isinstance(item, Conversation)] == ["一", "二"]


def test_pasted_json_that_is_wrong_says_what() -> None:
    (found,) = pasted('{"turns": [{"role": "boss", "text": "喂"}]}')
    assert isinstance(found, Unreadable)
    assert "role 只能是 agent 或 customer" in found.reason


@pytest.mark.parametrize("value", [{"turns": TURNS}, TURNS, json.dumps(TURNS), "客服：您好\n客户：喂"])
def test_pasted_metadata_may_be_json_or_text(value: object) -> None:
    (found,) = in_json(value)
    assert isinstance(found, Conversation)
    assert len(found.turns) == 2


@pytest.mark.parametrize("value", [1, True, [1], {}, "喂", [[]], {"turns": 3}])
def test_pasted_metadata_of_any_kind_never_raises(value: object) -> None:
    assert all(isinstance(item, Unreadable) for item in in_json(value))
