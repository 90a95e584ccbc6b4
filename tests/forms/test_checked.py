"""Several answers given at once."""

import pytest

from bot.forms.binder import Binder
from bot.forms.checked import checked
from bot.forms.errors import Unfilled
from tests.forms.conftest import NOW


def test_checked_takes_names_and_labels(forms: Binder) -> None:
    given = {"customer": "王小明", "联系电话": "138 1234 5678", "电话": None, "level": "2", "about": ""}
    found = checked(forms["complaint"], "fields", given, NOW)
    assert found.values == {"customer": "王小明", "phone": "13812345678", "level": "重大投诉"}
    assert found.emptied == ("phone", "about")


def test_checked_tells_every_problem_at_once(forms: Binder) -> None:
    given = {"phone": "138", "level": ["一般投诉"], "contant": "晚了", "way": "飞鸽"}
    with pytest.raises(Unfilled) as caught:
        checked(forms["complaint"], "fields", given, NOW)
    problems = caught.value.problems
    assert "联系电话：没有看出电话号码" in problems["phone"]
    assert problems["level"] == "投诉类别：要写文字或数字。"
    assert "没有“contant”这一项。是不是“content”？" in problems["contant"]
    assert "可以选：1 来电" in problems["way"]


def test_checked_closing_is_apart(forms: Binder) -> None:
    with pytest.raises(Unfilled, match="没有“content”这一项"):
        checked(forms["complaint"], "closing", {"content": "晚了"}, NOW)
    assert checked(forms["complaint"], "closing", {"处理人": "李敏"}, NOW).values == {"handler": "李敏"}
