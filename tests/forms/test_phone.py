"""Telephone numbers as they are said and written."""

import pytest

from bot.forms.errors import Unfit
from bot.forms.phone import is_only_a_phone, phone, phones


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("13812345678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("１３８ １２３４ ５６７８", "13812345678"),
        ("幺三八一二三四五六七八", "13812345678"),
        ("+86 138 1234 5678", "13812345678"),
        ("我的电话是13812345678，谢谢", "13812345678"),
        ("三点以后打一三八一二三四五六七八", "13812345678"),
        ("0591-87654321", "0591-87654321"),
        ("059187654321", "0591-87654321"),
        ("010 8765 4321转802", "010-87654321转802"),
        ("87654321分机12", "87654321转12"),
        ("400-123-4567", "400-123-4567"),
        ("+44 20 7946 0958", "+442079460958"),
    ],
)
def test_phone_is_read_however_it_is_said(said: str, number: str) -> None:
    assert phone(said) == number


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("1381234567", "手机号应当是 11 位，这个号码是 10 位"),
        ("138123456789", "12 位"),
        ("12812345678", "没有 12 开头的手机号"),
        ("010-12345", "这个号码是 8 位"),
        ("没记", "没有看出电话号码。手机号是 11 位"),
        ("", "没有看出电话号码"),
        ("13812345678或者13912345678", "这里有 2 个号码：13812345678、13912345678"),
        ("13812345678 13912345678", "请说用哪一个"),
    ],
)
def test_phone_that_is_none_is_told_what_is_wrong(said: str, complaint: str) -> None:
    with pytest.raises(Unfit, match=complaint):
        phone(said)


def test_phone_one_number_said_twice_is_one() -> None:
    assert phones("13812345678，就是138 1234 5678") == ["13812345678"]


@pytest.mark.parametrize(
    ("clause", "only"),
    [
        ("他的电话是13812345678", True),
        ("手机：138 1234 5678", True),
        ("打了13812345678没人接", False),
        ("三点打", False),
    ],
)
def test_phone_a_clause_of_nothing_else(clause: str, only: bool) -> None:
    assert is_only_a_phone(clause) is only
