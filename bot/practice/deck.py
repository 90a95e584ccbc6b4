"""Wordings drawn like cards: each once before any comes again."""

import random
from collections.abc import Sequence

from bot.practice.part import Wording


class Decks:
    """Draws from lists of wordings; the same seed draws the same.

    A list is known by its name, so that what has been said is not said again.
    """

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._left: dict[str, list[int]] = {}
        self._rounds: dict[str, int] = {}

    def draw(self, name: str, wordings: Sequence[Wording]) -> Wording:
        """The next card of a deck that is shuffled once."""
        return wordings[self._next(name, len(wordings), shuffled=True)]

    def follow(self, name: str, wordings: Sequence[Wording]) -> Wording:
        """The next of a list whose order matters, as in growing impatience."""
        return wordings[self._next(name, len(wordings), shuffled=False)]

    def _next(self, name: str, count: int, *, shuffled: bool) -> int:
        if not self._left.get(name):
            turn = self._rounds[name] = self._rounds.get(name, 0) + 1
            order = list(range(count))
            if shuffled or turn > 1:
                random.Random(f"{self._seed}/{name}/{turn}").shuffle(order)
            self._left[name] = order
        return self._left[name].pop(0)
