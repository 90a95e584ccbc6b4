"""Broken transcripts thrown at every reader: nothing but conversations and named troubles may come out.

python -m benchmarks.fuzz --seconds 30 --seed 1    # prints what was tried, and each crash; status 1 when there is one
"""

import argparse
import base64
import io
import json
import math
import random
import sys
import time
import traceback
import zipfile
from collections.abc import Iterable

from bot.conversation.errors import Unreadable
from bot.conversation.files import READERS
from bot.conversation.model import ROLES, Conversation
from bot.conversation.origin import Limits, Origin
from bot.conversation.sniff import reader_for

#: One input that takes longer is reported too.
_SLOW = 5.0
_LIMITS = Limits(line_bytes=1 << 20, file_bytes=1 << 22, rows=5000, unpacked_bytes=1 << 22)

_OWN = (
    '{"id": "c-001", "book": "exchange", "channel": "phone", "rings": 2, "agent": {"id": "A08"}, "records": '
    '[{"type": "complaint", "id": "T-31"}], "turns": [{"role": "agent", "text": "您好。", "start": 0.0, "end": 2.4}, '
    '{"role": "customer", "text": "", "start": 2.4, "end": 9.0, "signals": ["silence"], "confidence": 0.9}]}'
)
_AMAZON = (
    '{"Channel": "VOICE", "Participants": [{"ParticipantId": "p", "ParticipantRole": "AGENT"}], "Transcript": '
    '[{"ParticipantId": "p", "Content": "您好", "BeginOffsetMillis": 10, "EndOffsetMillis": 900},'
    '{"ParticipantRole": "CUSTOMER", "Content": "喂", "BeginOffsetMillis": 1000, "EndOffsetMillis": 1900}]}'
)
_GOOGLE = (
    '{"name": "projects/p/conversations/17", "transcript": {"transcriptSegments": [{"text": "您好", "messageTime": '
    '"2026-11-02T09:14:05Z", "segmentParticipant": {"role": "HUMAN_AGENT"}, "confidence": 0.9, '
    '"words": [{"startOffset": "1.5s", "endOffset": "2s"}]}]}}'
)
_AZURE = (
    '{"recognizedPhrases": [{"channel": 0, "speaker": 1, "offset": "PT0.07S", "offsetInTicks": 700000.0, '
    '"durationInTicks": 15900000.0, "nBest": [{"confidence": 0.9, "display": "您好。"}]}]}'
)
_ALIBABA = (
    '{"tickets": [{"tid": "t-1", "dialogue": [{"role": "客户", "words": "喂", "begin": 0, "end": 2090}]}]}\n'
    '{"Result": {"Sentences": [{"ChannelId": 0, "BeginTime": 10, "EndTime": 900, "Text": "您好"}]}}\n'
    '{"Transcription": {"Paragraphs": [{"SpeakerId": "1", "Words": [{"Start": 1, "End": 9, "Text": "您好"}]}]}}'
)
_TENCENT = (
    '{"Response": {"Data": {"TaskId": 7, "Result": "[0:0.020,0:2.380,0]  您好。\\n[0:3.0,0:4.0,1]  喂"}}}'
)
_TEXT = (
    "# c-001\n话术：exchange\n渠道: 电话\n工号：8\n\n[00:00-00:02] 客服：您好，\n8号为您服务。\n[00:02] 客户：（无声）\n"
    "--- c-002\n坐席(A08)：您好\n来电人: [杂音]\n系统：通话结束\n"
)
_CSV = (
    '会话,角色,内容,开始,结束,工号\n1,客服,"您好，\n8号",0:00,0:02,8\n1,客户,喂,2.5,3,\n2,客服,"好""的",,,\n'
)
_SRT = "1\n00:00:00,000 --> 00:00:02,400\n客服：您好。\n\n2\n00:00:02,400 --> 00:00:09,000\n（无声）\n"
_VTT = "WEBVTT\n\nNOTE 说明\n\n00:00.000 --> 00:02.400 align:start\n<v 客服>您好。</v>\n\na\n00:03.000 --> 00:09.000\n<v 客户>喂\n"


def workbook(rows: Iterable[Iterable[object]]) -> bytes:
    """An .xlsx file with one sheet of `rows`."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def seeds() -> dict[str, list[bytes]]:
    """Whole transcripts to break, by the ending of the reader's file."""
    services = [_AMAZON, _GOOGLE, _AZURE, _TENCENT, *_ALIBABA.split("\n")]
    rows = [["会话", "角色", "内容", "开始"], [1, "客服", "您好", 0], [1, "客户", "喂", 2.5]]
    objects = [_OWN, *services]
    return {
        ".jsonl": ["\n".join(objects).encode(), _OWN.encode("gb18030"), _OWN.encode("utf-16")],
        ".json": [
            text.encode() for text in (*objects, f"[{_OWN},\n{_OWN}]", f'{{"conversations": [{_OWN}]}}')
        ],
        ".txt": [_TEXT.encode(), _TEXT.encode("gb18030"), _TEXT.encode("utf-16")],
        ".csv": [_CSV.encode(), _CSV.replace(",", "\t").encode("utf-8-sig"), _CSV.encode("gb18030")],
        ".srt": [_SRT.encode(), _VTT.encode()],
        ".xlsx": [workbook(rows)],
    }


_PIECES = [
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xd6\xd0",
        b"\\ud800",
        b"\\u0000",
        b'"',
        b"'",
        b"\n",
        b"\r",
        b"\t",
        b",",
    ),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b":",
        b"-->",
        b"--- x\n",
        b"# y\n",
        b"-1",
        b"1e999",
        b"1e308",
        b"NaN",
        b"true",
        b"null",
    ),
    *(
        b"99999999999999999999999",
        b"{}",
        b"[]",
        b"[" * 1200,
        b"<v ",
        b"&#0;",
        b"&#1114112;",
        b"&lt;",
        b"00:99:99",
    ),
    *(
        b'"turns"',
        b'"role"',
        b'"text"',
        b'"start"',
        "客服：".encode(),
        "客户：".encode(),
        "（无声）".encode(),
        b"99:99:99",
    ),
    *(
        b'"roles":{"0":[]},',
        b'"agent":7,',
        b'"customer":{"gender":[]},',
        b'"records":[{}],',
        b'"id":true,',
        b"2026-13-45 25:61",
    ),
]


def broken(data: bytes, rng: random.Random) -> bytes:
    """`data` with a few mutations."""
    if data.startswith(b"PK") and rng.random() < 0.7:
        return _repacked(data, rng)
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 3, 8))):
        at = rng.randrange(len(out) + 1)
        end = min(len(out), at + rng.choice((0, 1, 2, 8, 40)))
        kind = rng.randrange(6)
        if kind == 0:
            out[at:end] = rng.choice(_PIECES)
        elif kind == 1:
            out[at:end] = rng.randbytes(end - at)
        elif kind == 2:
            del out[at:end]
        elif kind == 3:
            out[at:at] = out[at:end] * rng.choice((1, 2, 50))
        elif kind == 4 and rng.random() < 0.3:
            del out[at:]
        else:
            number = str(rng.choice((0, -1, 1e9, 3600, 1e12, 10**400 if rng.random() < 0.1 else 7))).encode()
            out[at:end] = number
    return bytes(out)


def _repacked(data: bytes, rng: random.Random) -> bytes:
    """A workbook with one of its parts broken, packed again."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = rng.choice(names)
        for name in names:
            content = old.read(name)
            new.writestr(name, broken(content, rng) if name == chosen else content)
    return stream.getvalue()


def complaint(found: object) -> str:
    """What is wrong with something that a reader yielded; empty when nothing is."""
    if isinstance(found, Unreadable):
        found.where.encode()
        found.reason.encode()
        return "" if found.where and found.reason.endswith("。") else f"no sentence: {found}"
    if not isinstance(found, Conversation):
        return f"neither conversation nor trouble: {found!r}"
    last = 0.0
    for turn in found.turns:
        turn.text.encode()
        times = [t for t in (turn.start, turn.end) if t is not None]
        if turn.role not in ROLES or "\0" in turn.text or times != sorted(times):
            return f"bad turn: {turn}"
        if turn.start is not None:
            if not last <= turn.start < math.inf:
                return f"out of order: {turn}"
            last = turn.start
    return "" if found.turns and found.head.id else "no turns or no id"


def attempt(data: bytes, ending: str) -> str:
    """Read `data` with the reader of `ending` ("" guesses it); returns what went wrong, or nothing."""
    reader = READERS[ending] if ending else reader_for(data[: 1 << 16])
    began = time.perf_counter()
    try:
        for found in reader(io.BytesIO(data), Origin("fuzz", "fuzz", _LIMITS)):
            if wrong := complaint(found):
                return wrong
    except Exception:
        return traceback.format_exc(limit=-3)
    taken = time.perf_counter() - began
    return f"took {taken:.1f} s" if taken > _SLOW else ""


def main() -> None:
    """Print what was tried a reader and each crash with its input; status 1 when there was one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    material = seeds()
    tried = dict.fromkeys((*material, ""), 0)
    crashes: dict[str, str] = {}
    until = time.monotonic() + options.seconds
    while time.monotonic() < until:
        for ending in tried:
            data = broken(rng.choice(material[ending or rng.choice(list(material))]), rng)
            tried[ending] += 1
            if wrong := attempt(data, ending):
                crashes.setdefault(f"{ending}: {wrong}", base64.b64encode(data).decode())
    print(
        json.dumps({"seed": options.seed, "tried": tried, "crashes": crashes}, indent=1, ensure_ascii=False)
    )
    sys.exit(1 if crashes else 0)


if __name__ == "__main__":
    main()
