"""`runs`: how long the conversation goes on."""

from bot.check.condition import Verdict, Wordless
from bot.check.track import View


class Runs(Wordless):
    """Holds where one side (or both) has at least so many runs with words in the window."""

    def __init__(self, at_least: int, role: str) -> None:
        self._at_least = at_least
        self._role = role

    def holds(self, view: View) -> Verdict:
        """Counts runs."""
        track = view.track
        runs = {
            track.runs[t]
            for t in range(view.lo, view.hi)
            if track.heard[t].folded.bare and self._role in ("", track.turns[t].role)
        }
        return len(runs) >= self._at_least
