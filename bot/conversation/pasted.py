"""A conversation pasted into a chat: recognised as one, and read.

What people paste is a transcript with something around it: a sentence before it, a question after it, full-width
brackets and colons, or everything on one line because the input field dropped the line breaks. Every question is
looked at, so the readers are imported only where there is something to read.
"""

import io
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from bot.conversation.columns import head_name
from bot.conversation.errors import TranscriptError, Unreadable
from bot.conversation.model import Conversation
from bot.conversation.origin import Origin
from bot.conversation.speaker import speaker_of

#: What conversations without an id of their own are called, and what messages call their source.
_STEM, _SOURCE = "pasted", "粘贴的内容"

_TIME = r"\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,6})?"
_STAMP = rf"[\[【(]\s*{_TIME}[^\])】]{{0,20}}[\])】]"
#: The beginning of a turn, in half width.
_SAID = re.compile(rf"\s*(?:{_STAMP}|{_TIME}(?=\s))?\s*(?P<name>[^:]{{1,30}}?)\s*(?:{_STAMP})?\s*:")
#: A speaker and a moment on a line of their own, as chats are exported.
_ALONE = re.compile(rf"\s*(?P<name>.{{1,30}}?)\s*[(\[]?\s*(?:\d{{4}}\S{{1,12}}\s+)?{_TIME}\s*[)\]]?\s*")
#: A speaker in the middle of a line; one letter is too little there.
_INLINE = re.compile(r"(?<![\w“])(?=(?:坐席|座席|客服|客户|顾客|用户)\w{0,4}\s*[:：])")
_INLINE_LEAST = 3
#: A line that begins a conversation or gives its id.
_BEGINS = re.compile(r"\s*(?:-{3,}|={3,}|#)")
#: The longest question behind a conversation; what is longer belongs to the last turn.
_QUESTION = 60
_LABEL = 120
#: What makes a JSON text worth parsing.
_JSON_SIGNS = ('"turns"', '"role"', '"conversations"', '"speaker"', '"transcript"', '"text"')


def is_conversation(text: str) -> bool:
    """Whether a message is a pasted conversation: two lines with speakers, or a transcript in JSON."""
    if _json(text):
        return True
    return _speakers(_lines(text)) >= 2


def pasted(text: str) -> list[Conversation | Unreadable]:
    """The conversations in a pasted text, and what cannot be read of it; never empty."""
    value = _json(text)
    if value:
        return in_json(value)
    from bot.conversation.plain_text import read_plain_text

    data = "\n".join(_framed(_lines(text))).encode("utf-8", "replace")
    origin = Origin(_SOURCE, _STEM)
    return list(read_plain_text(io.BytesIO(data), origin)) or [origin.unreadable("里面没有对话。")]


def in_json(value: object) -> list[Conversation | Unreadable]:
    """The conversations in a JSON value, or in a JSON or plain text that it is."""
    if isinstance(value, str):
        return pasted(value)
    from bot.conversation.json_value import conversations_in

    found = conversations_in(value, _STEM)
    return [Unreadable(_SOURCE, item.reason) if isinstance(item, TranscriptError) else item for item in found]


def _json(text: str) -> Any:
    """The value of a JSON transcript; None where the text is none. Lines of objects become a list."""
    stripped = text.strip()
    if not stripped.startswith(("{", "[")) or not any(sign in stripped for sign in _JSON_SIGNS):
        return None
    from bot.conversation.json_value import parse

    for form in (stripped, f"[{','.join(line for line in stripped.splitlines() if line.strip())}]"):
        try:
            value = parse(form.encode("utf-8", "replace"))
        except TranscriptError:
            continue
        return value if isinstance(value, Mapping | list) and value else None
    return None


def _lines(text: str) -> list[str]:
    """The lines, what stands before each text in half width; one line with several speakers is cut before each."""
    lines = [_folded_label(line) for line in re.split(r"\r\n|[\r\n\u2028\u2029]", text)]
    filled = [line for line in lines if line.strip()]
    if len(filled) == 1:
        cut = [_folded_label(piece) for piece in _INLINE.split(filled[0]) if piece.strip()]
        if _speakers(cut) >= _INLINE_LEAST:
            return cut
    return lines


def _folded_label(line: str) -> str:
    plain = "".join(map(_half, line[:_LABEL]))
    found = _SAID.match(plain) or _ALONE.fullmatch(plain)
    if found is None or speaker_of(found["name"].strip()) is None:
        return line
    return plain[: found.end()] + line[found.end() :]


def _half(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character


def _is_turn(line: str) -> bool:
    found = _SAID.match(line[:_LABEL]) or _ALONE.fullmatch(line[:_LABEL])
    return found is not None and speaker_of(found["name"].strip()) is not None


def _speakers(lines: list[str]) -> int:
    return sum(map(_is_turn, lines))


def _framed(lines: list[str]) -> list[str]:
    """The lines without the sentence before the first turn and a short question after an empty line behind the last."""
    turns = [number for number, line in enumerate(lines) if _is_turn(line)]
    if not turns:
        return lines
    before = [line for line in lines[: turns[0]] if _is_head(line)]
    behind = lines[turns[-1] :]
    gap = next((place for place, line in enumerate(behind) if not line.strip()), len(behind))
    if sum(map(len, behind[gap:])) > _QUESTION:
        gap = len(behind)
    return [*before, *lines[turns[0] : turns[-1]], *behind[:gap]]


def _is_head(line: str) -> bool:
    """Whether a line before the first turn tells about the conversation (工号：8, --- c-001)."""
    name, colon, _ = line.replace("：", ":").partition(":")
    return bool(_BEGINS.match(line)) or bool(colon and head_name(name.strip(" #*\u3000")))
