import io
import itertools
import time
import tracemalloc

import pytest

from bot.conversation.errors import Unreadable
from bot.conversation.json_lines import read_json_lines
from bot.conversation.model import Conversation
from bot.conversation.origin import Limits, Origin

GOOD = '{"id": "g", "turns": [{"role": "agent", "text": "您好，请问"}]}'


class Endless(io.RawIOBase):
    """`size` bytes that repeat `unit`, made as they are read."""

    def __init__(self, unit: bytes, size: int, end: bytes = b"") -> None:
        self.rest = itertools.chain(itertools.repeat(unit, size // len(unit)), [end])

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:
        data = next(self.rest, b"")
        buffer[: len(data)] = data
        return len(data)


def test_json_lines_come_in_order_and_blank_lines_do_not_count(read) -> None:
    found = read(".jsonl", GOOD + "\n\n  \r\n" + GOOD.replace('"g"', "7"))
    assert [item.head.id for item in found] == ["g", "7"]


def test_json_lines_without_id_are_called_after_file_and_line(one) -> None:
    assert one(".jsonl", '\n{"turns": [{"role": "agent", "text": ""}]}').head.id == "calls-2"


def test_json_lines_a_bad_line_is_named_and_the_rest_comes(read) -> None:
    bad = ["{", '{"turns": []}', '{"turns": [{"role": "agent", "text": "\\ud800"}]}', "\x00", "[" * 5000, "7"]
    found = read(".jsonl", "\n".join([GOOD, *bad, GOOD]))
    assert [type(item) for item in found] == [Conversation, *[Unreadable] * len(bad), Conversation]
    assert [item.where for item in found[1:-1]] == [f"calls.jsonl:{line}" for line in range(2, 8)]
    assert [item.reason for item in found[1:-1]] == [
        "不是合法的 JSON（第 2 列）：没有写完，少了引号或括号。",
        "没有一句话：turns 是空的。至少要有一句。",
        "不是合法的 JSON（第 39 列）：有半个代理对（\\ud800–\\udfff），不是文字。",
        "不是合法的 JSON（第 1 列）：这里不该有这个字符。",
        "不是合法的 JSON（第 1026 列）：嵌套超过 1024 层。",
        '一个对话应当是一个 JSON 对象，这里是7。请写成 {"turns": [...]}。',
    ]


def test_json_lines_each_line_has_its_own_encoding(read) -> None:
    lines = [GOOD.encode(), GOOD.encode("gb18030"), b'{"id": "\xff\xff"}', b"\xef\xbb\xbf" + GOOD.encode()]
    found = read(".jsonl", b"\n".join(lines))
    assert [type(item) for item in found] == [Conversation, Conversation, Unreadable, Conversation]
    assert found[1].turns[0].text == "您好，请问"
    assert "第 8 字节不是 UTF-8" in found[2].reason


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "gb18030"])
def test_json_lines_in_other_encodings(read, encoding: str) -> None:
    found = read(".jsonl", f"{GOOD}\n{GOOD}\n".encode(encoding))
    assert [item.turns[0].text for item in found] == ["您好，请问"] * 2


def test_json_lines_half_a_utf16_character_is_named(read) -> None:
    found = read(".jsonl", f"{GOOD}\n{GOOD}".encode("utf-16")[:-1])
    assert [type(item) for item in found] == [Conversation, Unreadable]


def test_json_lines_a_line_of_a_hundred_megabytes_is_skipped_and_never_held() -> None:
    stream = io.BufferedReader(Endless(b"x" * 8192, 100 << 20, f"\n{GOOD}\n".encode()))
    tracemalloc.start()
    found = list(read_json_lines(stream, Origin("f", "f")))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [str(item) for item in found[:1]] == ["f:1：这一行超过 64 MB，跳过了。请把对话拆开，一行一个。"]
    assert isinstance(found[1], Conversation)
    assert peak < 140 << 20


def test_json_lines_memory_stays_flat() -> None:
    stream = io.BufferedReader(Endless(f"{GOOD}\n".encode() * 100, 4 << 20))
    tracemalloc.start()
    count = sum(1 for _ in read_json_lines(stream, Origin("f", "f")))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count > 50_000
    assert peak < 1 << 20


@pytest.mark.timed
def test_json_lines_a_million_empty_turns_take_seconds() -> None:
    line = b'{"turns": [' + b",".join([b'{"role":"agent","text":""}'] * 1_000_000) + b"]}"
    began = time.perf_counter()
    (found,) = read_json_lines(io.BytesIO(line), Origin("f", "f"))
    assert isinstance(found, Conversation)
    assert len(found.turns) == 1_000_000
    assert time.perf_counter() - began < 15


def test_json_lines_the_limit_of_a_line_can_be_set(read) -> None:
    found = read(".jsonl", GOOD + "\n{}", Limits(line_bytes=10))
    assert [item.where for item in found] == ["calls.jsonl:1", "calls.jsonl:2"]
    assert "超过" in found[0].reason


def test_json_lines_may_hold_what_a_service_wrote(one) -> None:
    assert (
        one(".jsonl", '{"tickets": [{"tid": "t", "dialogue": [{"role": "客户", "words": "喂"}]}]}').head.id
        == "t"
    )
