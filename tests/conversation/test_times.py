import pytest

from bot.conversation.relative import relative
from bot.conversation.times import iso_of, seconds_of


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("12.5", 12.5),
        ("12.5s", 12.5),
        ("850 ms", 0.85),
        ("1:02", 62),
        ("01：02：03", 3723),
        ("00:00:02,400", 2.4),
        ("1970-01-01 00:00:00", None),
        ("2026-11-02 09:14", 1793610840),
        ("2026年11月2日 9:14:05", 1793610845),
        ("1793610845000", 1793610845),
        ("-3", None),
        ("三秒", None),
        ("", None),
    ],
)
def test_times_seconds_of(text: str, seconds: float | None) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026/11/2", "2026-11-02T00:00:00"),
        ("2026-11-02T09:14:05+08:00", "2026-11-02T09:14:05+08:00"),
        ("2026-13-45 25:61", None),
        ("昨天", None),
    ],
)
def test_times_iso_of(text: str, iso: str | None) -> None:
    assert iso_of(text) == iso


def test_times_offsets_stay_as_they_are() -> None:
    turns = [{"start": 2.0}, {"start": 4000.0}]
    relative(turns)
    assert turns == [{"start": 2.0}, {"start": 4000.0}]
