import pytest

from bot.language.surname import surname_kept, surname_of


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        *(("王", "王"), ("王建国", "王"), ("王建国先生", "王先生"), ("王女士", "王女士"), ("", "")),
        *(("欧阳", "欧阳"), ("欧阳修先生", "欧阳先生"), ("王先生/女士", "王先生/女士"), ("先生", "先生")),
        *(("Smith", "Smith"), ("John Smith", "Smith"), ("13812345678", "138****5678"), ("乜建国", "乜")),
    ],
)
def test_surname_is_what_stays_of_a_name(name: str, kept: str) -> None:
    assert surname_kept(name) == kept


def test_surname_of_two_characters_is_one() -> None:
    assert (surname_of("司马光"), surname_of("司光"), surname_of("")) == ("司马", "司", "")
