"""Calls under way: what the live socket feeds and the live page watches. Kept for a while after a drop."""

import asyncio
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.book.shelf import DEFAULT_BOOK
from bot.check.checker import Checker, Session
from bot.check.finding import Finding, Report
from bot.check.prompts import Prompter, Prompts
from bot.conversation.errors import TranscriptError
from bot.conversation.head import head_of
from bot.conversation.model import Conversation, Head, Turn
from bot.errors import HuashuError
from bot.report.json_form import as_json, finding_as_json
from bot.report.masking import mask_report

#: Calls kept at once, turns of one call, and seconds for which a call waits for its line to come back.
MOST_CALLS = 2_000
MOST_TURNS = 20_000
KEPT = 600.0

_BLANK = Turn("agent", "")


class CallsFull(HuashuError):
    """No room for another call."""


class Call:
    """One call.

    Attributes:
        given: the head as it was sent, so that the end can complete it.
        findings: all so far, in the order in which they became certain; masked if the call is.
        prompts: what was to be said after the last turn.
        holder: the connection that feeds it, None after a drop.
        report: the end report, once the call is over.
    """

    def __init__(
        self, id_: str, checker: Checker, given: Mapping[str, Any], *, personal: bool = False
    ) -> None:
        self.id = id_
        self.given = given
        self.personal = personal
        self.checker = checker
        self.session: Session = checker.start(head_of(given, id_))
        self.prompter = Prompter(self.session)
        self.prompts: Prompts = self.prompter.prompts()
        self.findings: list[Finding] = []
        self.holder: object | None = None
        self.report: Report | None = None
        self.touched = 0.0
        self.lock = asyncio.Lock()
        self._last_start = 0.0
        self._answer: dict[str, Any] = {}

    @property
    def turns(self) -> list[Turn]:
        """The turns so far."""
        return self.session.track.turns

    @property
    def head(self) -> Head:
        """What is known of the call beside its turns."""
        return self.session.track.head

    @property
    def book(self) -> str:
        """The id of the book that it is held against."""
        return self.checker.rulebook.book.book

    def take(self, turn: Turn) -> dict[str, Any]:
        """Take in the next turn; returns the answer to it.

        Raises:
            TranscriptError: it begins before the last one, or the call is too long.
        """
        if len(self.turns) >= MOST_TURNS:
            raise TranscriptError(f"一通会话最多 {MOST_TURNS} 句。请发 end 结束，再开始新的会话。")
        if turn.start is not None:
            if turn.start < self._last_start:
                raise TranscriptError(
                    f"这一句从第 {turn.start:g} 秒开始，早于前一句的第 {self._last_start:g} 秒。请按时间先后发送。"
                )
            self._last_start = turn.start
        seq = len(self.turns)
        new = self._shown(self.session.add(turn))
        self.findings += new
        self.prompts = self.prompter.prompts()
        found = [finding_as_json(finding) for finding in new]
        self._answer = {"type": "turn", "seq": seq, "findings": found, **self.prompts.as_json()}
        return self._answer

    def again(self, seq: int) -> dict[str, Any]:
        """The answer that was given to an earlier turn, by going through the call anew if it is not the last."""
        if seq == len(self.turns) - 1:
            return self._answer
        anew = Call(self.id, self.checker, self.given, personal=self.personal)
        for turn in self.turns[: seq + 1]:
            anew.take(turn)
        return anew._answer

    def finish(self, more: Mapping[str, Any]) -> dict[str, Any]:
        """The end report; `more` are fields of the head that only the end knows.

        Raises:
            TranscriptError: one of them is wrong.
        """
        if self.report is None:
            head = head_of({**self.given, **more}, self.id)
            conversation = Conversation(head, tuple(self.turns))
            report = self.session.finish() if head == self.head else self.checker.check(conversation)
            self.report = report if self.personal else mask_report(report, conversation)[0]
        return {"type": "report", **as_json(self.report)}

    def _shown(self, findings: list[Finding]) -> list[Finding]:
        if self.personal or not findings:
            return findings
        needed = {piece.turn for finding in findings for piece in finding.evidence}
        turns = tuple(turn if at in needed else _BLANK for at, turn in enumerate(self.turns))
        partial = Report("", "", "", "", "", 0, True, False, tuple(findings), {})
        return list(mask_report(partial, Conversation(Head(), turns))[0].findings)


class Calls:
    """All calls, by session id."""

    def __init__(
        self, *, most: int = MOST_CALLS, kept: float = KEPT, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._most = most
        self._kept = kept
        self._clock = clock
        self._calls: dict[str, Call] = {}

    def __iter__(self) -> Iterator[Call]:
        self._forget()
        return iter(list(self._calls.values()))

    def get(self, id_: str) -> Call | None:
        """The call of that session, if it is still kept."""
        self._forget()
        return self._calls.get(id_)

    def begin(self, id_: str, checker: Checker, given: Mapping[str, Any], *, personal: bool = False) -> Call:
        """A new call; without an id it gets one.

        Raises:
            CallsFull: every call kept is still being fed.
            TranscriptError: the head is wrong.
        """
        call = Call(id_ or uuid.uuid4().hex, checker, given, personal=personal)
        self._forget()
        if len(self._calls) >= self._most:
            idle = [c for c in self._calls.values() if c.holder is None]
            if not idle:
                raise CallsFull(f"已有 {self._most} 通会话在进行，暂时不能再开始。请稍后再试。")
            del self._calls[min(idle, key=lambda c: c.touched).id]
        self._calls[call.id] = call
        self.touch(call)
        return call

    def touch(self, call: Call) -> None:
        """Note that the call was heard of just now."""
        call.touched = self._clock()

    def _forget(self) -> None:
        """Drop the calls whose line did not come back in time."""
        limit = self._clock() - self._kept
        for id_ in [c.id for c in self._calls.values() if c.holder is None and c.touched < limit]:
            del self._calls[id_]


def book_of(given: Mapping[str, Any]) -> str:
    """The book a transcript's head names, or the usual one."""
    book = given.get("book")
    return book if isinstance(book, str) and book.strip() else DEFAULT_BOOK
