"""The way in: files, folders and standard input, whatever their form, as conversations in a fixed order."""

import dataclasses
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from bot.conversation.conversation import conversation_of
from bot.conversation.errors import TranscriptError, Unreadable
from bot.conversation.json_file import read_json_file
from bot.conversation.json_lines import read_json_lines
from bot.conversation.model import Agent, Conversation, Customer, Head
from bot.conversation.origin import Found, Limits, Origin, Reader
from bot.conversation.plain_text import read_plain_text
from bot.conversation.sniff import sniffed
from bot.conversation.subtitles import read_subtitles
from bot.conversation.table import read_table
from bot.conversation.xlsx import read_xlsx
from bot.errors import reason

__all__ = [
    "READERS",
    "Conversation",
    "Limits",
    "Source",
    "TranscriptError",
    "Unreadable",
    "conversation_of",
    "guarded",
    "open_paths",
    "read_paths",
]

Item = TypeVar("Item")

#: The reader of each kind of file, by the end of its name.
READERS: dict[str, Reader] = {
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".json": read_json_file,
    ".txt": read_plain_text,
    ".text": read_plain_text,
    ".csv": read_table,
    ".tsv": read_table,
    ".tab": read_table,
    ".xlsx": read_xlsx,
    ".xlsm": read_xlsx,
    ".srt": read_subtitles,
    ".vtt": read_subtitles,
}
_KINDS = "、".join(READERS)
_ADVICE = {
    **dict.fromkeys((".xls", ".et", ".ods"), "请另存为 .xlsx 或 .csv。"),
    **dict.fromkeys((".doc", ".docx", ".pdf", ".wps", ".rtf"), "请另存为纯文本 .txt。"),
    **dict.fromkeys((".wav", ".mp3", ".m4a", ".amr", ".mp4", ".ogg"), "录音请先转写成文字。"),
    **dict.fromkeys((".zip", ".gz", ".rar", ".7z", ".tar"), "请先解压。"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """One open file, or standard input: its bytes from the beginning, and the reader that fits them."""

    origin: Origin
    reader: Reader
    stream: BinaryIO


def read_paths(
    paths: Sequence[str], *, defaults: Head | None = None, limits: Limits | None = None
) -> Iterator[Found]:
    """All conversations in `paths`, one after the other, and what could not be read.

    Args:
        paths: files, folders (read to the bottom, in the order of names, hidden files and files of other kinds
            left out), and `-` for standard input, whose form is guessed from its beginning, as is that of a
            file without an ending.
        defaults: fills what a conversation's own head leaves unknown.
        limits: how much is read; `Limits()` when not given.

    Yields:
        Conversations, and an `Unreadable` for each one, or each file, that cannot be used. Nothing that stands
        in a file raises.
    """
    for source in open_paths(paths, limits):
        if isinstance(source, Unreadable):
            yield source
            continue
        found = guarded(source.reader(source.stream, source.origin), source.origin)
        if defaults is None:
            yield from found
        else:
            for item in found:
                yield _filled(item, defaults) if isinstance(item, Conversation) else item


def open_paths(paths: Sequence[str], limits: Limits | None = None) -> Iterator[Source | Unreadable]:
    """Every file that `read_paths` reads, in its order, each open until the next one is asked for."""
    bounds = limits or Limits()
    for path in paths:
        yield from _standard_input(bounds) if path == "-" else _path(path, bounds)


def guarded(found: Iterable[Item], origin: Origin) -> Iterator[Item | Unreadable]:
    """What a source gave; and the source itself when it gave nothing, or could not be read to its end."""
    empty = True
    try:
        for item in found:
            empty = False
            yield item
    except (OSError, MemoryError) as error:
        yield origin.unreadable(_trouble(error))
    else:
        if empty:
            yield origin.unreadable("里面没有对话。每个对话至少要有一句“客服：…”或“客户：…”。")


def _path(path: str, limits: Limits) -> Iterator[Source | Unreadable]:
    if not path or "\0" in path or not _encodable(path):
        yield Unreadable(_printable(path), "打不开：文件名是空的，或有不能用的字符。")
        return
    try:
        if Path(path).is_dir():
            yield from _folder(path, limits)
            return
    except OSError as error:
        yield Unreadable(_printable(path), _trouble(error))
        return
    suffix = Path(path).suffix.lower()
    if suffix and suffix not in READERS and Path(path).is_file():
        advice = _ADVICE.get(suffix, f"能读的有：{_KINDS}。")
        yield Unreadable(_printable(path), f"不能读 {suffix} 文件。{advice}")
    else:
        yield from _file(path, READERS.get(suffix), limits)


def _folder(path: str, limits: Limits) -> Iterator[Source | Unreadable]:
    empty = True
    pending = [path]
    while pending:
        place = pending.pop()
        if place != path and not Path(place).is_dir():
            empty = False
            yield from _file(place, READERS[Path(place).suffix.lower()], limits)
            continue
        try:
            with os.scandir(place) as entries:
                inner = sorted((entry for entry in entries if _wanted(entry)), key=lambda entry: entry.name)
        except OSError as error:
            empty = False
            yield Unreadable(_printable(place), _trouble(error))
        else:
            pending += [entry.path for entry in reversed(inner)]
    if empty:
        yield Unreadable(_printable(path), f"文件夹里没有能读的文件。能读的有：{_KINDS}。")


def _wanted(entry: os.DirEntry[str]) -> bool:
    """Whether an entry of a folder is read: not hidden, and a folder or a file of a known kind."""
    if entry.name.startswith((".", "~$")):
        return False
    try:
        if entry.is_dir(follow_symlinks=False):
            return True
        return Path(entry.name).suffix.lower() in READERS and entry.is_file()
    except OSError:
        return False


def _file(path: str, reader: Reader | None, limits: Limits) -> Iterator[Source | Unreadable]:
    name = _printable(path)
    origin = Origin(name, Path(name).stem, limits)
    try:
        stream = open(path, "rb")  # noqa: SIM115  # an error of whoever reads it is not one of opening it
    except OSError as error:
        yield origin.unreadable(_trouble(error))
        return
    with stream:
        yield from _source(stream, reader, origin)


def _standard_input(limits: Limits) -> Iterator[Source | Unreadable]:
    origin = Origin("标准输入", "stdin", limits)
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        yield origin.unreadable("没有标准输入。请给出文件名，或用管道送入内容。")
        return
    yield from _source(stream, None, origin)


def _source(stream: BinaryIO, reader: Reader | None, origin: Origin) -> Iterator[Source | Unreadable]:
    if reader is None:
        try:
            reader, stream = sniffed(stream)
        except (OSError, MemoryError) as error:
            yield origin.unreadable(_trouble(error))
            return
    yield Source(origin, reader, stream)


def _filled(conversation: Conversation, defaults: Head) -> Conversation:
    """`conversation` with what its head leaves unknown taken from `defaults`."""
    head = conversation.head
    unknown = ("", None, Agent(), Customer())
    given = {
        field.name: value
        for field in dataclasses.fields(Head)
        if getattr(head, field.name) in unknown and (value := getattr(defaults, field.name)) not in unknown
    }
    return (
        dataclasses.replace(conversation, head=dataclasses.replace(head, **given)) if given else conversation
    )


def _trouble(error: OSError | MemoryError) -> str:
    if isinstance(error, MemoryError):
        return "内存不够。请拆成几个文件，或改成一行一个对话的 .jsonl。"
    return f"打不开：{reason(error)}。请检查文件名和权限。"


def _printable(path: str) -> str:
    return path.encode("utf-8", "surrogatepass").decode("utf-8", "replace").replace("\0", " ")


def _encodable(path: str) -> bool:
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        return False
    return True
