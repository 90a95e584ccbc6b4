from bot.book.shelf import shelf
from bot.practice.exam import SCENES, drawn, verdict
from bot.practice.scorecard import Scorecard
from bot.practice.session import PracticeSession


def _card(by_the_book: bool, number: int) -> Scorecard:
    session = PracticeSession(drawn(shelf()["exchange"], 11)[number])
    while session.due is not None:
        session.say(session.hint() if by_the_book else "嗯")
    return Scorecard.of(session)


def test_exam_same_seed_same_five_scenes() -> None:
    book = shelf()["exchange"]
    assert drawn(book, 4) == drawn(book, 4) != drawn(book, 5)
    assert len({setting.scene for setting in drawn(book, 4)}) == SCENES


def test_exam_by_the_book_passes_and_silence_costs_ten_points() -> None:
    good = verdict([_card(True, n) for n in range(SCENES)])
    assert good.passed and good.score >= 95 and good.bonus == (5 if good.score == 100 else 0)
    bad = verdict([_card(False, n) for n in range(SCENES)])
    assert not bad.passed and bad.bonus == -10


def test_exam_scenes_not_played_count_nothing() -> None:
    assert verdict([_card(True, 0)]).score <= 20
