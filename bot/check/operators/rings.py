"""`rings`: how often it rang before the call was answered."""

from bot.check.condition import Verdict, Wordless
from bot.check.options import Options, decoded
from bot.check.track import View


class RingOptions(Options):
    """`more`: holds from one ring more than this on; `seconds`: how long one ring takes."""

    more: int
    seconds: float = 5.0


class Rings(Wordless):
    """Holds where it rang more often than allowed; None where neither rings nor ring time are known."""

    def __init__(self, options: RingOptions) -> None:
        self._options = options

    @classmethod
    def decode(cls, given: object, where: str) -> "Rings":
        """From `{more: 3, seconds: 5}`."""
        return cls(decoded(RingOptions, given, where))

    def holds(self, view: View) -> Verdict:
        """Counts rings, or ring time where only that is known."""
        head = view.track.head
        if head.rings is not None:
            return head.rings > self._options.more
        if head.ring_seconds is not None:
            return head.ring_seconds > self._options.more * self._options.seconds
        return None
