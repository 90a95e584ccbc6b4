"""`timed`: whether the transcript carries times at all."""

from bot.check.condition import Verdict, Wordless
from bot.check.track import View


class Timed(Wordless):
    """Holds where every turn of the window has a time; None where the times are missing."""

    def holds(self, view: View) -> Verdict:
        """Whether times are there."""
        turns = view.track.turns
        return True if all(turns[t].start is not None for t in range(view.lo, view.hi)) else None
