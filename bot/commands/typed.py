"""What was typed, as arguments or at a prompt, before any command sees it."""

import io
import os
import sys
from collections.abc import Iterable

from bot.errors import HuashuError


def readable(arguments: Iterable[str]) -> None:
    """See that every argument is text. Names of files that are there may be any bytes.

    Raises:
        HuashuError: one is not UTF-8; nothing could store it or print it.
    """
    for position, argument in enumerate(arguments, 1):
        try:
            argument.encode()
        except UnicodeEncodeError:
            if not os.path.lexists(argument.partition("=")[2] if argument[:1] == "-" else argument):
                shown = os.fsencode(argument).decode(errors="replace")
                raise HuashuError(
                    f"第 {position} 个参数“{shown}”里有不是 UTF-8 的字符。请在 UTF-8 的终端里重新输入。"
                ) from None


def mend_input() -> None:
    """Have bytes on standard input that are no text come as �, as `read_lines` has them; nothing could store the others."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
