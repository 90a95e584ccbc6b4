import pytest

from bot.conversation.marks import mark_of


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("（无声）", "silence"),
        ("[静音]", "silence"),
        ("【沉默】", "silence"),
        ("（无声6秒）", "silence"),
        ("[杂音]", "noise"),
        ("(噪音)。", "noise"),
        ("[声音小]", "low_volume"),
        ("（音乐）", "music"),
        ("无声", None),
        ("（笑）", None),
        ("（无声）喂", None),
        ("", None),
    ],
)
def test_mark_of(text: str, signal: str | None) -> None:
    assert mark_of(text) == signal
