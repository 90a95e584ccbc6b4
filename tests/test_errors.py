"""The reasons of the operating system in the words of those who read them."""

import errno
import os
from pathlib import Path

import pytest

from bot.errors import reason


def test_errors_a_missing_file_is_named_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as found:
        (tmp_path / "none").read_text()
    assert reason(found.value) == "没有这个文件"


def test_errors_an_unknown_reason_stays_as_the_system_gives_it() -> None:
    assert reason(OSError(errno.EXDEV, "")) == os.strerror(errno.EXDEV)
