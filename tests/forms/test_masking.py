"""Personal data of forms as it is kept."""

import pytest

from bot.forms.binder import Binder
from bot.forms.masking import is_masked, masked_name, masked_phone, masked_values


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("王小明", "王**"),
        ("欧阳修先生", "欧阳*先生"),
        ("李女士", "李女士"),
        ("免贵姓王", "免贵姓王"),
        ("Tom Smith", "T** *****"),
        ("", ""),
    ],
)
def test_masking_of_a_name_the_surname_stays(name: str, kept: str) -> None:
    assert masked_name(name) == kept


@pytest.mark.parametrize(
    ("number", "kept"),
    [
        ("13812345678", "138****5678"),
        ("0591-87654321", "0591-****4321"),
        ("87654321", "****4321"),
        ("138****5678", "138****5678"),
        ("", ""),
    ],
)
def test_masking_of_a_number_its_ends_stay(number: str, kept: str) -> None:
    assert masked_phone(number) == kept


def test_masking_of_a_form_leaves_what_is_nobody_s(forms: Binder) -> None:
    form = forms["complaint"]
    values = {
        "customer": "王小明",
        "phone": "13812345678",
        "content": "我电话13987654321打不通，态度差",
        "level": "一般投诉",
    }
    kept = masked_values(form, values)
    assert kept == {
        "customer": "王**",
        "phone": "138****5678",
        "content": "我电话139****4321打不通，态度差",
        "level": "一般投诉",
    }
    assert [is_masked(field, kept[field.name]) for field in form.fields if field.name in kept] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize("address", ["人民路5号3栋201", "7号楼一单元302", "东门平房3排8号"])
def test_masking_of_an_address_no_number_stays(forms: Binder, address: str) -> None:
    kept = masked_values(forms["repair"], {"address": address})["address"]
    assert "*" in str(kept) and not any(c.isdigit() or c in "一二三四" for c in str(kept))
