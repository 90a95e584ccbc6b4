"""`discloses`: personal data that the agent tells and the customer has not told before."""

from collections.abc import Sequence

from bot.check.condition import Shown, Verdict
from bot.check.finding import Part
from bot.check.operators.digits import digits_of
from bot.check.track import Track, View


class Discloses:
    """Holds where the agent says personal data whose digits no earlier customer turn contains.

    Attributes:
        feature: the entity feature on the agent's side.
    """

    def __init__(self, feature: int) -> None:
        self._feature = feature
        self.triggers = frozenset((feature,))

    def holds(self, view: View) -> Verdict:
        """Whether anything is disclosed in the window."""
        return any(self._disclosed(view.track, turn) for turn in view.turns_with(self._feature))

    def shown(self, view: View) -> Sequence[Shown]:
        """The data."""
        return [shown for turn in view.turns_with(self._feature) for shown in self._disclosed(view.track, turn)]

    def parts(self, view: View) -> Sequence[Part]:
        """None."""
        return ()

    def _disclosed(self, track: Track, turn: int) -> list[Shown]:
        told = "".join(digits_of(track.heard[t].folded.bare) for t in range(turn) if track.turns[t].role == "customer")
        folded = track.heard[turn].folded
        found = []
        for span, sure in track.heard[turn].found.get(self._feature, ()):
            digits = digits_of(folded.phrased[slice(*span)])
            if len(digits) < 4 or digits[-4:] not in told:
                found.append(Shown(turn, span, sure))
        return found
