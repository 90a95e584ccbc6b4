import pytest

from bot.errors import BookError
from bot.practice.scorecard import Scorecard
from bot.practice.session import PracticeSession
from bot.practice.setting import Setting


def test_mixed_call_changes_its_scene_in_the_middle() -> None:
    session = PracticeSession(Setting("exchange", "angry_caller+beyond_ability", 2, 3))
    assert [beat.id for beat in session.plot.beats] == [
        "opening",
        "calm",
        "to_the_point",
        "look_it_up",
        "closing",
    ]
    while session.due is not None:
        session.say(session.hint())
    assert Scorecard.of(session).score >= 95


def test_mixed_call_cannot_go_on_after_its_end() -> None:
    with pytest.raises(BookError, match="后面接不了"):
        PracticeSession(Setting("exchange", "silent_call+complaint", 1, 3))
