"""`.json`: one conversation, a list of them, or what a speech-analytics service wrote."""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from bot.conversation.encoding import read_bytes
from bot.conversation.errors import TranscriptError
from bot.conversation.json_lines import read_json_lines
from bot.conversation.json_value import conversations_in, parse
from bot.conversation.origin import Found, Origin

_PIECE = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{}\n]|[-+.\w]+', re.DOTALL)
#: How much of a file is looked at to tell lines from one object.
_BEGINNING = 1 << 20
_LINE_OF = re.compile(r"第 (\d+) 行第")


def read_json_file(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """The conversations of a `.json` file.

    A conversation without an id is called after the file (`call`), or after its place in a list (`calls-3`).
    """
    try:
        data = read_bytes(stream, origin.limits)
    except TranscriptError as error:
        yield origin.unreadable(error.reason)
        return
    try:
        value = parse(data)
    except TranscriptError as error:
        if _looks_like_lines(data):
            yield from read_json_lines(io.BytesIO(data), origin)
        else:
            place = _LINE_OF.search(error.reason)
            yield origin.unreadable(error.reason, int(place[1]) if place else None)
        return
    lines: list[int] | None = None
    several = isinstance(value, list) or (
        isinstance(value, dict) and "turns" not in value and isinstance(value.get("conversations"), list)
    )
    for index, found in enumerate(conversations_in(value, origin.stem)):
        if isinstance(found, TranscriptError):
            if lines is None:
                lines = element_lines(data) if several else [1]
            line = lines[index] if index < len(lines) else None
            yield origin.unreadable(found.reason, line if several else 1)
        else:
            yield found


def element_lines(data: bytes) -> list[int]:
    """The line (from 1) on which each element of the list begins: of the whole, or of its `conversations`."""
    line, depth, inside = 1, 0, 0
    key = b""
    found: list[int] = []
    for match in _PIECE.finditer(data):
        piece = match[0]
        if piece == b"\n":
            line += 1
            continue
        if inside and depth == inside and piece not in b"]}":
            found.append(line)
        if piece in b"[{":
            depth += 1
            if piece == b"[" and not found and (depth == 1 or (depth == 2 and key == b'"conversations"')):
                inside = depth
        elif piece in b"]}":
            depth -= 1
            if depth < inside:
                break
        elif depth == 1:
            key = piece
    return found


def _looks_like_lines(data: bytes) -> bool:
    """Whether it is really a `.jsonl` file: among its first lines is a whole conversation."""
    lines = [line for line in data[:_BEGINNING].split(b"\n")[:9] if line.strip()]
    return len(lines) > 1 and any(_is_conversation(line) for line in lines)


def _is_conversation(line: bytes) -> bool:
    try:
        value = parse(line)
    except TranscriptError:
        return False
    return isinstance(value, dict) and "turns" in value
