"""`given`: a condition that must hold, but whose words are no part of what is found."""

from bot.check.condition import Condition, Verdict, Wordless
from bot.check.track import View


class Given(Wordless):
    """Holds where the condition does, and shows nothing: who asked for it, what went before."""

    def __init__(self, condition: Condition) -> None:
        self._condition = condition
        self.triggers = condition.triggers
        self.needs = condition.needs

    def holds(self, view: View) -> Verdict:
        """As the condition."""
        return self._condition.holds(view)
