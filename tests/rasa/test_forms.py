"""Forms filled in within the chat, with the real model."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.records.database import database
from bot.records.forms.listing import Wanted, listed


def _text(messages: list[dict[str, Any]]) -> str:
    return "\n".join(m["text"] for m in messages if m.get("text"))


def _all(say: Any, *texts: str) -> str:
    return [_text(say(text)) for text in texts][-1]


def _count(type_: str) -> int:
    with database().session() as session:
        return len(listed(session, Wanted(type=type_), datetime.now(UTC)))


@pytest.mark.parametrize(
    ("wish", "title"),
    [
        ("填投诉单", "客户投诉处理单"),
        ("登记一下报修", "报修单"),
        ("我要填来电记录单", "客户来电记录单"),
        ("来访登记", "来访登记"),
        ("帮我填一张就诊咨询登记表", "就诊咨询登记"),
    ],
)
def test_forms_wish_opens_the_form(say: Any, wish: str, title: str) -> None:
    assert f"填{title}，一共" in _text(say(wish))
    assert "没有登记" in _text(say("取消"))


@pytest.mark.parametrize(
    "question",
    ["投诉单怎么填", "什么时候要填来电记录单", "来访登记要写哪些", "报修", "填咨询单", "不填投诉单扣几分"],
)
def test_forms_question_stays_a_question(say: Any, question: str) -> None:
    say("填投诉单")
    say("取消")
    answer = _text(say(question))
    assert "一共" not in answer and "填哪一张" not in answer and "（1/" not in answer


def test_forms_complaint_from_the_wish_to_its_number(say: Any) -> None:
    before = _count("complaint")
    say("我是8号")
    asked = say("填投诉单")
    assert "（1/9）客户怎么称呼？" in _text(asked)
    assert "（3/9）" in _all(say, "我叫王小明，电话1381234567", "王小明", "13812345678")
    offered = say("打电话来的")
    assert "（4/9）" in _text(offered)
    assert "像是“危机事件”" in _all(say, "检测结果全错了，整批货被退", "没有", "没有", "二十万", "没有")
    assert "与您核对信息" in _all(say, "危机事件")
    assert "改好了：联系电话 13900001111。" in _text(say("电话改成139 0000 1111"))
    done = _text(say("确认"))
    assert "登记好了：客户投诉处理单 T-" in done and "请马上报告主管" in done
    assert _count("complaint") == before + 1
    with database().session() as session:
        row = listed(session, Wanted(type="complaint"), datetime.now(UTC))[0]
    assert (row.klass, row.agent, row.values["phone"]) == ("危机事件", "8", "139****1111")


def test_forms_choices_come_with_buttons(say: Any) -> None:
    _all(say, "填投诉单", "王小明")
    asked = say("13812345678")
    assert [b["title"] for m in asked for b in m.get("buttons") or []] == [
        "来电",
        "来人",
        "传真",
        "网上",
        "其他方式",
    ]
    say("取消")


def test_forms_every_message_is_an_answer_until_it_is_over(say: Any) -> None:
    say("填投诉单")
    assert "（2/9）" in _text(say("客户不说话怎么办"))
    assert "没有看出电话号码" in _text(say("迟到扣几分"))
    assert "手机号是 11 位" in _text(say("开始练习 无声电话"))
    assert "没有看出电话号码" in _text(say("/ask_hold"))
    say("取消")
    assert "您好！兑换中心为您服务" in _text(say("客户不说话怎么办"))


def test_forms_draft_is_taken_up_again_after_other_talk(say: Any) -> None:
    _all(say, "登记一下报修", "李女士", "7号楼一单元302", "暂停")
    assert "您好！兑换中心为您服务" in _text(say("客户不说话怎么办"))
    assert "（3/7）" in _text(say("继续填单"))
    assert "报修地址：7号楼一单元302" in _text(say("看一下"))
    say("取消")


def test_forms_draft_survives_the_end_of_a_session(say: Any) -> None:
    _all(say, "填来电记录单", "李女士")
    say("/session_start")
    assert "（2/8）" in _text(say("继续填单"))
    assert "（3/8）" in _text(say("没有"))
    say("取消")


def test_forms_new_form_after_the_end_of_a_session_is_asked_for(say: Any) -> None:
    say("填来电记录单")
    say("/session_start")
    assert "（1/7）" in _text(say("来访登记"))
    say("取消")


def test_forms_half_filled_is_not_submitted(say: Any) -> None:
    before = _count("visit")
    assert "还缺：联系方式、来访事由、有没有预约" in _all(say, "来访登记", "王小明", "提交")
    say("取消")
    assert _count("visit") == before


def test_forms_asked_for_without_a_name_are_offered(say: Any) -> None:
    offered = say("填单")
    titles = [b["payload"] for m in offered for b in m.get("buttons") or []]
    assert "填报修单" in titles
    assert "（1/7）" in _text(say("填报修单"))
    say("取消")


@pytest.mark.parametrize(
    "text", ["", "   ", "😀😀", "啊" * 10_000, "\x00\x07\x1b[31m", "{agent_number}"], ids=range(6)
)
def test_forms_bad_input_is_answered_and_the_form_goes_on(say: Any, text: str) -> None:
    _all(say, "填投诉单", "王小明")
    assert _text(say(text))
    assert "（3/9）" in _text(say("13812345678"))
    say("取消")


def test_forms_practice_and_form_do_not_disturb_one_another(say: Any) -> None:
    say("开始练习 无声电话")
    assert "客户怎么称呼" not in _text(say("填投诉单"))
    say("结束")
    assert "（1/9）" in _text(say("填投诉单"))
    say("取消")
