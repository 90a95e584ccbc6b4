"""The lines of a file that a command is given."""

import sys
from pathlib import Path

from bot.errors import HuashuError, reason


def read_lines(path: str) -> list[str]:
    """The lines of a file, or of standard input (`-`); bytes that are not UTF-8 are replaced.

    Raises:
        HuashuError: it cannot be read.
    """
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise HuashuError(f"{path}：打不开（{reason(error)}）。请检查文件名。") from error
    return data.decode("utf-8", "replace").splitlines()
