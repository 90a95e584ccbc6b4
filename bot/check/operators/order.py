"""`order`: things that must come one after the other."""

from collections.abc import Sequence

from bot.check.condition import Condition, Shown, Verdict
from bot.check.finding import Part
from bot.check.track import View


class Order:
    """Holds where each condition holds on a turn not before the turn of the one that precedes it.

    Several may stand in one turn if their words do.
    """

    def __init__(self, conditions: Sequence[Condition]) -> None:
        self._conditions = tuple(conditions)
        self.triggers = self.needs = frozenset[int]()

    def holds(self, view: View) -> Verdict:
        """Whether the order is kept."""
        return self._walk(view) is not None

    def _walk(self, view: View) -> list[Shown] | None:
        place = (view.lo, -1)
        words: list[Shown] = []
        for condition in self._conditions:
            found = [
                s
                for s in sorted(
                    condition.shown(view.narrowed(place[0], view.hi)), key=lambda s: (s.turn, s.span)
                )
                if (s.turn, s.span[0]) > place
            ]
            if not found:
                return None
            place = (found[0].turn, found[0].span[0])
            words.append(found[0])
        return words

    def shown(self, view: View) -> Sequence[Shown]:
        """The first words of each, in order."""
        return self._walk(view) or ()

    def parts(self, view: View) -> Sequence[Part]:
        """Those of every condition."""
        return [part for condition in self._conditions for part in condition.parts(view)]
