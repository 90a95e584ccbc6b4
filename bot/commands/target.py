"""Where a report goes: standard output, or a file that is never left half written."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bot.errors import HuashuError, reason

#: Formats of which every part is of use by itself: they are written as they come.
GROWING = frozenset({"jsonl", "csv", "text"})


@contextlib.contextmanager
def target(path: str, format_: str, keep: int = 0) -> Iterator[BinaryIO]:
    """The open output; empty `path` is standard output.

    Args:
        keep: bytes at the beginning of the file that stay.

    Raises:
        HuashuError: it cannot be written.
    """
    if not path:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        if format_ in GROWING:
            with open(path, "r+b" if keep else "wb") as file:
                file.truncate(keep)
                file.seek(keep)
                yield file
        else:
            with _replacing(Path(path)) as file:
                yield file
    except OSError as error:
        raise HuashuError(f"{path}：写不进去（{reason(error)}）。请检查路径、权限和磁盘空间。") from error


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file beside `path` that takes its place once it is whole."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with open(handle, "wb") as file:
            yield file
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def apart(path: str, inputs: list[str]) -> None:
    """See that the output is not among the inputs.

    Raises:
        HuashuError: it is, or lies in a folder that is read.
    """
    from bot.conversation.files import READERS

    if not path:
        return
    output = Path(path).resolve()
    for place in inputs:
        given = Path(place).resolve() if place not in ("", "-") and "\0" not in place else None
        if given == output:
            raise HuashuError(f"{path}：既是输入又是输出。请换一个输出文件名。")
        if given in output.parents and output.suffix.lower() in READERS:
            raise HuashuError(
                f"{path}：输出文件在输入文件夹“{place}”里，会被当成对话来读。请写到别的文件夹。"
            )
