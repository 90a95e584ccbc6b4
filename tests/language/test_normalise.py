import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.aligned import aligned
from bot.language.normalise import LIMIT, clean, han_share, normalise, squeezed


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("電話沒聲音怎麼辦？", "电话没声音怎么办"),
        ("８号，您好！", "8号 您好"),
        ("喂喂喂喂喂！！", "喂喂"),
        ("👍", "有用"),
        ("😀😀", ""),
        ("a\x00b\u200bc", "abc"),
        ("第一行\n第二行", "第一行 第二行"),
    ],
)
def test_normalise_folds_ways_of_writing(written: str, plain: str) -> None:
    assert normalise(written) == plain


def test_normalise_looks_at_a_limited_length() -> None:
    assert len(clean("好吗" * 20_000)) <= LIMIT


@given(st.text(max_size=300))
def test_normalise_never_fails_and_is_stable(text: str) -> None:
    once = normalise(text)
    assert squeezed(text) == once.replace(" ", "")
    assert normalise(once) == once


@given(st.text(max_size=200))
def test_aligned_keeps_every_character_in_its_place(text: str) -> None:
    assert len(aligned(text)) == len(text)


def test_normalise_han_share() -> None:
    assert han_share("hello 您好") == pytest.approx(2 / 7)
    assert han_share("…") == 0
