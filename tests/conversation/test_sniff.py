import io

import pytest

from benchmarks.fuzz import workbook
from bot.conversation.files import READERS
from bot.conversation.sniff import reader_for, sniffed

OWN = '{"turns": [{"role": "agent", "text": "您好，请问"}]}'


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (OWN, ".jsonl"),
        (f"{OWN}\n{OWN}", ".jsonl"),
        ('{"turns": [\n{"role": "agent"', ".json"),
        (f"{{broken}}\n{OWN}", ".jsonl"),
        ('{"turns": [{"role": "agent", "text": "' + "a" * 70000, ".jsonl"),
        (f"[{OWN}]", ".json"),
        ("[\n  {", ".json"),
        ("[00:12] 客服：您好", ".txt"),
        ("客服：您好", ".txt"),
        ("# c-1\n客服：您好", ".txt"),
        ("会话,角色,内容\n1,客服,您好", ".csv"),
        ("role\ttext\nagent\t您好", ".csv"),
        ("WEBVTT\n\n", ".srt"),
        ("1\n00:00:00,000 --> 00:00:02,400\n", ".srt"),
        ("", ".txt"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_sniff_finds_the_form(data: str, ending: str, encoding: str) -> None:
    assert reader_for(data.encode(encoding)[: 1 << 16]) is READERS[ending]


def test_sniff_finds_a_workbook() -> None:
    assert reader_for(workbook([["角色", "内容"]])) is READERS[".xlsx"]


def test_sniff_gives_the_stream_from_its_beginning() -> None:
    data = OWN.encode() * 3000
    assert sniffed(io.BytesIO(data))[1].read() == data
