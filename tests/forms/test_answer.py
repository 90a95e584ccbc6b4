"""One answer to one field."""

import pytest

from bot.forms.answer import answer
from bot.forms.binder import Binder
from bot.forms.errors import Unfit
from bot.forms.field import Field, Value
from tests.forms.conftest import NOW


def _field(forms: Binder, name: str) -> Field:
    form, _, field = name.partition(".")
    found = forms[form].field(field)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("field", "said", "kept"),
    [
        ("complaint.customer", "他叫王小明。", "王小明"),
        ("complaint.customer", "客户姓名：王小明", "王小明"),
        ("complaint.customer", "我姓赵", "姓赵"),
        ("complaint.customer", "客户姓欧阳，是位女士", "欧阳女士"),
        ("complaint.customer", "姓王的先生", "王先生"),
        ("complaint.content", "投诉内容是报告晚了", "报告晚了"),
        ("complaint.content", "取消订单没成功", "取消订单没成功"),
        ("complaint.loss", "没有", "没有损失"),
        ("complaint.about", "不清楚", None),
        ("complaint.about", "没有", None),
        ("complaint.level", "2", "重大投诉"),
        ("complaint.level", "第三个", "危机事件"),
        ("complaint.level", "危机", "危机事件"),
        ("complaint.level", "算一般投诉吧", "一般投诉"),
        ("complaint.level", "不是一般投诉，是重大投诉", "重大投诉"),
        ("complaint.way", "打电话来的", "来电"),
        ("complaint.satisfied", "基本满意", "基本满意"),
        ("complaint.satisfied", "不满意", "不满意"),
        ("registration.age", "四十五岁", 45),
        ("registration.age", "今年大概45了", 45),
        ("registration.age", "０", 0),
        ("registration.history", "无", "无"),
        ("registration.sex", "女的", "女"),
        ("registration.address", "他家住人民路5号", "人民路5号"),
        ("registration.came", "来了", True),
        ("registration.came", "没有来", False),
        ("visit.appointed", "有的", True),
        ("visit.appointed", "没有", False),
        ("visit.first", "不知道", None),
        ("repair.visit_at", "没有约", None),
        ("repair.visit_at", "明天下午三点", "2026-11-27 15:00"),
    ],
)
def test_answer_is_taken(forms: Binder, field: str, said: str, kept: Value | None) -> None:
    assert answer(_field(forms, field), said, NOW) == kept


@pytest.mark.parametrize(
    ("field", "said", "complaint"),
    [
        ("complaint.customer", "不知道", "“客户称呼”必须填"),
        ("complaint.content", "", "没有收到内容。“投诉内容”必须填"),
        ("complaint.content", "。。。", "不像投诉内容"),
        ("complaint.content", "长" * 1001, "最多 1000 个字，现在是 1001 个"),
        ("complaint.level", "4", "投诉类别只有 3 项：1 一般投诉"),
        ("complaint.level", "投诉", "可能是一般投诉，也可能是重大投诉。请说编号或全名"),
        ("complaint.level", "天气", "没有“天气”这一项。可以选：1 一般投诉"),
        ("registration.age", "8个月", "“个月”没听懂。请只报一个数字，例如 12岁"),
        ("registration.age", "三四十岁", "不是一个准数"),
        ("registration.age", "150", "不能大于 120，现在是 150"),
        ("registration.age", "-5", "没听懂"),
        ("registration.age", "9" * 400, "太大了"),
        ("registration.age", "不小了", "没有看出年龄是多少"),
        ("registration.came", "看情况", "请说“是”或“不是”"),
        ("registration.phone", "没有", "“联系电话”必须填"),
        ("call.called_at", "明天", "还没有到"),
    ],
)
def test_answer_that_will_not_do_is_told(forms: Binder, field: str, said: str, complaint: str) -> None:
    with pytest.raises(Unfit, match=complaint):
        answer(_field(forms, field), said, NOW)


def test_answer_values_of_a_file_are_taken_as_they_are(forms: Binder) -> None:
    assert answer(_field(forms, "registration.age"), 45, NOW) == 45
    assert answer(_field(forms, "visit.appointed"), True, NOW) is True
    assert answer(_field(forms, "visit.appointed"), False, NOW) is False


def test_answer_has_no_control_characters(forms: Binder) -> None:
    assert answer(_field(forms, "complaint.content"), "晚\x00了\x1b[31m", NOW) == "晚了[31m"


def test_answer_of_characters_that_nobody_sees_is_none(forms: Binder) -> None:
    with pytest.raises(Unfit, match="没有收到内容"):
        answer(_field(forms, "complaint.content"), "\u200b\u2060", NOW)
    assert answer(_field(forms, "complaint.phone"), "138\u200b1234\u200b5678", NOW) == "13812345678"
    assert answer(_field(forms, "complaint.content"), "报告\u202e晚了\u200b", NOW) == "报告晚了"
