"""Going on where a run was broken off: what stands in the output already is not checked again."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import orjson

from bot.check.desk import checker
from bot.commands.source import Piece, Read
from bot.commands.work import Work
from bot.conversation.model import Conversation
from bot.errors import HuashuError, reason
from bot.language.label import masked_label

_AGAIN = "请去掉 --resume 重新检查，或换一个输出文件名。"


@dataclass(frozen=True, slots=True)
class Before:
    """What an earlier run has written.

    Attributes:
        size: bytes of its whole lines; what follows was broken off while it was written.
        violated: some conversation in it broke a rule.
    """

    path: str
    size: int = 0
    conversations: int = 0
    violated: bool = False


def before(path: str) -> Before:
    """The whole lines of an output file; none where there is no file.

    Raises:
        HuashuError: it cannot be read, or holds something else than reports.
    """
    size = number = 0
    violated = False
    try:
        with open(path, "rb") as file:
            for number, line in enumerate(_whole(file), 1):
                violated = bool(_report(line, path, number)["findings"]) or violated
                size += len(line)
    except FileNotFoundError:
        return Before(path)
    except OSError as error:
        raise HuashuError(f"{path}：打不开（{reason(error)}）。请检查文件名和权限。") from error
    return Before(path, size, number, violated)


def _whole(file: BinaryIO) -> Iterator[bytes]:
    for line in file:
        if line.endswith(b"\n"):
            yield line


def _report(line: bytes, path: str, number: int) -> dict[str, Any]:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        value = None
    if not isinstance(value, dict) or not {"id", "book", "book_version", "findings", "outcomes"} <= set(
        value
    ):
        raise HuashuError(f"{path}:{number}：不是检查结果，接不下去。{_AGAIN}")
    return value


def remaining(found: Iterable[Piece], done: Before, work: Work) -> Iterator[Piece]:
    """The pieces behind what is `done`; what could not be read stays, to be named again.

    Raises:
        HuashuError: the output was made of other conversations, or by another book or model.
    """
    pieces = iter(found)
    number = 0
    if done.conversations:
        with open(done.path, "rb") as written:
            while number < done.conversations and (piece := next(pieces, None)):
                for item in work.found(piece):
                    if isinstance(item, Conversation) and number < done.conversations:
                        number += 1
                        _same(
                            item,
                            _report(written.readline(), done.path, number),
                            f"{done.path}:{number}",
                            work,
                        )
                    else:
                        yield Read(piece.name, item)
    if number < done.conversations:
        raise HuashuError(
            f"{done.path}：里面有 {done.conversations} 个结果，输入只有 {number} 个对话。{_AGAIN}"
        )
    yield from pieces


def _same(conversation: Conversation, report: Mapping[str, Any], place: str, work: Work) -> None:
    """See that a report was made of this conversation, and would come out the same today."""
    head = conversation.head
    shown = head.id if work.personal else masked_label(head.id)
    if report["id"] != shown:
        raise HuashuError(f"{place}：是“{report['id']}”的结果，输入的这个对话是“{shown}”。{_AGAIN}")
    own = checker(head.book).rulebook
    made = (head.book, own.version, own.model_version)
    if tuple(report.get(key) for key in ("book", "book_version", "model_version")) != made:
        raise HuashuError(f"{place}：是用另一版话术或模型检查的，接不下去。{_AGAIN}")
    rules = own.book.rules.keys() & work.only if work.only else own.book.rules.keys()
    if report["outcomes"].keys() != rules:
        raise HuashuError(f"{place}：检查的规则和这次不一样（--limit-to）。{_AGAIN}")
