"""SRT and WebVTT subtitles with speakers: `<v 客服>…`, `客服：…` or `[客服] …`."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from bot.conversation.conversation import conversation_of
from bot.conversation.encoding import lines_of, read_text
from bot.conversation.errors import TranscriptError, shown
from bot.conversation.marks import mark_of
from bot.conversation.origin import Found, Origin
from bot.conversation.speaker import Speaker, speaker_of
from bot.conversation.times import seconds_of

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
_TIMES = re.compile(rf"\s*({_CLOCK})\s*-->\s*({_CLOCK})(?:\s.*)?", re.ASCII)
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?\s([^<>]{0,80})>")
_TAG = re.compile(r"<[^<>]*>|\{\\[^{}]*\}")
_NAMED = re.compile(
    r"\s*[-–—]?\s*(?:[\[【(（]\s*([^\]】)）]{1,30})[\]】)）]\s*[:：]?|([^:：]{1,30}?)\s*[:：])\s*"
)
#: The speaker of a line stands within this many characters.
_LABEL = 80
_ASIDE = ("NOTE", "STYLE", "REGION", "WEBVTT")


@dataclass
class _Cue:
    """One subtitle. `times`: what is written before and after the arrow."""

    line: int
    times: tuple[str, str]
    texts: list[str] = field(default_factory=list)


def read_subtitles(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """The conversation of a subtitle file, called after the file. A cue without a speaker goes on with the last one."""
    try:
        lines = lines_of(read_text(stream, origin.limits))
    except TranscriptError as error:
        yield origin.unreadable(error.reason)
        return
    turns: list[dict[str, Any]] = []
    places: list[int] = []
    try:
        for cue in _cues(lines):
            for turn in _turns(cue, turns):
                turns.append(turn)
                places.append(cue.line)
        if turns:
            yield conversation_of({"turns": turns}, fallback=origin.stem)
    except _Wrong as wrong:
        yield origin.unreadable(wrong.reason, wrong.line)
    except TranscriptError as error:
        yield origin.unreadable(error.reason, None if error.turn is None else places[error.turn])


class _Wrong(TranscriptError):
    """A cue that cannot be read, with its line."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


def _cues(lines: list[str]) -> Iterator[_Cue]:
    cue: _Cue | None = None
    aside = inside = False
    for number, line in enumerate(lines, 1):
        if "-->" in line and not aside:
            match = _TIMES.fullmatch(line.strip()) if len(line) < 1000 else None
            if match is None:
                raise _Wrong(
                    f"时间行{shown(line.strip())}写错了。应当像 00:00:02,400 --> 00:00:09,000。", number
                )
            if cue:
                if inside and cue.texts and cue.texts[-1].strip().isdigit():
                    cue.texts.pop()
                yield cue
            cue, inside = _Cue(number, (match[1], match[2])), True
        elif not line.strip():
            aside = inside = False
        elif inside and cue:
            cue.texts.append(line)
        elif aside or line.strip().startswith(_ASIDE):
            aside = True
        elif "-->" in (lines[number] if number < len(lines) else "") or line.strip().isdigit():
            continue
        elif cue:
            cue.texts.append(line)
        else:
            raise _Wrong(
                f"{shown(line.strip())}前面没有时间行。应当像 00:00:02,400 --> 00:00:09,000。", number
            )
    if cue:
        yield cue


def _turns(cue: _Cue, before: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The turns of one cue; a line that names no speaker belongs to the one who spoke before."""
    start, end = (seconds_of(text) for text in cue.times)
    role = before[-1]["role"] if before else None
    spoken: list[tuple[str, list[str]]] = []
    silent = False
    for speaker, text in _said("\n".join(cue.texts)):
        if speaker:
            silent = speaker.role == "system"
            if not silent:
                role = speaker.role
                spoken.append((speaker.role, [text]))
        elif silent:
            continue
        elif spoken:
            spoken[-1][1].append(text)
        elif role:
            spoken.append((role, [text]))
        elif text:
            raise _Wrong("这一条字幕没有说话人。请写成“客服：…”或 <v 客服>…。", cue.line)
    for who, texts in spoken:
        text = "\n".join(t for t in texts if t)
        signal = mark_of(text)
        turn = {"role": who, "text": "" if signal else text, "start": start, "end": end}
        yield turn | {"signals": [signal]} if signal else turn


def _said(text: str) -> Iterator[tuple[Speaker | None, str]]:
    """What each speaker says in the text of a cue, line by line; None goes on with the one before."""
    pieces = _VOICE.split(text)
    yield from _lines(pieces[0])
    for name, said in zip(pieces[1::2], pieces[2::2], strict=True):
        speaker = speaker_of(html.unescape(name).strip())
        yield (speaker, _clean(said)) if speaker else (None, _clean(said))


def _lines(text: str) -> Iterator[tuple[Speaker | None, str]]:
    for line in text.split("\n"):
        cleaned = _clean(line)
        match = _NAMED.match(cleaned[:_LABEL])
        speaker = speaker_of((match[1] or match[2]).strip()) if match else None
        if match and speaker:
            yield speaker, cleaned[match.end() :]
        elif cleaned:
            yield None, cleaned


def _clean(text: str) -> str:
    return html.unescape(_TAG.sub("", text)).strip()
