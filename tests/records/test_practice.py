"""Practice sessions in a real database."""

import pytest

from bot.practice.session import PracticeSession
from bot.practice.setting import Setting
from bot.records.database import Database
from bot.records.practice import (
    again,
    begin,
    keep,
    load,
    of_exam,
    progress,
    sessions_of,
    unfinished,
    weak_rules,
)


def _played(
    database: Database, scene: str, lines: int | None = None, trainee: str = "小周", exam: str = ""
) -> str:
    session = PracticeSession(Setting("exchange", scene, 1, 4))
    number = begin(database, trainee, session, "exam" if exam else "free", exam)
    said = 0
    while session.due is not None and (lines is None or said < lines):
        session.say(session.hint())
        said += 1
    keep(database, number, session)
    return number


def test_practice_goes_on_where_it_was_left(database: Database) -> None:
    number = _played(database, "angry_caller", 2)
    session, row = load(database, number) or pytest.fail("not stored")
    assert len(session.exchanges) == 2 and not row.over
    found = unfinished(database, "小周")
    assert found is not None and found.id == number
    assert load(database, "nothing") is None


def test_practice_from_any_turn_anew(database: Database) -> None:
    number = _played(database, "angry_caller", 3)
    _, row = load(database, number) or pytest.fail("not stored")
    assert len(again(row, 1).exchanges) == 1
    assert again(row).turns[:2] == again(row, 1).turns[:2]


def test_practice_progress_by_scene_and_what_costs_most(database: Database) -> None:
    _played(database, "thanks")
    session = PracticeSession(Setting("exchange", "complaint", 3, 4))
    number = begin(database, "小周", session)
    while session.due is not None:
        session.say("不归我管，你去找别人")
    keep(database, number, session)
    scenes = {p.scene: p for p in progress(database, "小周")}
    assert scenes["thanks"].best >= 95 and scenes["complaint"].best < 60
    assert "F02" in [rule for rule, _ in weak_rules(database, "小周")]
    assert sessions_of(database, "别人") == []


def test_practice_examination_keeps_its_sessions_together(database: Database) -> None:
    numbers = [_played(database, scene, exam="e1") for scene in ("thanks", "silent_call")]
    assert [row.id for row in of_exam(database, "e1")] == numbers
    assert all(row.mode == "exam" for row in of_exam(database, "e1"))
