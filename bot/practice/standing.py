"""How far a plot has come."""

from dataclasses import dataclass, field

#: What a beat is worth for each further try that it took.
_AGAIN = 0.5


@dataclass
class Standing:
    """The beat that is due.

    Attributes:
        beat: its place in the plot.
        tries: lines that did not do it; `times` how often it has been done of the times it must be.
    """

    beat: int = 0
    tries: int = 0
    times: int = 0
    _done: list[float] = field(default_factory=list)

    def next(self) -> None:
        """The beat is done; the next one is due."""
        self._done.append(_AGAIN**self.tries)
        self.beat += 1
        self.tries = self.times = 0

    def achieved(self, beats: int) -> float:
        """The share of so many beats that was done, 0 to 1."""
        return sum(self._done) / beats if beats else 0.0
