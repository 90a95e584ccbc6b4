"""A form filled in by dialogue."""

import pytest

from bot.forms.binder import Binder
from bot.forms.filling import Filling
from bot.forms.reply import Reply
from tests.forms.conftest import NOW

FILLED = ("王小明", "13812345678", "来电", "前台态度差", "没有", "没有", "没有", "没有", "一般投诉")


def _filling(forms: Binder, *said: str, form: str = "complaint") -> tuple[Filling, Reply]:
    filling = Filling(forms[form])
    reply = filling.begin()
    for text in said:
        reply = filling.say(text, NOW)
    return filling, reply


def test_filling_asks_one_field_after_the_other(forms: Binder) -> None:
    filling, reply = _filling(forms)
    assert reply.text == "（1/9）客户怎么称呼？"
    assert filling.say("王小明", NOW).text == "（2/9）联系电话是多少？"


def test_filling_reads_all_back_before_it_is_submitted(forms: Binder) -> None:
    filling, reply = _filling(forms, *FILLED)
    assert reply.lines[0] == "与您核对信息："
    assert "2 联系电话：13812345678" in reply.lines and "8 客户的要求：（空）" in reply.lines
    assert reply.lines[-1].startswith("请您确认")
    assert reply.end == "" and filling.say("确认", NOW).end == "submit"
    assert filling.values["level"] == "一般投诉"


@pytest.mark.parametrize("said", ["对的", "提交", "没错。", "是", "OK"])
def test_filling_is_submitted_by_consent(forms: Binder, said: str) -> None:
    _, reply = _filling(forms, *FILLED, said)
    assert reply.end == "submit"


def test_filling_half_filled_is_not_submitted(forms: Binder) -> None:
    filling, reply = _filling(forms, "王小明", "提交")
    assert reply.end == ""
    assert reply.lines[0] == "还缺：联系电话、投诉方式、投诉内容、客户的损失、投诉类别。补齐了才能提交。"
    assert filling.asked is not None and filling.asked.name == "phone"


def test_filling_wrong_answer_is_asked_again(forms: Binder) -> None:
    filling, reply = _filling(forms, "王小明", "1381234")
    assert "手机号应当是 11 位" in reply.lines[0]
    assert reply.lines[-1] == "（2/9）联系电话：联系电话是多少？"
    assert "phone" not in filling.values


def test_filling_one_answer_fills_several_fields(forms: Binder) -> None:
    filling, reply = _filling(forms, "我叫王小明，电话13812345678")
    assert reply.lines[0] == "记下了：客户称呼 王小明，联系电话 13812345678。"
    assert filling.asked is not None and filling.asked.name == "way"


def test_filling_what_was_told_beside_is_cut_out_of_a_long_text(forms: Binder) -> None:
    filling, _ = _filling(forms, "王小明", "13812345678", "来电", "报告晚了一个星期，单号是A12，没人管")
    assert (filling.values["content"], filling.values["about"]) == ("报告晚了一个星期，没人管", "A12")


def test_filling_a_number_within_a_tale_stays_in_it(forms: Binder) -> None:
    filling, _ = _filling(forms, "王小明", "13812345678", "来电", "打了13987654321没人接，态度也差")
    assert filling.values["content"] == "打了13987654321没人接，态度也差"


def test_filling_the_class_is_never_taken_in_passing(forms: Binder) -> None:
    filling, _ = _filling(forms, "王小明", "13812345678", "来电", "报告晚了，一般投诉")
    assert "level" not in filling.values


def test_filling_several_of_a_registration(forms: Binder) -> None:
    filling, _ = _filling(forms, "跳过", "四十五岁，男", form="registration")
    assert (filling.values["age"], filling.values["sex"]) == (45, "男")


def test_filling_only_something_else_was_told(forms: Binder) -> None:
    filling, reply = _filling(forms, "电话13812345678")
    assert reply.lines == ("记下了：联系电话 13812345678。", "（1/9）客户怎么称呼？")
    assert filling.values == {"phone": "13812345678"}


def test_filling_goes_back_and_on_again(forms: Binder) -> None:
    filling, reply = _filling(forms, "王小明", "13812345678", "上一项")
    assert reply.text.startswith("（2/9）联系电话现在写的是“13812345678”")
    assert filling.say("13900001111", NOW).text.startswith("（3/9）")
    assert filling.values["phone"] == "13900001111"


def test_filling_changing_the_field_gone_back_to_goes_on(forms: Binder) -> None:
    filling, _ = _filling(forms, "王小明", "13812345678", "上一项", "电话改成13900001111")
    assert filling.asked is not None and filling.asked.name == "way"


def test_filling_a_word_alone_answers_what_was_asked(forms: Binder) -> None:
    filling, _ = _filling(forms, "李女士", "电梯", form="repair")
    assert filling.values == {"customer": "李女士", "address": "电梯"}


def test_filling_back_at_the_first_field_says_so(forms: Binder) -> None:
    assert _filling(forms, "上一项")[1].lines[0] == "已经是第一项了。"


def test_filling_going_back_and_skipping_keeps_what_was_there(forms: Binder) -> None:
    filling, _ = _filling(forms, "王小明", "13812345678", "上一项", "跳过")
    assert filling.values["phone"] == "13812345678"
    assert filling.asked is not None and filling.asked.name == "way"


def test_filling_only_optional_fields_are_skipped(forms: Binder) -> None:
    assert _filling(forms, "跳过")[1].lines[0] == "“客户称呼”必须填，不能跳过。"
    filling, reply = _filling(forms, *FILLED[:4], "跳过")
    assert filling.skipped == ["about"] and reply.text.startswith("（6/9）")


@pytest.mark.parametrize(
    "said",
    [
        "电话改成139 0000 1111",
        "把联系电话改为13900001111",
        "改电话：13900001111",
        "电话错了，是13900001111",
        "第二项改成13900001111",
        "麻烦把手机号换成13900001111",
    ],
)
@pytest.mark.parametrize("given", [3, 9], ids=["midway", "read back"])
def test_filling_one_field_is_changed_by_a_saying(forms: Binder, said: str, given: int) -> None:
    filling, reply = _filling(forms, *FILLED[:given], said)
    assert filling.values["phone"] == "13900001111"
    assert reply.lines[0] == "改好了：联系电话 13900001111。"
    assert reply.lines[1].startswith("（4/9）" if given == 3 else "与您核对信息")


@pytest.mark.parametrize("said", ["改电话", "修改一下联系电话", "电话不对", "改第2项"])
def test_filling_one_field_is_asked_anew(forms: Binder, said: str) -> None:
    _, reply = _filling(forms, *FILLED, said)
    assert reply.text.startswith("（2/9）联系电话现在写的是“13812345678”")


def test_filling_a_change_that_will_not_do_changes_nothing(forms: Binder) -> None:
    filling, reply = _filling(forms, *FILLED, "电话改成139")
    assert "没有看出电话号码" in reply.lines[0] and filling.values["phone"] == "13812345678"


def test_filling_what_only_looks_like_a_change_is_an_answer(forms: Binder) -> None:
    filling, _ = _filling(forms, *FILLED[:3], "电话改来改去也打不通")
    assert filling.values["content"] == "电话改来改去也打不通"


def test_filling_what_is_wrong_is_asked_for(forms: Binder) -> None:
    _, reply = _filling(forms, *FILLED, "不对")
    assert reply.text.startswith("改哪一项？可以说：“改客户称呼”")


def test_filling_shows_how_far_it_is(forms: Binder) -> None:
    _, reply = _filling(forms, "王小明", "看一下")
    assert reply.lines[:2] == ("1 客户称呼：王小明", "2 联系电话：（还没填）")
    assert reply.lines[-1] == "（2/9）联系电话：联系电话是多少？"


@pytest.mark.parametrize(("said", "end"), [("取消", "cancel"), ("不填了", "cancel"), ("先放着", "pause")])
def test_filling_ends_when_told(forms: Binder, said: str, end: str) -> None:
    assert _filling(forms, "王小明", said)[1].end == end


def test_filling_class_is_suggested_and_left_to_a_person(forms: Binder) -> None:
    filling, reply = _filling(forms, *FILLED[:3], "检测结果全错了", "没有", "没有", "二十万", "没有")
    assert "像是“危机事件”。由您定，请选一个。" in reply.lines[-1]
    assert reply.buttons == ("一般投诉", "重大投诉", "危机事件")
    assert "level" not in filling.values
    assert "马上报告主管" in filling.say("对", NOW).lines[0]
    assert filling.values["level"] == "危机事件"


def test_filling_consent_without_a_suggestion_is_no_choice(forms: Binder) -> None:
    filling, reply = _filling(forms, *FILLED[:2], "好的")
    assert "投诉方式没有“好的”这一项" in reply.lines[0] and "way" not in filling.values


@pytest.mark.parametrize("said", ["", "   ", "\x00", "😀", "/ask_hold", "{agent_number}", "啊" * 10_000])
def test_filling_bad_input_is_answered(forms: Binder, said: str) -> None:
    filling, reply = _filling(forms, "王小明", said)
    assert reply.lines and "phone" not in filling.values


def test_filling_goes_on_from_its_json(forms: Binder) -> None:
    filling, _ = _filling(forms, *FILLED[:5], "上一项")
    again = Filling.from_json(forms["complaint"], filling.as_json())
    assert again == filling


def test_filling_field_that_is_gone_is_left_out(forms: Binder) -> None:
    kept = {
        "form": "complaint",
        "part": "fields",
        "values": {"old": 1, "customer": "王"},
        "skipped": [],
        "at": "",
    }
    assert Filling.from_json(forms["complaint"], kept).values == {"customer": "王"}


def test_filling_masked_values_of_a_draft_are_asked_again(forms: Binder) -> None:
    kept = {"customer": "李女士", "phone": "138****5678", "content": "打139****4321没人接"}
    filling = Filling.resumed(forms["complaint"], kept, ["about"])
    assert filling.values == {"customer": "李女士", "content": "打139****4321没人接"}
    assert filling.begin().text == "（2/9）联系电话是多少？"


def test_filling_time_of_the_complaint_is_not_asked_but_read_back(forms: Binder) -> None:
    filling, reply = _filling(forms, *FILLED)
    assert "10 投诉时间：登记的时候（不是的话，就说“投诉时间是昨天下午三点”）" in reply.lines
    assert "complained_at" not in filling.values and filling.say("确认", NOW).end == "submit"


@pytest.mark.parametrize(
    "said", ["投诉时间是昨天下午三点", "改投诉时间，改成昨天下午三点", "第十项改成昨天下午3点"]
)
def test_filling_time_of_the_complaint_is_corrected_when_read_back(forms: Binder, said: str) -> None:
    filling, reply = _filling(forms, *FILLED, said)
    assert filling.values["complained_at"] == "2026-11-25 15:00"
    assert "10 投诉时间：2026-11-25（周三）15:00" in reply.lines


def test_filling_time_of_the_complaint_is_taken_in_passing(forms: Binder) -> None:
    filling, reply = _filling(forms, "王小明", "13812345678", "来电，投诉时间是昨天上午")
    assert filling.values["complained_at"] == "2026-11-25 上午" and "（4/9）" in reply.text


def test_filling_time_of_the_complaint_asked_for_once_more(forms: Binder) -> None:
    filling, reply = _filling(forms, *FILLED, "改投诉时间")
    assert reply.text.startswith("客户是什么时候投诉的？")
    assert "还没有到" in filling.say("明天上午", NOW).text
    assert "登记的时候" in filling.say("没有", NOW).text and filling.asked is None
    assert "投诉类别" in filling.say("上一项", NOW).text


def test_filling_closing_fields_are_filled_alike(forms: Binder) -> None:
    filling = Filling(forms["complaint"], "closing")
    for said in ("已经道歉并重做", "属实", "李敏", "基本满意"):
        reply = filling.say(said, NOW)
    assert reply.lines[0] == "与您核对信息："
    assert filling.values == {
        "result": "已经道歉并重做",
        "justified": "成立",
        "handler": "李敏",
        "satisfied": "基本满意",
    }
