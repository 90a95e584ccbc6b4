"""`huashu book diff`: two versions of the books judge the same conversations, and what differs is told."""

import contextlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bot.book.draft import Draft, read_draft
from bot.book.shelf import Shelf
from bot.check.comparison.books import editions
from bot.check.comparison.totals import Totals
from bot.commands.interrupt import Interrupt
from bot.commands.limit import known_rules
from bot.commands.progress import Progress
from bot.commands.run import CLEAN, ENDINGS, INTERRUPTED, UNUSABLE, VIOLATED
from bot.commands.sides import Compared, Sides, refuse_faulty, versions
from bot.commands.source import Piece, Read, pieces
from bot.commands.spread import spread
from bot.commands.target import apart, target
from bot.errors import HuashuError
from bot.records.archive import Archive
from bot.records.database import database
from bot.records.desk import desk
from bot.report.comparison.formats import FORMATS, writer
from bot.report.comparison.writer import Heading
from bot.report.formats import BINARY

#: The word for what is in the database.
STORED = "conversations"

#: Rules that go by personal data, which is masked in the database.
_PERSONAL = ("P02", "R01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the command line asks for. `format` empty: what the name of the output says, else text."""

    old: str
    new: str
    on: Sequence[str]
    limit: int = 0
    since: datetime | None = None
    book: str = ""
    only: tuple[str, ...] = ()
    format: str = ""
    output: str = ""
    everything: bool = False
    anyway: bool = False
    personal: bool = False
    jobs: int = 0
    colour: bool = False
    width: int = 100


def run(wanted: Wanted) -> int:
    """Compare everything, and return the exit status.

    Raises:
        HuashuError: the arguments cannot be used, a book is faulty, or the output cannot be written.
    """
    format_ = wanted.format or ENDINGS.get(Path(wanted.output).suffix.lower(), "text")
    _usable(wanted, format_)
    old, new = read_draft(wanted.old), read_draft(wanted.new)
    if not wanted.anyway:
        refuse_faulty((old, new))
    sides = Sides(
        versions(old.shelf),
        versions(new.shelf),
        _book(wanted, old, new),
        _rules(wanted, old, new),
        wanted.personal,
    )
    archive = _archive(wanted)
    heading = Heading(
        old=old.name,
        new=new.name,
        editions=editions(old.shelf, new.shelf),
        sample=desk().sample,
        everything=wanted.everything,
        colour=wanted.colour,
        width=wanted.width,
    )
    done = _Done()
    with Interrupt() as interrupt, target(wanted.output, format_) as output:
        report = writer(format_, output, heading)
        report.begin()
        progress = Progress(wanted.on)
        try:
            with contextlib.closing(spread(sides, _pieces(wanted.on, archive), wanted.jobs)) as results:
                for compared in results:
                    with interrupt.held():
                        done.add(compared)
                        for case in compared.cases:
                            report.write(case)
                        progress.name(compared.unreadable)
                        progress.advance(done.size, done.totals.everyone.conversations, done.turns)
        except KeyboardInterrupt:
            done.stopped = True
        finally:
            progress.close()
        report.close(done.totals, [*_notes(done, archive, new.shelf)])
    if done.stopped:
        count = done.totals.everyone.conversations
        print(f"已停下，比完 {count:,} 个对话，报告里只有这些。", file=sys.stderr)
    return done.status


@dataclass(slots=True)
class _Done:
    """What has been compared so far."""

    totals: Totals = field(default_factory=Totals)
    unreadable: int = 0
    stopped: bool = False
    size: int = 0
    turns: int = 0

    def add(self, compared: Compared) -> None:
        self.totals.merge(compared.totals)
        self.unreadable += len(compared.unreadable)
        self.size += compared.size
        self.turns += compared.turns

    @property
    def status(self) -> int:
        if self.stopped:
            return INTERRUPTED
        if self.unreadable or not self.totals.everyone.conversations:
            return UNUSABLE
        return VIOLATED if self.totals.differing else CLEAN


def _usable(wanted: Wanted, format_: str) -> None:
    """See that the options fit together.

    Raises:
        HuashuError: they do not.
    """
    if format_ not in FORMATS:
        raise HuashuError(f"没有“{format_}”这种格式。可以用：{'、'.join(FORMATS)}。")
    if format_ in BINARY and not wanted.output and sys.stdout.isatty():
        raise HuashuError(f"{format_} 不能显示在终端上。请加 --output 文件名。")
    if (wanted.limit or wanted.since) and STORED not in wanted.on:
        raise HuashuError(f"--limit 和 --since 只管数据库里的会话，请和 --on {STORED} 一起用。")
    books = [side for side in (wanted.old, wanted.new) if Path(side).is_file()]
    apart(wanted.output, [*(place for place in wanted.on if place != STORED), *books])


def _book(wanted: Wanted, *drafts: Draft) -> str:
    if wanted.book:
        for draft in drafts:
            draft.shelf[wanted.book]
    return wanted.book


def _rules(wanted: Wanted, old: Draft, new: Draft) -> frozenset[str]:
    """The rules to compare: each is on one side at least."""
    both = Shelf({f"{n}": book for n, book in enumerate((*old.shelf, *new.shelf))}, {})
    return known_rules(wanted.only, both)


def _archive(wanted: Wanted) -> Archive | None:
    if STORED not in wanted.on:
        return None
    since = wanted.since.replace(tzinfo=desk().timezone) if wanted.since else None
    return Archive(database(), wanted.limit, since)


def _pieces(on: Sequence[str], archive: Archive | None) -> Iterator[Piece]:
    """Everything that is to be judged, in the order in which it is named."""
    for place in on:
        if place == STORED and archive is not None:
            for number, conversation in archive:
                yield Read(f"数据库 {number} 号", conversation)
        else:
            yield from pieces([place])


def _notes(done: _Done, archive: Archive | None, shelf: Shelf) -> Iterator[str]:
    """What the reader should know of the figures."""
    if done.stopped:
        yield "中途停下了，这里只有停下之前比完的会话。"
    if done.unreadable:
        yield f"有 {done.unreadable:,} 个会话读不了或没有可比的话术，没有比。"
    if archive is None:
        return
    rules = [rule for rule in _PERSONAL if any(rule in book.rules for book in shelf)]
    if archive.masked and rules:
        yield (
            f"数据库里有 {archive.masked:,} 个会话入库时隐去了个人信息，{'、'.join(rules)} 这些看个人信息的规则"
            "在它们身上可能判得和原话不同，两边都一样。"
        )
    if archive.emptied:
        yield f"有 {archive.emptied:,} 个会话的原文已到期删除，没有比。"
