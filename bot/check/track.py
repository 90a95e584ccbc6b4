"""The conversation as far as it has been heard, and windows on it.

Consecutive turns of one side are one *run*: "the agent's next two turns" are his next two runs, so that
a chat reply in three bubbles counts as one.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from bot.check.ear import Heard
from bot.conversation.model import Head, Role, Turn


class Track:
    """Every turn so far with what it carries.

    Attributes:
        hits: by feature number, the turns (ascending) that carry it.
        carried: the features that any turn carries.
        untimed: the turns (ascending) that carry no time.
        runs: by turn, the number of its run; `run_starts` the first turn of each run.
        words_until: by turn, when the last words before it ended, in seconds; None where unknown.
        last_speaker: by turn, who spoke last before it; empty before the first words.
    """

    __slots__ = (
        "__weakref__",
        "_spoken_end",
        "_spoken_role",
        "carried",
        "head",
        "heard",
        "hits",
        "last_speaker",
        "run_starts",
        "runs",
        "turns",
        "untimed",
        "words_until",
    )

    def __init__(self, head: Head) -> None:
        self.head = head
        self.turns: list[Turn] = []
        self.heard: list[Heard] = []
        self.hits: defaultdict[int, list[int]] = defaultdict(list)
        self.carried = self.hits.keys()
        self.untimed: list[int] = []
        self.runs: list[int] = []
        self.run_starts: list[int] = []
        self.words_until: list[float | None] = []
        self.last_speaker: list[str] = []
        self._spoken_end: float | None = None
        self._spoken_role = ""

    def add(self, turn: Turn, heard: Heard) -> int:
        """Append a turn and register what its words carry; returns its index."""
        index = len(self.turns)
        if not self.turns or self.turns[-1].role != turn.role:
            self.run_starts.append(index)
        if turn.start is None:
            self.untimed.append(index)
        self.turns.append(turn)
        self.heard.append(heard)
        self.runs.append(len(self.run_starts) - 1)
        self.words_until.append(self._spoken_end)
        self.last_speaker.append(self._spoken_role)
        if heard.folded.bare:
            self._spoken_role = turn.role
            self._spoken_end = turn.end if turn.end is not None else turn.start
        self.register(heard.found, index)
        return index

    def register(self, features: Iterable[int], turn: int) -> None:
        """Note that the last turn carries features."""
        for number in features:
            self.hits[number].append(turn)

    def start_of_run(self, run: int) -> int:
        """The first turn of a run; the number of turns if it has not begun."""
        if run < 0:
            return 0
        return self.run_starts[run] if run < len(self.run_starts) else len(self.turns)

    def run_after(self, turn: int, count: int, role: str) -> int:
        """The number of the `count`-th following run (of `role`, or of either if it is empty)."""
        run = self.runs[turn]
        if not role:
            return run + count
        return run + (2 * count if self.turns[turn].role == role else 2 * count - 1)

    def run_before(self, turn: int, count: int, role: str) -> int:
        """The number of the `count`-th run before."""
        run = self.runs[turn]
        if not role:
            return run - count
        return run - (2 * count if self.turns[turn].role == role else 2 * count - 1)


class View:
    """A window on a track: turns `lo` to `hi` (half-open), seen from the moment at turn `at`.

    `final` tells that nothing more will come.
    """

    __slots__ = ("at", "final", "hi", "lo", "track")

    def __init__(self, track: Track, lo: int, hi: int, at: int, final: bool = False) -> None:
        self.track = track
        self.lo = lo
        self.hi = hi
        self.at = at
        self.final = final

    def narrowed(self, lo: int, hi: int) -> "View":
        """The same view on other turns."""
        return View(self.track, max(0, lo), min(len(self.track.turns), hi), self.at, self.final)

    def runs_of(self, role: Role) -> int:
        """How many runs of one side the window touches."""
        turns, runs = self.track.turns, self.track.runs
        return len({runs[t] for t in range(self.lo, self.hi) if turns[t].role == role})

    def turns_with(self, feature: int) -> list[int]:
        """The turns of the window that carry a feature."""
        hits = self.track.hits.get(feature)
        if not hits:
            return []
        return hits[bisect_left(hits, self.lo) : bisect_left(hits, self.hi)]

    def has(self, feature: int) -> bool:
        """Whether any turn of the window carries a feature."""
        hits = self.track.hits.get(feature)
        if not hits:
            return False
        place = bisect_left(hits, self.lo)
        return place < len(hits) and hits[place] < self.hi
