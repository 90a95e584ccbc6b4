"""Plain text: one line a turn, `客服：… / 客户：…`, with times, headers and several conversations in one file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from bot.conversation.columns import head_data, head_name
from bot.conversation.conversation import conversation_of
from bot.conversation.encoding import lines_of, read_text
from bot.conversation.errors import TranscriptError, shown
from bot.conversation.marks import mark_of
from bot.conversation.origin import Found, Origin
from bot.conversation.relative import relative
from bot.conversation.speaker import Speaker, speaker_of
from bot.conversation.times import seconds_of

_TIME = r"\d{1,3}[:：]\d{1,2}(?:[:：]\d{1,2})?(?:[.,]\d{1,6})?"
_STAMP = rf"[\[【(（]\s*(?P<{{0}}>{_TIME})\s*(?:[-–—~～至到]+\s*(?P<{{1}}>{_TIME})\s*)?[\]】)）]"
_TURN = re.compile(
    rf"\s*(?:{_STAMP.replace('{0}', 'start').replace('{1}', 'end')}|(?P<bare>{_TIME})(?=\s))?\s*"
    rf"(?P<name>[^:：]{{1,30}}?)\s*(?:{_STAMP.replace('{0}', 'late').replace('{1}', 'later')})?\s*[:：]"
)
#: Chat exports: the speaker and the moment on a line of their own.
_STAMPED = re.compile(
    rf"(?P<name>.{{1,30}}?)\s*[(（\[]?\s*(?P<when>(?:\d{{4}}[-/.年]\d{{1,2}}[-/.月]\d{{1,2}}日?\s+)?{_TIME})\s*[)）\]]?"
)
#: The speaker and the times of a line stand within this many characters.
_LABEL = 120
_SEPARATOR = re.compile(r"\s*(?:-{3,}|={3,}|#{1,3}(?=\s))\s*(?P<id>[^-=#\s].*?)\s*[-=#]*\s*")
_RULE = re.compile(r"\s*(?:-{3,}|={3,})\s*")
_HEADER = re.compile(r"\s*[#*]*\s*(?P<name>[^:：]{1,20}?)\s*[:：]\s*(?P<value>.*?)\s*")


@dataclass
class _Part:
    """The lines of one conversation."""

    line: int
    id: str = ""
    head: list[tuple[str, str]] = field(default_factory=list)
    turns: list[dict[str, Any]] = field(default_factory=list)
    texts: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    wrong: tuple[str, int] | None = None
    system: bool = False


def read_plain_text(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """The conversations of a text file.

    A line without a speaker belongs to the turn before it. `--- id`, `=== id` or `# id` begins a conversation;
    in a file that has such lines, so does a header after an empty line or a line of dashes. A conversation
    without an id is called after the file, or after the file and the line where it begins when there are several.
    """
    try:
        text = read_text(stream, origin.limits)
    except TranscriptError as error:
        yield origin.unreadable(error.reason)
        return
    parts = [part for part in _parts(lines_of(text)) if part.turns or part.wrong or part.id or part.head]
    for part in parts:
        yield _finished(part, origin, several=len(parts) > 1)


def _parts(lines: list[str]) -> Iterator[_Part]:
    several = any(_separates(line) is not None for line in lines)
    part, gap = _Part(1), False
    for number, line in enumerate(lines, 1):
        if not line.strip() or _RULE.fullmatch(line):
            gap = True
            continue
        identifier = _separates(line)
        if identifier is not None or (several and gap and part.turns and _header(line)):
            yield part
            part = _Part(number, identifier or "")
        gap = False
        if identifier is None:
            _add(part, line, number)
    yield part


def _separates(line: str) -> str | None:
    """The id in a line that begins a conversation, or None."""
    if not line.lstrip().startswith(("---", "===", "#")):
        return None
    match = _SEPARATOR.fullmatch(line) if len(line) < 200 else None
    if match is None:
        return None
    name, colon, value = match["id"].replace("：", ":").partition(":")
    if not colon:
        return match["id"]
    return value.strip() if head_name(name) == "id" and value.strip() else None


def _header(line: str) -> tuple[str, str] | None:
    match = _HEADER.fullmatch(line) if len(line) < 200 else None
    place = head_name(match["name"]) if match else None
    if match is None or place is None:
        return None
    # 坐席：您好 is a turn, 坐席：A08 tells who the agent is.
    if speaker_of(match["name"]) and not re.fullmatch(r"[A-Za-z]{0,3}\d{1,8}", match["value"]):
        return None
    return place, match["value"]


def _add(part: _Part, line: str, number: int) -> None:
    if not part.turns and (header := _header(line)):
        part.head.append(header)
        return
    line = line.strip()
    match = _TURN.match(line[:_LABEL])
    for found in (_STAMPED.fullmatch(line[:_LABEL]), match):
        speaker = speaker_of(found["name"].strip()) if found else None
        if found and speaker:
            _begin(part, found.groupdict() | {"text": line[found.end() :]}, speaker, number)
            return
    if part.system:
        return
    elif part.turns:
        part.texts[-1].append(line)
    elif part.wrong is None:
        who = match["name"] if match else line
        part.wrong = (f"不知道{shown(who.strip())}是谁说的。每句请写成“客服：…”或“客户：…”。", number)


def _begin(part: _Part, match: dict[str, str | None], speaker: Speaker, number: int) -> None:
    part.system = speaker.role == "system"
    if part.system:
        return
    turn: dict[str, Any] = {"role": speaker.role, "text": ""}
    start = match.get("start") or match.get("bare") or match.get("late") or match.get("when")
    end = match.get("end") or match.get("later")
    if start:
        turn["start"] = seconds_of(start)
    if end:
        turn["end"] = seconds_of(end)
    part.turns.append(turn)
    part.texts.append([(match["text"] or "").strip()])
    part.lines.append(number)
    if speaker.role == "agent" and speaker.label:
        part.labels.append(speaker.label)


def _finished(part: _Part, origin: Origin, *, several: bool) -> Found:
    if part.wrong:
        return origin.unreadable(*part.wrong)
    for turn, texts in zip(part.turns, part.texts, strict=True):
        turn["text"] = "\n".join(text for text in texts if text)
        if signal := mark_of(turn["text"]):
            turn["text"] = ""
            turn["signals"] = [signal]
    relative(part.turns)
    pairs = [("id", part.id), *part.head]
    if part.labels and not any(place == "agent.id" for place, _ in part.head):
        pairs.append(("agent.id", part.labels[0]))
    try:
        data = head_data(pairs) | {"turns": part.turns}
        return conversation_of(data, fallback=f"{origin.stem}-{part.line}" if several else origin.stem)
    except TranscriptError as error:
        line = part.line if error.turn is None else part.lines[error.turn]
        return origin.unreadable(error.reason, line)
