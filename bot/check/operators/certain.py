"""`certain`: what is not known counts as not so."""

from collections.abc import Sequence

from bot.check.condition import Condition, Shown, Verdict
from bot.check.finding import Part
from bot.check.track import View


class Certain:
    """Holds where the condition surely holds; a condition that cannot be judged does not."""

    def __init__(self, condition: Condition) -> None:
        self._condition = condition
        self.triggers = condition.triggers
        self.needs = condition.needs

    def holds(self, view: View) -> Verdict:
        """Never None."""
        return self._condition.holds(view) is True

    def shown(self, view: View) -> Sequence[Shown]:
        """The condition's words."""
        return self._condition.shown(view)

    def parts(self, view: View) -> Sequence[Part]:
        """The condition's parts."""
        return self._condition.parts(view)
