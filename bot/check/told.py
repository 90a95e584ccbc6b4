"""The numbers that one side has said so far, kept turn by turn: a long conversation is read once, not once a question."""

from weakref import WeakKeyDictionary

from bot.check.numerals import numerals
from bot.check.track import Track
from bot.conversation.model import Role

#: Lengths of the rows of digits that can be asked for.
ROWS = (3, 4)


class Told:
    """The numbers of one role in a track."""

    def __init__(self, role: Role) -> None:
        self._role = role
        self._read = 0
        self._last = ""
        self._rows: dict[str, int] = {}
        self._numbers: dict[str, int] = {}

    def row(self, digits: str, before: int) -> bool:
        """Whether so many digits (`ROWS`) were said one behind the other before turn `before`, over turns as well."""
        return self._rows.get(digits, before) < before

    def number(self, digits: str, before: int) -> bool:
        """Whether this very number was said before turn `before`."""
        return self._numbers.get(digits, before) < before

    def read(self, track: Track) -> None:
        """Take in the turns that have come since."""
        for turn in range(self._read, len(track.turns)):
            if track.turns[turn].role == self._role:
                self._add(track, turn)
        self._read = len(track.turns)

    def _add(self, track: Track, turn: int) -> None:
        folded = track.heard[turn].folded
        for numeral in numerals(folded.phrased):
            self._numbers.setdefault(numeral.digits, turn)
        for numeral in numerals(folded.bare):
            for digit in numeral.digits:
                self._last = (self._last + digit)[-max(ROWS) :]
                for length in ROWS:
                    if len(self._last) >= length:
                        self._rows.setdefault(self._last[-length:], turn)


_TOLD: WeakKeyDictionary[Track, dict[Role, Told]] = WeakKeyDictionary()


def told(track: Track, role: Role) -> Told:
    """What `role` has told in the track, up to its last turn."""
    roles = _TOLD.setdefault(track, {})
    if role not in roles:
        roles[role] = Told(role)
    roles[role].read(track)
    return roles[role]
