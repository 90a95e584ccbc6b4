"""`huashu check`: conversations against their books, one report each."""

import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bot.book.shelf import shelf
from bot.commands.interrupt import Interrupt
from bot.commands.limit import known_rules
from bot.commands.progress import Progress
from bot.commands.resume import Before, before, remaining
from bot.commands.source import pieces
from bot.commands.spread import spread
from bot.commands.target import apart, target
from bot.commands.work import Checked, Work
from bot.errors import HuashuError
from bot.report.formats import BINARY, FORMATS, writer
from bot.report.rules import notes_of
from bot.report.writer import Options, Writer

#: The format that an output file's name asks for.
ENDINGS = {
    **{
        ".jsonl": "jsonl",
        ".ndjson": "jsonl",
        ".json": "json",
        ".csv": "csv",
        ".html": "html",
        ".htm": "html",
    },
    **{".xlsx": "xlsx", ".xml": "junit", ".sarif": "sarif", ".txt": "text"},
}

CLEAN, VIOLATED, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the command line asks for.

    Attributes:
        format: empty: what the name of the output says, else text.
        colour: None: where standard output is a terminal.
        jobs: number of processes; 0: one a processor.
    """

    paths: list[str]
    book: str = ""
    format: str = ""
    output: str = ""
    only: tuple[str, ...] = ()
    personal: bool = False
    resume: bool = False
    jobs: int = 0
    colour: bool = False
    width: int = 100


def run(wanted: Wanted) -> int:
    """Check everything, and return the exit status.

    Raises:
        HuashuError: the arguments cannot be used, or the output cannot be written.
    """
    format_ = wanted.format or ENDINGS.get(Path(wanted.output).suffix.lower(), "text")
    _usable(wanted, format_)
    books = shelf()
    if wanted.book:
        books[wanted.book]
    work = Work(wanted.book, known_rules(wanted.only, books), wanted.personal, format_ == "jsonl")
    done = before(wanted.output) if wanted.resume else Before(wanted.output)
    found = pieces(wanted.paths)
    if wanted.resume:
        found = remaining(found, done, work)
    total = _Total(conversations=done.conversations, violated=done.violated)
    options = Options(colour=wanted.colour, width=wanted.width, rules=notes_of(books))
    with Interrupt() as interrupt, target(wanted.output, format_, done.size) as output:
        report = writer(format_, output, options)
        report.begin()
        progress = Progress(wanted.paths)
        try:
            with contextlib.closing(spread(work, found, wanted.jobs)) as results:
                for checked in results:
                    with interrupt.held():
                        _write(checked, report, output)
                        total.add(checked)
                        progress.name(checked.unreadable)
                        progress.advance(total.size, total.conversations, total.turns)
        except KeyboardInterrupt:
            total.stopped = True
        finally:
            progress.close()
        report.close()
    if total.stopped:
        print(_stopped(wanted, format_, total), file=sys.stderr)
    return total.status


@dataclass(slots=True)
class _Total:
    """What has come of it so far."""

    conversations: int = 0
    violated: bool = False
    unreadable: bool = False
    stopped: bool = False
    size: int = 0
    turns: int = 0

    def add(self, checked: Checked) -> None:
        self.conversations += checked.conversations
        self.violated = self.violated or checked.violated
        self.unreadable = self.unreadable or bool(checked.unreadable)
        self.size += checked.size
        self.turns += checked.turns

    @property
    def status(self) -> int:
        if self.stopped:
            return INTERRUPTED
        return UNUSABLE if self.unreadable else VIOLATED if self.violated else CLEAN


def _usable(wanted: Wanted, format_: str) -> None:
    """See that the options fit together.

    Raises:
        HuashuError: they do not.
    """
    if format_ not in FORMATS:
        raise HuashuError(f"没有“{format_}”这种报告格式。可以用：{'、'.join(FORMATS)}。")
    if format_ in BINARY and not wanted.output and sys.stdout.isatty():
        raise HuashuError(f"{format_} 不能显示在终端上。请加 --output 文件名。")
    if wanted.resume and not (format_ == "jsonl" and wanted.output):
        raise HuashuError("--resume 要和 --format jsonl、--output 文件名 一起用：接着写那个文件。")
    apart(wanted.output, wanted.paths)


def _write(checked: Checked, report: Writer, output: BinaryIO) -> None:
    output.write(checked.lines)
    for item in checked.reports:
        report.write(*item)
    output.flush()


def _stopped(wanted: Wanted, format_: str, total: _Total) -> str:
    """What is kept after Ctrl-C, and how to go on."""
    kept = f"已停下，查完 {total.conversations} 个对话"
    if format_ == "jsonl" and wanted.output:
        return f"{kept}，结果都在 {wanted.output} 里。接着查：原来的命令再加 --resume。"
    return f"{kept}，报告里只有这些。" + ("" if wanted.output else "要能接着查，请用 --output 结果.jsonl。")
