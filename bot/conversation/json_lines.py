"""`.jsonl`: one conversation a line, read line by line, so that the size of the file does not matter."""

import codecs
import io
from collections.abc import Iterator
from typing import BinaryIO

from bot.conversation.errors import TranscriptError
from bot.conversation.json_value import conversations_in, parse
from bot.conversation.origin import Found, Origin

_CHUNK = 1 << 20
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_json_lines(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """The conversations of a `.jsonl` file. Each line is decoded and parsed on its own.

    A conversation without an id is called after the file and its line: `calls-17`.
    """
    for number, line in lines(stream, origin.limits.line_bytes):
        yield from found_in(line, number, origin)


def found_in(line: bytes | None, number: int, origin: Origin) -> Iterator[Found]:
    """The conversations of one line; None is a line that was too long to be held."""
    if line is None:
        megabytes = origin.limits.line_bytes / (1 << 20)
        yield origin.unreadable(f"这一行超过 {megabytes:g} MB，跳过了。请把对话拆开，一行一个。", number)
        return
    stripped = line.strip()
    if not stripped or stripped == codecs.BOM_UTF8:
        return
    try:
        value = parse(stripped)
    except TranscriptError as error:
        yield origin.unreadable(error.reason, number)
        return
    for found in conversations_in(value, f"{origin.stem}-{number}"):
        yield origin.unreadable(found.reason, number) if isinstance(found, TranscriptError) else found


def lines(stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number from 1; None for one longer than `limit` bytes, which is never held."""
    number = 0
    while line := stream.readline(limit + 1):
        number += 1
        if number == 1 and line.startswith(_UTF16):
            yield from _wide_lines(line, stream, limit)
            return
        if len(line) > limit:
            while not line.endswith(b"\n") and (line := stream.readline(_CHUNK)):
                pass
            yield number, None
        else:
            yield number, line


def _wide_lines(head: bytes, stream: BinaryIO, limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines of a UTF-16 file, whose first bytes are already read, as UTF-8."""
    encoding = "utf-16-le" if head.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")
    pending = io.StringIO()
    held, number, chunk = 0, 1, head[2:]
    while True:
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError:
            text, chunk = "\ud800", b""
        *ends, rest = text.split("\n")
        for end in ends:
            yield number, _as_utf8(pending.getvalue() + end) if held + len(end) <= limit else None
            pending, held, number = io.StringIO(), 0, number + 1
        held += len(rest)
        if held <= limit:
            pending.write(rest)
        if not chunk:
            break
        chunk = stream.read(_CHUNK)
    if held:
        yield number, _as_utf8(pending.getvalue()) if held <= limit else None


def _as_utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
