from pathlib import Path

import pytest

from bot.book.source import read_yaml
from bot.errors import BookError


def test_source_knows_the_line_of_each_value(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text("book: a\nlines:\n  hello:\n    say: 您好\n", encoding="utf-8")
    assert read_yaml(path).line_of(("lines", "hello", "say")) == 4


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "a.yml:1"),
        (b"a: [1", "不是合法的 YAML"),
        (b"a: 1\na: 2\n", "“a”写了两次"),
        ("您好".encode("gb18030"), "不是 UTF-8"),
    ],
    ids=["empty", "broken", "twice", "gb18030"],
)
def test_source_says_what_is_wrong_in_one_line(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "a.yml"
    path.write_bytes(content)
    with pytest.raises(BookError, match=complaint) as caught:
        read_yaml(path)
    assert "\n" not in str(caught.value)


def test_source_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BookError, match=r"nowhere\.yml"):
        read_yaml(tmp_path / "nowhere.yml")
