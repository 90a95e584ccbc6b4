"""`in`: which turns a condition is looked for in, seen from the moment or from the ends."""

from collections.abc import Sequence
from typing import Literal

from bot.check.condition import Condition, Shown, Verdict, all_need, turns_of
from bot.check.finding import Part
from bot.check.options import Options
from bot.check.track import Track, View


class ScopeOptions(Options):
    """Where to look. One of the following, with `of` to count the turns of one side only.

    Attributes:
        next, previous: so many turns after / before the moment.
        first, last: so many turns of the conversation from its beginning / end.
        seconds: turns that begin within so many seconds after the moment (before it, if negative).
        same: the moment's own turn only. With `next` or `previous` it is taken in.
        rest: everything after the moment's turn.
        whole: the conversation from its first turn.
        before: everything before the moment's turn.
    """

    next: int | None = None
    previous: int | None = None
    first: int | None = None
    last: int | None = None
    seconds: float | None = None
    same: bool = False
    rest: bool = False
    whole: bool = False
    before: bool = False
    of: Literal["agent", "customer", ""] = ""


class Scope:
    """Looks for a condition in another window.

    With `since` (and `pick`), the scope is seen from a hit of that condition instead of the moment.
    """

    def __init__(
        self,
        condition: Condition,
        options: ScopeOptions,
        since: Condition | None,
        pick: Literal["first", "last"] | int,
    ) -> None:
        self._condition = condition
        self._options = options
        self._since = since
        self._pick = pick
        same = options.same and options.next is None and options.previous is None
        self.triggers = condition.triggers if same and since is None else frozenset[int]()
        certain = [condition] if options.seconds is None else []
        self._needed = all_need([*certain, since] if since else certain)
        self.needs = self._needed[0] if self._needed else frozenset[int]()

    def window(self, view: View) -> View | None:
        """The window to look in; None where the anchor never came."""
        at = view.at
        if self._since is not None:
            anchor = anchor_turn(self._since, view, self._pick)
            if anchor is None:
                return None
            at = anchor
            view = View(view.track, view.lo, view.hi, at, view.final)
        end = len(view.track.turns) if view.final else view.hi
        lo, hi = bounds(self._options, View(view.track, 0, end, at, view.final), at)
        return view.narrowed(lo, hi)

    def holds(self, view: View) -> Verdict:
        """Whether the condition holds there; None where it cannot be known (no times)."""
        carried = view.track.carried
        for needs in self._needed:
            if carried.isdisjoint(needs):
                return False
        window = self.window(view)
        if window is None:
            return False
        if (
            self._options.seconds is not None
            and view.track.turns
            and view.track.turns[window.at].start is None
        ):
            return None
        return self._condition.holds(window)

    def shown(self, view: View) -> Sequence[Shown]:
        """The condition's words there."""
        window = self.window(view)
        return () if window is None else self._condition.shown(window)

    def parts(self, view: View) -> Sequence[Part]:
        """The condition's parts there."""
        window = self.window(view)
        return () if window is None else self._condition.parts(window)


def anchor_turn(condition: Condition, view: View, pick: Literal["first", "last"] | int) -> int | None:
    """The first, last or n-th (from 1) turn of the window on which a condition holds."""
    holding = turns_of(condition, view)
    if not holding:
        return None
    if pick == "first":
        return holding[0]
    if pick == "last":
        return holding[-1]
    return holding[pick - 1] if pick <= len(holding) else None


def bounds(options: ScopeOptions, view: View, at: int) -> tuple[int, int]:
    """The turns of a scope, half-open."""
    track = view.track
    if options.next is not None:
        return at + (not options.same), track.start_of_run(track.run_after(at, options.next, options.of) + 1)
    if options.previous is not None:
        return track.start_of_run(track.run_before(at, options.previous, options.of)), at + options.same
    if options.seconds is not None:
        return _by_time(track, at, options.seconds)
    if options.first is not None:
        return view.lo, track.start_of_run(_nth_run(view, options.first, options.of) + 1)
    if options.last is not None:
        return _last_run(view, options.last, options.of), view.hi
    if options.rest:
        return at + 1, len(track.turns)
    if options.before:
        return 0, at
    if options.whole:
        return 0, len(track.turns)
    return at, at + 1


def _nth_run(view: View, count: int, role: str) -> int:
    track = view.track
    if view.lo >= len(track.turns):
        return len(track.run_starts)
    run = track.runs[view.lo]
    if not role:
        return run + count - 1
    return run + 2 * (count - 1) + (track.turns[view.lo].role != role)


def _last_run(view: View, count: int, role: str) -> int:
    track = view.track
    if view.hi <= view.lo:
        return view.hi
    run = track.runs[view.hi - 1]
    if not role:
        return track.start_of_run(run - count + 1)
    return track.start_of_run(run - 2 * (count - 1) - (track.turns[view.hi - 1].role != role))


def _by_time(track: Track, at: int, seconds: float) -> tuple[int, int]:
    start = track.turns[at].start
    if start is None:
        return at, at
    lo = hi = at
    if seconds >= 0:
        lo, hi = at + 1, at + 1
        while hi < len(track.turns) and (track.turns[hi].start or 0) <= start + seconds:
            hi += 1
    else:
        while lo > 0 and (track.turns[lo - 1].start or 0) >= start + seconds:
            lo -= 1
    return lo, hi
