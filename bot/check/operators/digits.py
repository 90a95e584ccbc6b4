"""`repeats: digits`: the agent reads back numbers that the customer has just given."""

import re
from collections.abc import Sequence

from bot.check.condition import Shown, Verdict
from bot.check.finding import Part
from bot.check.track import View

_READ_OUT = str.maketrans("零〇一二三四五六七八九幺洞两拐勾", "0012345678910279")
_RUN = re.compile(r"\d{3,}")

#: So many digits in a row are a number that was read back and not a coincidence.
_ENOUGH = 4


def digits_of(text: str) -> str:
    """The digits of a text, read-out ones too, in order."""
    return "".join(c for c in text.translate(_READ_OUT) if c.isdigit())


class RepeatsDigits:
    """Holds where an agent's turn of the window carries four digits in a row that the customer gave before."""

    triggers: frozenset[int] = frozenset()

    def holds(self, view: View) -> Verdict:
        """Whether a number is read back."""
        return bool(self.shown(view))

    def shown(self, view: View) -> Sequence[Shown]:
        """The turns in which it is."""
        track = view.track
        told = "|".join(
            digits_of(track.heard[t].folded.bare) for t in range(view.hi) if track.turns[t].role == "customer"
        )
        found = []
        for turn in range(view.lo, view.hi):
            if track.turns[turn].role != "agent":
                continue
            phrased = track.heard[turn].folded.phrased
            for run in _RUN.finditer(phrased.translate(_READ_OUT)):
                if any(run[0][i : i + _ENOUGH] in told for i in range(max(1, len(run[0]) - _ENOUGH + 1))):
                    found.append(Shown(turn, run.span()))
        return found

    def parts(self, view: View) -> Sequence[Part]:
        """None."""
        return ()
