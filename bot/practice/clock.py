"""When things are said: by a clock that reckons, or by the real one."""

import time
from typing import Protocol

#: Characters that are spoken in a second, and seconds between two turns.
_SPEED, _GAP = 4.5, 0.8


class Clock(Protocol):
    """Tells when a saying begins and ends, in seconds from the start of the call."""

    def speak(self, text: str, pause: float = 0.0) -> tuple[float, float]:
        """Start and end of a turn of so many words that takes `pause` seconds beyond speaking."""
        ...


class VirtualClock:
    """Everybody speaks at the same speed; for files, tests and whoever does not want to be timed."""

    def __init__(self) -> None:
        self._now = 0.0

    def speak(self, text: str, pause: float = 0.0) -> tuple[float, float]:
        """As the protocol."""
        start = self._now
        end = round(start + max(len(text) / _SPEED, 0.5) + pause, 2)
        self._now = round(end + _GAP, 2)
        return start, end


class RealClock:
    """The trainee's turns begin when he gives them; the customer's take the time of speaking."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._until = 0.0

    def speak(self, text: str, pause: float = 0.0) -> tuple[float, float]:
        """As the protocol."""
        start = max(round(time.monotonic() - self._started, 2), self._until)
        end = round(start + max(len(text) / _SPEED, 0.5) + pause, 2)
        self._until = end
        return start, end
