"""Conditions decided by one feature of a turn: words, patterns, acts, entities, signals, pauses."""

from collections.abc import Sequence

from bot.check.condition import Shown, Verdict
from bot.check.finding import Part
from bot.check.track import View


class FeatureHeard:
    """Holds where some turn of the window carries the feature."""

    def __init__(self, number: int) -> None:
        self._number = number
        self.triggers = self.needs = frozenset((number,))

    def holds(self, view: View) -> Verdict:
        """Whether any turn carries it."""
        return view.has(self._number)

    def shown(self, view: View) -> Sequence[Shown]:
        """Every place of every turn that carries it."""
        return [
            Shown(turn, span, sure)
            for turn in view.turns_with(self._number)
            for span, sure in view.track.heard[turn].found.get(self._number, (((0, 0), 1.0),))
        ]

    def parts(self, view: View) -> Sequence[Part]:
        """None."""
        return ()
