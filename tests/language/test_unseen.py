import pytest

from bot.language.unseen import has_unseen, seen, tidied


@pytest.mark.parametrize(
    "text", ["\u200b", "\u200d \u2060", "\u202e\u2066\u2069", "\ufeff\u00ad", "\x00\x01 ", "\u3164", " \n "]
)
def test_unseen_nothing_but_it_is_nothing(text: str) -> None:
    assert tidied(text) == ""


def test_unseen_goes_and_the_words_stay() -> None:
    assert tidied(" 客户\u200b认错\n了人\u202e ") == "客户认错\n了人"
    assert tidied("张伟") == "张伟"


def test_unseen_every_character_left_has_its_place() -> None:
    text = "1\u200b3\u00ad8"
    bare, places = seen(text)
    assert (bare, [text[place] for place in places]) == ("138", list("138"))
    assert has_unseen(text) and not has_unseen(bare)
