import io
import os
import sys
from pathlib import Path

import pytest

from bot.conversation.errors import Unreadable
from bot.conversation.files import read_paths
from bot.conversation.model import Agent, Conversation, Head

GOOD = '{"turns": [{"role": "agent", "text": "您好"}]}'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (
        "b.jsonl",
        "a/z.json",
        "a/y.jsonl",
        "c.txt",
        ".hidden.json",
        ".git/x.json",
        "notes.md",
        "~$c.xlsx",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("客服：您好" if name.endswith(".txt") else GOOD)
    return tmp_path


def piped(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_files_a_folder_is_read_in_the_order_of_names(folder: Path) -> None:
    found = list(read_paths([str(folder)]))
    assert [item.head.id for item in found] == ["y-1", "z", "b-1", "c"]


def test_files_come_in_the_order_given(folder: Path) -> None:
    found = read_paths([str(folder / "c.txt"), str(folder / "b.jsonl")])
    assert [item.head.id for item in found] == ["c", "b-1"]


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("notes.md", "不能读 .md 文件。能读的有：.jsonl"),
        ("missing.json", "没有这个文件"),
        ("x\0y", "有不能用的字符"),
        ("\ud800", "有不能用的字符"),
        ("", "文件名是空的"),
        ("n" * 300 + ".json", "文件名太长"),
    ],
)
def test_files_trouble_is_named_and_the_rest_comes(folder: Path, name: str, complaint: str) -> None:
    found = list(read_paths([str(folder / name) if name else "", str(folder / "b.jsonl")]))
    assert isinstance(found[0], Unreadable)
    assert complaint in found[0].reason
    found[0].where.encode()
    assert isinstance(found[1], Conversation)


@pytest.mark.parametrize(
    ("name", "advice"), [("a.xls", ".xlsx"), ("a.docx", ".txt"), ("a.wav", "转写"), ("a.zip", "解压")]
)
def test_files_of_other_kinds_come_with_advice(tmp_path: Path, name: str, advice: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    (found,) = read_paths([str(tmp_path / name)])
    assert advice in found.reason


def test_files_an_empty_folder_is_named(tmp_path: Path) -> None:
    (found,) = read_paths([str(tmp_path)])
    assert "没有能读的文件" in found.reason


@pytest.mark.parametrize("ending", [".jsonl", ".json", ".txt", ".csv", ".xlsx", ".srt"])
def test_files_an_empty_file_is_named(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"a{ending}"
    path.touch()
    (found,) = read_paths([str(path)])
    assert isinstance(found, Unreadable)
    assert found.where == str(path)


def test_files_links_in_a_circle_end(folder: Path) -> None:
    (folder / "a" / "up").symlink_to(folder)
    assert len(list(read_paths([str(folder)]))) == 4


def test_files_pipes_in_a_folder_are_left_alone(folder: Path) -> None:
    os.mkfifo(folder / "p.jsonl")
    assert len(list(read_paths([str(folder)]))) == 4


def test_files_a_file_without_ending_is_guessed(tmp_path: Path) -> None:
    path = tmp_path / "calls"
    path.write_text("客服：您好")
    (found,) = read_paths([str(path)])
    assert isinstance(found, Conversation)


def test_files_defaults_fill_only_what_is_unknown(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text('{"book": "gym", "turns": [{"role": "agent", "text": ""}]}')
    (found,) = read_paths([str(path)], defaults=Head(book="shop", channel="phone", agent=Agent("A08")))
    assert isinstance(found, Conversation)
    assert (found.head.id, found.head.book, found.head.channel, found.head.agent.id) == (
        "a",
        "gym",
        "phone",
        "A08",
    )


def test_files_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, f"{GOOD}\n{{\n".encode())
    found = list(read_paths(["-"]))
    assert isinstance(found[0], Conversation)
    assert found[0].head.id == "stdin-1"
    assert found[1].where == "标准输入:2"


def test_files_empty_standard_input_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, b"")
    (found,) = read_paths(["-"])
    assert isinstance(found, Unreadable)


def test_files_no_standard_input_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    (found,) = read_paths(["-"])
    assert "没有标准输入" in found.reason
