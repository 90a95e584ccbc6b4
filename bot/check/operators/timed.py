"""`timed`: whether the transcript carries times at all."""

from bisect import bisect_left

from bot.check.condition import Verdict, Wordless
from bot.check.track import View


class Timed(Wordless):
    """Holds where every turn of the window has a time; None where the times are missing."""

    def holds(self, view: View) -> Verdict:
        """Whether times are there."""
        untimed = view.track.untimed
        place = bisect_left(untimed, view.lo)
        return True if place == len(untimed) or untimed[place] >= view.hi else None
