"""`exclaims`: something is written with an exclamation mark."""

from bot.check.condition import Verdict, Wordless
from bot.check.track import View

_MARKS = ("！", "!")


class Exclaims(Wordless):
    """Holds where a turn of the role carries an exclamation mark; a transcript without punctuation has none."""

    def __init__(self, role: str) -> None:
        self._role = role

    def holds(self, view: View) -> Verdict:
        """Whether any turn of the window does."""
        turns = view.track.turns[view.lo : view.hi]
        return any(turn.role == self._role and any(mark in turn.text for mark in _MARKS) for turn in turns)
