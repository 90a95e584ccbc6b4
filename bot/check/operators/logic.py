"""`all`, `any`, `not`: conditions over conditions, with "cannot judge" carried through (Kleene, 1938)."""

from collections.abc import Sequence

from bot.check.condition import Condition, Shown, Verdict, Wordless, all_need
from bot.check.finding import Part
from bot.check.track import View


class AllOf:
    """Holds where every condition holds on the window."""

    def __init__(self, conditions: Sequence[Condition]) -> None:
        self._conditions = tuple(conditions)
        triggering = [c.triggers for c in conditions if c.triggers]
        self.triggers = min(triggering, key=len) if triggering else frozenset[int]()
        self._needed = all_need(conditions)
        self.needs = self._needed[0] if self._needed else frozenset[int]()

    def holds(self, view: View) -> Verdict:
        """False as soon as one fails; None if one cannot be judged and none fails."""
        carried = view.track.carried
        for needs in self._needed:
            if carried.isdisjoint(needs):
                return False
        unknown = False
        for condition in self._conditions:
            verdict = condition.holds(view)
            if verdict is False:
                return False
            unknown = unknown or verdict is None
        return None if unknown else True

    def shown(self, view: View) -> Sequence[Shown]:
        """The words of every condition."""
        return [shown for condition in self._conditions for shown in condition.shown(view)]

    def parts(self, view: View) -> Sequence[Part]:
        """The parts of every condition's line."""
        return [part for condition in self._conditions for part in condition.parts(view)]


class AnyOf:
    """Holds where one of the conditions holds on the window."""

    def __init__(self, conditions: Sequence[Condition]) -> None:
        self._conditions = tuple(conditions)
        every = all(c.triggers for c in conditions)
        self.triggers = frozenset().union(*(c.triggers for c in conditions)) if every else frozenset[int]()
        needy = all(c.needs for c in conditions)
        self.needs = frozenset().union(*(c.needs for c in conditions)) if needy else frozenset[int]()

    def holds(self, view: View) -> Verdict:
        """True as soon as one holds; None if none holds and one cannot be judged."""
        if self.needs and view.track.carried.isdisjoint(self.needs):
            return False
        unknown = False
        for condition in self._conditions:
            verdict = condition.holds(view)
            if verdict is True:
                return True
            unknown = unknown or verdict is None
        return None if unknown else False

    def shown(self, view: View) -> Sequence[Shown]:
        """The words of the conditions that hold."""
        return [shown for c in self._conditions if c.holds(view) for shown in c.shown(view)]

    def parts(self, view: View) -> Sequence[Part]:
        """The parts of the condition that holds; if none does, of the line that is nearest to being said."""
        holding = [c for c in self._conditions if c.holds(view)]
        candidates = [parts for c in holding or self._conditions if (parts := c.parts(view))]
        return max(candidates, key=share, default=())


class Not(Wordless):
    """Holds where the condition does not."""

    def __init__(self, condition: Condition) -> None:
        self._condition = condition

    def holds(self, view: View) -> Verdict:
        """The opposite; None stays None."""
        verdict = self._condition.holds(view)
        return None if verdict is None else not verdict


def share(parts: Sequence[Part]) -> float:
    """How much of a line was said, from 0 to 1; `parts` is not empty."""
    return sum(part.said for part in parts) / len(parts)
