"""How often something was done."""

import pytest

from bot.language.times import times, without_times


@pytest.mark.parametrize(
    ("asked", "often", "left"),
    [
        ("两次迟到扣几分", 2, "迟到扣几分"),
        ("一个月迟到3次扣几分", 3, "一个月迟到扣几分"),
        ("十二回没开会，扣多少分", 12, "没开会，扣多少分"),
    ],
)
def test_times_are_taken_out_of_what_was_done(asked: str, often: int, left: str) -> None:
    assert (times(asked), without_times(asked)) == (often, left)


@pytest.mark.parametrize(
    "asked", ["迟到一次扣几分", "第二次迟到扣几分", "每天打扫三次", "扣分", "第二次投诉罚多少"]
)
def test_times_of_other_questions_are_none(asked: str) -> None:
    assert (times(asked), without_times(asked)) == (None, asked)
