import pytest

from bot.book.shelf import Shelf
from bot.coach.moves import Place, move


def _walk(shelf: Shelf, *turns: tuple[str, str], book: str = "exchange") -> Place:
    place = Place()
    for intent, text in turns:
        place = move(place, intent, text, shelf, book)
    return place


def test_moves_asking_opens_a_scene(shelf: Shelf) -> None:
    assert _walk(shelf, ("ask_silent_call", "客户不说话")).line == "silent_call_1"


@pytest.mark.parametrize("turn", [("next_step", "然后呢"), ("ask_silent_call", "还是没声音")])
def test_moves_next_line_by_either_way_of_asking(shelf: Shelf, turn: tuple[str, str]) -> None:
    assert _walk(shelf, ("ask_silent_call", "没声音"), turn).line == "silent_call_2"


def test_moves_after_the_last_line_the_scene_is_over(shelf: Shelf) -> None:
    place = _walk(shelf, ("ask_silent_call", ""), ("next_step", ""), ("next_step", ""))
    assert (place.line, place.last) == ("end", "silent_call_2")


def test_moves_switching_in_the_middle_and_coming_back(shelf: Shelf) -> None:
    switched = _walk(shelf, ("ask_noisy_line", ""), ("ask_angry_caller", ""), ("resume", "回到刚才那个"))
    assert switched.line == "noisy_line_1"
    assert switched.back == "angry_caller_1"


def test_moves_back_and_again(shelf: Shelf) -> None:
    turns = [("ask_noisy_line", ""), ("next_step", ""), ("previous_step", "")]
    assert _walk(shelf, *turns).line == "noisy_line_1"
    assert _walk(shelf, *turns, ("repeat", "")).line == "noisy_line_1"


@pytest.mark.parametrize("intent", ["next_step", "previous_step", "repeat", "resume"])
def test_moves_without_a_scene_nothing_is_given(shelf: Shelf, intent: str) -> None:
    assert _walk(shelf, (intent, "")).line == "none"


def test_moves_follow_the_length_of_the_trade_s_own_scene(shelf: Shelf) -> None:
    turns = [("ask_callback", ""), *[("next_step", "")] * 4]
    assert _walk(shelf, *turns, book="fibre").line == "callback_5"
    assert _walk(shelf, *turns[:2], book="exchange").line == "end"
