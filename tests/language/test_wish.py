"""What counts as a wish to practise, or to fill in a form."""

import pytest

from bot.language.examples import read_examples
from bot.language.wish import FormWish, form_wish, practice_wish


@pytest.mark.parametrize(
    ("text", "scene"),
    [
        ("开始练习 无声电话", "无声电话"),
        ("开始练习", ""),
        ("我要练习客户发火", "客户发火"),
        ("我想练一下打错电话", "打错电话"),
        ("练一下投诉。", "投诉"),
        ("陪我练练", ""),
    ],
)
def test_wish_names_the_scene(text: str, scene: str) -> None:
    assert practice_wish(text) == scene


@pytest.mark.parametrize(
    "text", ["客户不说话怎么办", "练习期工资怎么算", "试用期要练习多久", "他一直练习骂人", ""]
)
def test_wish_a_question_is_none(text: str) -> None:
    assert practice_wish(text) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("填投诉单", "投诉单"),
        ("登记一下报修", "报修"),
        ("我要填来电记录单", "来电记录单"),
        ("来访登记", "来访登记"),
        ("帮我开一张报修单吧", "报修单"),
        ("给客户登记投诉。", "投诉"),
        ("新建客户投诉处理单", "客户投诉处理单"),
        ("做一下来访登记", "来访登记"),
        ("填一张退货单", "退货单"),
        ("填单", ""),
        ("我要填单子", ""),
    ],
)
def test_wish_names_the_form(text: str, named: str) -> None:
    assert form_wish(text) == FormWish(named)


@pytest.mark.parametrize(
    ("text", "named"),
    [("继续填单", ""), ("接着填", ""), ("继续填投诉单", "投诉单"), ("我要接着填那张报修单", "报修单")],
)
def test_wish_to_go_on_with_a_form(text: str, named: str) -> None:
    assert form_wish(text) == FormWish(named, again=True)


@pytest.mark.parametrize(
    "text",
    [
        "投诉单怎么填",
        "要填投诉处理单吗",
        "什么时候填来电记录单",
        "来访登记要写哪些",
        "不填投诉单扣几分",
        "填投诉单要注意哪些",
        "报修",
        "投诉",
        "我要投诉",
        "登记病人",
        "填咨询单",
        "客户不愿意填登记表",
        "",
    ],
)
def test_wish_a_question_about_forms_is_none(text: str) -> None:
    assert form_wish(text) is None


def test_wish_no_example_of_a_question_asks_for_a_form() -> None:
    assert [e.text for e in read_examples() if form_wish(e.text)] == []
