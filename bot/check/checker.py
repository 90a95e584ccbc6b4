"""The checker: turns in, findings out, as the conversation goes on or afterwards; the same either way."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from bot.book.model import Window
from bot.check.ear import Heard
from bot.check.finding import Finding, Report
from bot.check.judge import Judge, Verdicts
from bot.check.rulebook import Compiled, Rulebook
from bot.check.scorecard import report_of
from bot.check.track import Track, View
from bot.check.waiting import END, Waiting
from bot.conversation.model import Conversation, Head, Turn

_SILENT = "silence"


class Session:
    """One conversation under way.

    Attributes:
        verdicts: what has been decided so far.
    """

    def __init__(self, rulebook: Rulebook, head: Head) -> None:
        self.rulebook = rulebook
        self.track = Track(head)
        self.verdicts = Verdicts()
        self._judge = Judge(rulebook, self.track, self.verdicts)
        self._open = Waiting()
        self._begun: set[str] = set()
        self._opening = rulebook.opening

    def add(self, turn: Turn) -> list[Finding]:
        """Take in the next turn; returns the findings that it makes certain."""
        before = tuple(self.verdicts.findings)
        heard = self.rulebook.ear.hear(turn.role, turn.text)
        at = self.track.add(turn, heard)
        timed = self._timed(turn, heard, at)
        self.track.register(timed, at)
        hits = [*heard.found, *timed]
        self._close(at)
        for rule in _awakened(hits, self.rulebook.immediate):
            self._judge.at_once(rule, at)
        for rule in _awakened(hits, self.rulebook.moments):
            self._begin(rule, at)
        known = {id(finding) for finding in before}
        return [finding for finding in self.verdicts.findings if id(finding) not in known]

    def finish(self) -> Report:
        """Judge what was still open, and score."""
        everything = len(self.track.turns)
        for rule in self._opening:
            self._judge.window(rule, 0, everything, final=True)
        self._opening = ()
        for opened in self._open:
            self._judge.window(opened.rule, opened.at, everything, final=True)
        self._open = Waiting()
        self._judge.conversation()
        return report_of(self.rulebook, self.track.head, self.verdicts)

    @property
    def waiting(self) -> list[tuple[Compiled, int]]:
        """Rules whose moment has come and whose time is not yet up, with the turn of the moment."""
        return [(opened.rule, opened.at) for opened in self._open]

    def _timed(self, turn: Turn, heard: Heard, at: int) -> list[int]:
        """The features that times and signals decide."""
        timed = self.rulebook.timed[turn.role]
        bare = heard.folded.bare
        hits: list[int] = []
        if turn.signals or heard.mark:
            hits += [n for n, f in timed.signals if f.signal == heard.mark or f.signal in turn.signals]
        elif not bare:
            hits += [n for n, f in timed.signals if f.signal == _SILENT]
        if turn.start is None:
            return hits
        until = self.track.words_until[at]
        if bare and until is not None:
            pause, after = turn.start - until, (self.track.last_speaker[at], "both")
            hits += [n for n, f in timed.pauses if pause > f.longer and f.after in after]
        previous = self.track.turns[at - 1] if at else None
        if previous is not None and previous.role != turn.role and previous.end is not None:
            overlap = min(previous.end, turn.end or previous.end) - turn.start
            hits += [n for n, f in timed.talk_overs if overlap > f.longer]
        return hits

    def _begin(self, rule: Compiled, at: int) -> None:
        assert rule.when is not None
        pick = rule.rule.pick
        if pick == "first" and rule.id in self._begun:
            return
        if rule.when.holds(View(self.track, at, at + 1, at)) is not True:
            return
        if pick == "apart" and self._open.has(rule):
            return
        if pick == "last":
            self._open.drop(rule)
        self._begun.add(rule.id)
        until = self._until(rule.rule.window, at)
        if until is None:
            self._judge.window(rule, at, at + 1, final=False)
        else:
            self._open.add(rule, at, until)

    def _until(self, window: Window | None, at: int) -> int | None:
        """The last run of the window, or `END`; None where it is the moment's own turn."""
        if window is None:
            return None
        return END if window.next is None else self.track.run_after(at, window.next, window.of)

    def _close(self, at: int) -> None:
        """Judge every window that this turn lies behind."""
        run = self.track.runs[at]
        if run and self.track.run_starts[run] == at:
            for opened in self._open.closed(run):
                self._judge.window(opened.rule, opened.at, at, final=False)
        if self._opening and self._beginning_over(run, at):
            for rule in self._opening:
                self._judge.window(rule, 0, at, final=False)
            self._opening = ()

    def _beginning_over(self, run: int, at: int) -> bool:
        """Whether the customer answers what the agent has said first."""
        return (
            bool(run) and self.track.turns[at].role == "customer" and bool(self.track.heard[at].folded.bare)
        )


_rank = attrgetter("rank")


def _awakened(hits: Sequence[int], subscribed: Mapping[int, tuple[Compiled, ...]]) -> Sequence[Compiled]:
    """The rules that ask for one of the features, each once, those that outrank others before them."""
    found = [rules for number in hits if (rules := subscribed.get(number))]
    if len(found) < 2:
        return found[0] if found else ()
    return sorted({rule for rules in found for rule in rules}, key=_rank)


class Checker:
    """Holds conversations against one compiled book."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    def start(self, head: Head) -> Session:
        """A session for one conversation; where its channel is not known, it is the book's."""
        return Session(
            self.rulebook, head if head.channel else replace(head, channel=self.rulebook.book.channel)
        )

    def check(self, conversation: Conversation) -> Report:
        """A whole conversation at once: exactly what its turns would give one by one."""
        session = self.start(conversation.head)
        for turn in conversation.turns:
            session.add(turn)
        return session.finish()
