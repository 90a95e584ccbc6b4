"""The form of a stream that has no name, guessed from its beginning."""

import io
import re
from typing import BinaryIO, cast

from bot.conversation.encoding import decode
from bot.conversation.errors import TranscriptError
from bot.conversation.json_file import read_json_file
from bot.conversation.json_lines import read_json_lines
from bot.conversation.origin import Reader
from bot.conversation.plain_text import read_plain_text
from bot.conversation.subtitles import read_subtitles
from bot.conversation.table import find_header, read_table
from bot.conversation.xlsx import read_xlsx

_HEAD = 1 << 16
_LIST = re.compile(r"\[\s*(?:[\[{\"\]]|$)")


class _Again(io.RawIOBase):
    """A stream whose beginning was already read, from the beginning."""

    def __init__(self, head: bytes, rest: io.BufferedIOBase) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        size = len(buffer)
        data = self._head[:size] or self._rest.read1(size)
        self._head = self._head[size:]
        buffer[: len(data)] = data
        return len(data)


def sniffed(stream: BinaryIO) -> tuple[Reader, BinaryIO]:
    """The reader that fits `stream`, and the stream from its beginning."""
    source = cast(io.BufferedIOBase, stream)
    head = b""
    while len(head) < _HEAD and b"\n" not in head.lstrip():
        chunk = source.read1(_HEAD - len(head))
        if not chunk:
            break
        head += chunk
    return reader_for(head), cast(BinaryIO, io.BufferedReader(_Again(head, source), _HEAD))


def reader_for(head: bytes) -> Reader:
    """The reader for a stream that begins with `head`."""
    if head.startswith(b"PK\x03\x04"):
        return read_xlsx
    text = _text(head).lstrip()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if text.startswith("{"):
        one_a_line = lines[0].endswith("}") or (len(lines) == 1 and len(head) >= _HEAD)
        return read_json_lines if one_a_line else read_json_file
    if _LIST.match(text):
        return read_json_file
    if text.startswith("WEBVTT") or any("-->" in line for line in lines[:4]):
        return read_subtitles
    return read_table if find_header(lines[:10]) else read_plain_text


def _text(head: bytes) -> str:
    """What can be read of a beginning that may end within a character."""
    for data in (head, head[:-1], head[: head.rfind(b"\n") + 1]):
        try:
            return decode(data)
        except TranscriptError:
            continue
    return head.decode("utf-8", "replace")
