"""The checker: turns in, findings out, as the conversation goes on or afterwards; the same either way."""

from dataclasses import replace

from bot.book.model import Window
from bot.check.ear import Heard
from bot.check.feature import Pause, Signal, TalkOver
from bot.check.judge import Judge, Verdicts
from bot.check.finding import Finding, Report
from bot.check.rulebook import Compiled, Rulebook
from bot.check.scorecard import report_of
from bot.check.track import Track, View
from bot.conversation.model import Conversation, Head, Turn

#: How much of the overlap a recogniser's clocks may get wrong, in seconds, is in the rule's own limit.
_SILENT = "silence"


class Session:
    """One conversation under way.

    Attributes:
        verdicts: what has been decided so far.
    """

    def __init__(self, rulebook: Rulebook, head: Head) -> None:
        self.rulebook = rulebook
        self.track = Track(head, len(rulebook.features))
        self.verdicts = Verdicts()
        self._judge = Judge(rulebook, self.track, self.verdicts)
        self._open: list[tuple[Compiled, int, int]] = []
        self._last: dict[str, int] = {}
        self._starting = [r for r in rulebook.rules.values() if r.when is None and r.rule.window and r.rule.window.first]

    def add(self, turn: Turn) -> list[Finding]:
        """Take in the next turn; returns the findings that it makes certain."""
        before = len(self.verdicts.findings)
        heard = self.rulebook.ear.hear(turn.role, turn.text)
        at = self.track.add(turn, heard)
        hits = self._register(turn, heard, at)
        self._close(at)
        for rule in self._awakened(hits, self.rulebook.immediate):
            self._judge.at_once(rule, at)
        for rule in self._awakened(hits, self.rulebook.moments):
            self._begin(rule, at)
        return self.verdicts.findings[before:]

    def finish(self) -> Report:
        """Judge what was still open, and score."""
        everything = len(self.track.turns)
        for rule in self._starting:
            self._judge.window(rule, 0, everything, final=True)
        self._starting = []
        for rule, at, _ in self._open:
            self._judge.window(rule, at, everything, final=True)
        self._open = []
        self._judge.conversation()
        return report_of(self.rulebook, self.track.head, self.verdicts)

    @property
    def waiting(self) -> list[tuple[Compiled, int]]:
        """Rules whose moment has come and whose time is not yet up, with the turn of the moment."""
        return [(rule, at) for rule, at, _ in self._open]

    def _register(self, turn: Turn, heard: Heard, at: int) -> list[int]:
        hits = [*heard.found, *(n for n, f in self.rulebook.timed if self._timed(f, turn, heard, at))]
        for number in hits:
            self.track.hits[number].append(at)
        return hits

    def _timed(self, feature: Signal | Pause | TalkOver, turn: Turn, heard: Heard, at: int) -> bool:
        if feature.by not in (turn.role, "both"):
            return False
        if isinstance(feature, Signal):
            return feature.signal in (heard.mark, *turn.signals) or (
                feature.signal == _SILENT and not heard.folded.bare and not turn.signals and not heard.mark
            )
        if isinstance(feature, Pause):
            until = self.track.words_until[at]
            return (
                turn.start is not None
                and until is not None
                and bool(heard.folded.bare)
                and turn.start - until > feature.longer
                and feature.after in (self.track.last_speaker[at], "both")
            )
        previous = self.track.turns[at - 1] if at else None
        return (
            previous is not None
            and previous.role != turn.role
            and turn.start is not None
            and previous.end is not None
            and min(previous.end, turn.end or previous.end) - turn.start > feature.longer
        )

    @staticmethod
    def _awakened(hits: list[int], subscribed) -> list[Compiled]:  # type: ignore[no-untyped-def]
        return list({rule: None for n in hits for rule in subscribed.get(n, ())})

    def _begin(self, rule: Compiled, at: int) -> None:
        assert rule.when is not None
        if rule.rule.pick == "first" and rule.id in self._last:
            return
        if rule.when.holds(View(self.track, at, at + 1, at)) is not True:
            return
        if rule.rule.pick == "apart" and any(r is rule for r, _, _ in self._open):
            return
        if rule.rule.pick == "last":
            self._open = [item for item in self._open if item[0] is not rule]
        self._last[rule.id] = at
        until = self._until(rule.rule.window, at)
        if until == _NOW:
            self._judge.window(rule, at, at + 1, final=False)
        else:
            self._open.append((rule, at, until))

    def _until(self, window: Window | None, at: int) -> int:
        """The last run of the window, or `_END`; `_NOW` for the moment's own turn."""
        if window is None:
            return _NOW
        if window.next is not None:
            return self.track.run_after(at, window.next, window.of)
        return _END

    def _close(self, at: int) -> None:
        """Judge every window that this turn lies behind."""
        run = self.track.runs[at]
        due = [item for item in self._open if item[2] < run]
        if due:
            self._open = [item for item in self._open if item[2] >= run]
            for rule, moment, until in due:
                self._judge.window(rule, moment, self.track.start_of_run(until + 1), final=False)
        if self._starting and self._first_runs_over(run, at):
            for rule in self._starting:
                self._judge.window(rule, 0, at, final=False)
            self._starting = []

    def _first_runs_over(self, run: int, at: int) -> bool:
        return bool(run) and self.track.turns[at].role == "customer" and bool(self.track.heard[at].folded.bare) and any(
            t.role == "agent" for t in self.track.turns
        )


_NOW = -1
_END = 1 << 60


class Checker:
    """Holds conversations against one compiled book."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook

    def start(self, head: Head) -> Session:
        """A session for one conversation; where its channel is not known, it is the book's."""
        return Session(self.rulebook, head if head.channel else replace(head, channel=self.rulebook.book.channel))

    def check(self, conversation: Conversation) -> Report:
        """A whole conversation at once: exactly what its turns would give one by one."""
        session = self.start(conversation.head)
        for turn in conversation.turns:
            session.add(turn)
        return session.finish()
