"""`runs`: how long the conversation goes on."""

from bot.check.condition import Verdict, Wordless
from bot.check.track import View


class Runs(Wordless):
    """Holds where one side (or both) has at least so many runs with words in the window."""

    def __init__(self, at_least: int, role: str) -> None:
        self._at_least = at_least
        self._role = role

    def holds(self, view: View) -> Verdict:
        """Counts runs until there are enough."""
        track, runs = view.track, set[int]()
        for turn in range(view.lo, view.hi):
            if len(runs) >= self._at_least:
                break
            if track.heard[turn].folded.bare and self._role in ("", track.turns[turn].role):
                runs.add(track.runs[turn])
        return len(runs) >= self._at_least
