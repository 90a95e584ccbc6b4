"""What a form says of time limits, classes and call-backs."""

from datetime import timedelta

import pytest

from bot.forms.binder import Binder
from bot.forms.due import read_due
from bot.forms.field import Value
from bot.forms.hints import hints
from bot.forms.suggestion import suggested
from tests.forms.conftest import NOW


@pytest.mark.parametrize(
    ("form", "values", "due"),
    [
        ("complaint", {"level": "一般投诉"}, "11-29 16:00"),
        ("complaint", {"level": "危机事件"}, "11-26 16:00"),
        ("call", {}, "11-29 16:00"),
        ("call", {"reply_at": "2026-12-04 10:00"}, "12-04 10:00"),
        ("call", {"reply_at": "2026-11-27 上午"}, "11-27 11:59"),
        ("repair", {"urgency": "一般", "visit_at": "2026-11-30 15:00"}, "11-30 15:00"),
        ("repair", {"urgency": "紧急", "visit_at": "2026-11-30 15:00"}, "11-30 15:00"),
        ("repair", {"urgency": "紧急"}, "11-26 16:30"),
        ("visit", {}, "11-26 23:59"),
    ],
)
def test_model_due_is_the_promised_time_or_the_limit(
    forms: Binder, form: str, values: dict[str, Value], due: str
) -> None:
    found = forms[form].due_at(values, NOW)
    assert found is not None
    assert f"{found:%m-%d %H:%M}" == due


def test_model_without_a_limit_nothing_is_due(forms: Binder) -> None:
    assert forms["registration"].due_at({"age": 45}, NOW) is None


@pytest.mark.parametrize(
    ("written", "length"),
    [("立刻", timedelta()), ("30 分钟", timedelta(minutes=30)), ("4小时", timedelta(hours=4))],
)
def test_model_limits_are_written_so(written: str, length: timedelta) -> None:
    assert read_due(written).after(NOW) == NOW + length


@pytest.mark.parametrize(
    ("content", "choice", "words"),
    [
        ("前台态度太差，爱理不理", "一般投诉", "态度"),
        ("投诉了三次都没人管，要去消协", "重大投诉", "投诉了三次"),
        ("检测结果全错了，整批货被退", "危机事件", "检测结果全错了"),
        ("整批货被退了回来", "危机事件", "整批货被退"),
        ("这件事让我们损失了二十万", "危机事件", "损失了二十万"),
        ("把我们店的招牌砸了", "危机事件", "招牌砸"),
        ("已经有记者来问了", "危机事件", "记者"),
        ("你们的报告把名字弄错了", "重大投诉", "报告把名字弄错了"),
        ("你们要赔我两万块", "重大投诉", "要赔"),
    ],
)
def test_model_class_is_suggested_by_the_words(forms: Binder, content: str, choice: str, words: str) -> None:
    form = forms["complaint"]
    level = form.field("level")
    assert level is not None
    found = suggested(form, level, {"content": content})
    assert found is not None
    assert (found[0].name, found[1]) == (choice, words)


@pytest.mark.parametrize(
    "content",
    [
        "退货申请提了三天没人点",
        "全部退货，运费谁出",
        "这款停产了还在卖",
        "宝贝下架了也不说一声",
        "十万火急，催了两遍",
        "花了两万块办的卡",
        "冲着你们店信誉来的",
    ],
)
def test_model_a_crisis_is_more_than_a_return_or_a_price(forms: Binder, content: str) -> None:
    form = forms["complaint"]
    level = form.field("level")
    assert level is not None
    assert suggested(form, level, {"content": content}) is None


def test_model_a_large_loss_is_told_by_its_sum_alone(forms: Binder) -> None:
    form = forms["complaint"]
    level = form.field("level")
    assert level is not None
    found = suggested(form, level, {"content": "东西坏了", "loss": "大概二十万"})
    assert found is not None and found[0].name == "危机事件"


def test_model_a_crisis_is_said_to_be_a_grave_complaint_and_no_trade_is_named(forms: Binder) -> None:
    level = forms["complaint"].field("level")
    assert level is not None
    assert level.choices[2].means.startswith("重大投诉里最严重的一种，统计重大投诉时要算在内")
    assert not any("检测" in choice.means for choice in level.choices)


def test_model_class_is_not_suggested_by_nothing(forms: Binder) -> None:
    form = forms["complaint"]
    level = form.field("level")
    assert level is not None
    assert suggested(form, level, {"content": "想反映一件事", "loss": "没有损失"}) is None


def test_model_a_crisis_must_be_reported_at_once(forms: Binder) -> None:
    assert "马上报告主管" in forms["complaint"].notes({"level": "危机事件"})[0]
    assert forms["complaint"].notes({"level": "一般投诉"}) == []


def test_model_hints_tell_whom_to_call_back(forms: Binder) -> None:
    values: dict[str, Value] = {
        "customer": "王女士",
        "phone": "13812345678",
        "question": "能不能出口",
        "reply_at": "2026-11-27 15:00",
    }
    assert NOW.tzinfo is not None
    found = hints(forms["call"], values, NOW.tzinfo)
    assert found is not None and found.at is not None
    assert (found.phone, found.name, found.about, f"{found.at:%m-%d %H:%M}") == (
        "13812345678",
        "王女士",
        "能不能出口",
        "11-27 15:00",
    )
    assert hints(forms["call"], {"customer": "王女士"}, NOW.tzinfo) is None
