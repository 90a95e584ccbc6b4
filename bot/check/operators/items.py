"""`items`: a list of things of which each must be there; the finding names those that are missing."""

from collections.abc import Mapping, Sequence

from bot.check.condition import Condition, Shown, Verdict, all_need
from bot.check.finding import Part
from bot.check.track import View


class Items:
    """Holds where every named condition holds on the window."""

    def __init__(self, items: Mapping[str, Condition]) -> None:
        self._items = tuple(items.items())
        self.triggers = frozenset[int]()
        self.needs = next(iter(all_need(items.values())), self.triggers)

    def holds(self, view: View) -> Verdict:
        """Whether all are there."""
        return all(condition.holds(view) is True for _, condition in self._items)

    def shown(self, view: View) -> Sequence[Shown]:
        """The words of all."""
        return [shown for _, condition in self._items for shown in condition.shown(view)]

    def parts(self, view: View) -> Sequence[Part]:
        """Each item with whether it is there."""
        return [Part(name, condition.holds(view) is True) for name, condition in self._items]
