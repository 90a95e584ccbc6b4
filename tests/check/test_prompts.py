import time
from typing import Any

import pytest

from benchmarks.check import conversations
from bot.check.desk import checker
from bot.check.prompts import Prompter, Prompts
from bot.conversation.conversation import conversation_of
from bot.conversation.model import Agent, Customer, Head, Turn
from bot.report.json_form import as_json

OPENING = "坐席：您好，兑换中心，8号为您服务。"
SILENCE = "客户："
ASK = "坐席：您好，请问有什么可以帮到您？"


def after(*said: str, book: str = "exchange", now: float | None = None, **head: Any) -> Prompts:
    """What is to be said after these turns: 坐席：… or 客户：…, or a Turn."""
    session = checker(book).start(Head(book=book, channel=head.pop("channel", "phone"), **head))
    prompter = Prompter(session)
    prompts = prompter.prompts()
    for line in said:
        name, _, text = line.partition("：")
        session.add(Turn("agent" if name == "坐席" else "customer", text))
        prompts = prompter.prompts(now)
    return prompts


def lines(prompts: Prompts) -> list[str]:
    return [suggestion.line for suggestion in prompts.suggest]


def states(prompts: Prompts) -> dict[str, str]:
    return {item.rule: item.state for item in prompts.checklist}


def test_prompts_opening_comes_first_with_its_blanks_filled() -> None:
    assert after(agent=Agent(number="8")).suggest[0].say == "您好，兑换中心，8号为您服务。"


def test_prompts_opening_is_asked_for_until_it_is_complete() -> None:
    assert lines(after("坐席：您好")) == ["opening"]
    assert lines(after("坐席：您好", "坐席：兑换中心，8号为您服务")) == []


def test_prompts_opening_parts_are_ticked() -> None:
    item = next(item for item in after("坐席：您好，兑换中心").checklist if item.rule == "O01")
    assert [text for text, said in item.parts if said] == ["您好", "兑换中心"]


def test_prompts_opening_is_missed_once_the_customer_speaks() -> None:
    assert states(after("坐席：喂"))["O01"] == "late"
    assert states(after("坐席：喂", "客户：查积分"))["O01"] == "missed"


def test_prompts_internal_calls_are_opened_with_the_name() -> None:
    prompts = after(direction="internal", agent=Agent(name="李敏"))
    assert prompts.suggest[0].say == "您好，兑换中心，我是李敏，请问有什么帮到您？"


@pytest.mark.parametrize(
    ("said", "line", "left"),
    [
        ([OPENING, SILENCE], "opening_question", 2),
        ([OPENING, SILENCE, ASK], "opening_question", 1),
        ([OPENING, SILENCE, ASK, SILENCE, ASK], "silent_farewell", 1),
    ],
    ids=["twice", "once", "farewell"],
)
def test_prompts_silent_call_counts_what_was_said(said: list[str], line: str, left: int) -> None:
    suggestion = after(*said).suggest[0]
    assert (suggestion.scene, suggestion.line, suggestion.left) == ("silent_call", line, left)


def test_prompts_silent_call_is_over_when_the_customer_speaks() -> None:
    assert "opening_question" not in lines(after(OPENING, SILENCE, ASK, "客户：喂，听得到，我查积分"))


def test_prompts_silence_in_a_talk_is_no_silent_call() -> None:
    assert "opening_question" not in lines(after(OPENING, "客户：查积分", "坐席：请稍等", SILENCE))


@pytest.mark.parametrize(
    ("customer", "scene"),
    [
        ("我等了三个礼拜了，你们就这么糊弄人，气死我了！", "angry_caller"),
        ("我要投诉你们的保安", "complaint"),
        ("是张记饭店吗，我要订外卖，打错电话了吧", "wrong_number"),
        ("我的电话是13812345678，记一下", "confirm_info"),
        ("好的没有了，谢谢你", "thanks"),
    ],
)
def test_prompts_scene_that_begins_is_prompted(customer: str, scene: str) -> None:
    assert scene in [suggestion.scene for suggestion in after(OPENING, f"客户：{customer}").suggest]


def test_prompts_next_step_follows_the_one_said() -> None:
    angry = "客户：我等了三个礼拜了，你们就这么糊弄人，气死我了！"
    assert lines(after(OPENING, angry))[0] == "calm"
    said = after(OPENING, angry, "坐席：我非常理解您的心情，希望我们心平气和地交谈，将问题尽快解决。")
    assert "calm" not in lines(said)
    assert states(said)["S07"] == "done"


def test_prompts_deadline_in_turns_runs_down_and_is_missed() -> None:
    angry = "客户：我等了三个礼拜了，你们就这么糊弄人，气死我了！"
    seen = []
    said = [
        OPENING,
        angry,
        "坐席：订单号是多少。",
        "客户：八八二三。",
        "坐席：收件人是哪位。",
        "客户：张三。",
    ]
    for count in (2, 3, 5, 6):
        item = next(item for item in after(*said[:count]).checklist if item.rule == "S07")
        seen.append((item.state, item.due.turns if item.due else None))
    assert seen == [("open", 2), ("open", 1), ("late", 0), ("missed", None)]


@pytest.mark.parametrize(("now", "state"), [(6.0, "open"), (21.0, "late")])
def test_prompts_deadline_in_seconds_turns_late(now: float, state: str) -> None:
    session = checker("exchange").start(Head(channel="phone"))
    session.add(Turn("agent", "您好，兑换中心，8号为您服务。", 0.0, 2.0))
    session.add(Turn("customer", "查一下积分", 3.0, 5.0))
    assert states(Prompter(session).prompts(now))["T02"] == state


def test_prompts_asked_to_wait_the_pause_is_allowed() -> None:
    session = checker("exchange").start(Head(channel="phone"))
    session.add(Turn("customer", "查一下积分", 3.0, 5.0))
    session.add(Turn("agent", "请稍等，我帮您查一下。", 6.0, 8.0))
    assert "T02" not in states(Prompter(session).prompts(60.0))


def test_prompts_customer_is_addressed_by_name() -> None:
    prompts = after(
        OPENING,
        "客户：几点下班",
        "坐席：五点，请问还有什么帮您的吗？",
        "客户：没有了，再见",
        customer=Customer("王", "m"),
    )
    assert any("王先生" in suggestion.say for suggestion in prompts.suggest)


def test_prompts_looking_changes_nothing() -> None:
    for data in list(conversations("dev"))[::5]:
        conversation = conversation_of({name: value for name, value in data.items() if name != "labels"})
        session = checker(data["book"]).start(conversation.head)
        prompter = Prompter(session)
        for turn in conversation.turns:
            session.add(turn)
            assert prompter.prompts() == prompter.prompts()
            prompter.prompts(1e6)
        assert as_json(session.finish()) == as_json(checker(data["book"]).check(conversation))


def test_prompts_cost_little() -> None:
    taken, turns = 0.0, 0
    for data in list(conversations("dev"))[::5]:
        conversation = conversation_of({name: value for name, value in data.items() if name != "labels"})
        session = checker(data["book"]).start(conversation.head)
        prompter = Prompter(session)
        for turn in conversation.turns:
            session.add(turn)
            begun = time.process_time()
            prompter.prompts()
            taken, turns = taken + time.process_time() - begun, turns + 1
    assert taken / turns < 0.002
