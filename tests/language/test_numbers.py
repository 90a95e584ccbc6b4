import pytest

from bot.language.numbers import numbers, spoken_digits


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ("11月收件10000", [11, 10000]),
        ("一万二", [12000]),
        ("一万两千", [12000]),
        ("1.2万件", [12000]),
        ("一百零五分", [105]),
        ("两千五", [2500]),
        ("九十一分", [91]),
        ("没有数字", []),
    ],
)
def test_numbers_are_read_in_any_way(said: str, values: list[float]) -> None:
    assert [n.value for n in numbers(said)] == values


@pytest.mark.parametrize(
    ("said", "share"), [("15%", 0.15), ("百分之七", 0.07), ("两成", 0.2), ("7个点", 0.07)]
)
def test_numbers_shares_are_fractions(said: str, share: float) -> None:
    (number,) = numbers(said)
    assert number.share
    assert number.value == pytest.approx(share)


@pytest.mark.parametrize(
    ("said", "digits"),
    [("洞八", "08"), ("八", "8"), ("1024", "1024"), ("幺零二四", "1024"), ("十二", "12"), ("李", "")],
)
def test_numbers_spoken_digit_by_digit(said: str, digits: str) -> None:
    assert spoken_digits(said) == digits
