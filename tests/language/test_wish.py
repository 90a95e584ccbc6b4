"""What counts as a wish to practise."""

import pytest

from bot.language.wish import practice_wish


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
