"""`count`: how often something happens in the window."""

from collections.abc import Sequence

from bot.check.condition import Condition, Shown, Verdict, turns_of
from bot.check.finding import Part
from bot.check.track import View


class Count:
    """Holds where the condition holds on at least `at_least` and at most `at_most` single turns."""

    def __init__(self, condition: Condition, at_least: int, at_most: int | None) -> None:
        self._condition = condition
        self._at_least = at_least
        self._at_most = at_most
        self.triggers = condition.triggers if at_least == 1 and at_most is None else frozenset[int]()
        self.needs = condition.needs if at_least else frozenset[int]()

    def holds(self, view: View) -> Verdict:
        """Whether the number is within bounds."""
        number = len(turns_of(self._condition, view))
        return number >= self._at_least and (self._at_most is None or number <= self._at_most)

    def shown(self, view: View) -> Sequence[Shown]:
        """The words of every occurrence."""
        return [
            s
            for t in turns_of(self._condition, view)
            for s in self._condition.shown(View(view.track, t, t + 1, t))
        ]

    def parts(self, view: View) -> Sequence[Part]:
        """Those of the condition."""
        return self._condition.parts(view)
