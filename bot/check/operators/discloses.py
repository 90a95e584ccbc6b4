"""`discloses`: personal data that the agent tells and the customer has not told before."""

from collections.abc import Sequence

from bot.check.condition import Condition, Shown, Verdict
from bot.check.finding import Part
from bot.check.numerals import numerals
from bot.check.told import told
from bot.check.track import Track, View

#: The share of a number's digits that the customer must have said for it to be his own words read back.
_ENOUGH = 0.6

#: So many digits in a row that both say are no coincidence.
_ROW = 3


class Discloses:
    """Holds where the agent says personal data that no earlier turn of the customer's contains.

    Attributes:
        features: the entity features on the agent's side.
        near: only data that these words reach into count.
        unless: data that these words reach into are innocent.
    """

    def __init__(self, features: Sequence[int], near: Condition | None, unless: Condition | None) -> None:
        self._features = tuple(features)
        self._near = near
        self._unless = unless
        self.triggers = self.needs = frozenset(features)

    def holds(self, view: View) -> Verdict:
        """Whether anything is disclosed in the window."""
        return bool(self.shown(view))

    def shown(self, view: View) -> Sequence[Shown]:
        """The data."""
        turns = sorted({turn for feature in self._features for turn in view.turns_with(feature)})
        return [shown for turn in turns for shown in self._disclosed(view, turn)]

    def parts(self, view: View) -> Sequence[Part]:
        """None."""
        return ()

    def _disclosed(self, view: View, turn: int) -> list[Shown]:
        heard = view.track.heard[turn]
        given = [Shown(turn, s, sure) for f in self._features for s, sure in heard.found.get(f, ())]
        here = View(view.track, turn, turn + 1, turn, view.final)
        return [
            data
            for data in given
            if (self._near is None or _reaches(self._near, here, data))
            and not (self._unless is not None and _reaches(self._unless, here, data))
            and not _told(view.track, data)
        ]


def _reaches(condition: Condition, view: View, data: Shown) -> bool:
    """Whether the words by which a condition holds on the data's turn overlap with the data."""
    if condition.holds(view) is not True:
        return False
    start, end = data.span
    return any(s.turn == data.turn and s.span[0] < end and start < s.span[1] for s in condition.shown(view))


def _told(track: Track, data: Shown) -> bool:
    """Whether the customer has said it before, however the numbers in it are written or cut up."""
    customer = [track.heard[t].folded.bare for t in range(data.turn) if track.turns[t].role == "customer"]
    said = track.heard[data.turn].folded.phrased[slice(*data.span)]
    bare = said.replace("，", "").replace("。", "")
    if any(bare in words for words in customer):
        return True
    groups = [numeral.digits for numeral in numerals(said)]
    known, number = told(track, "customer"), "".join(groups)
    if groups and all(known.number(group, data.turn) for group in groups):
        return True
    starts = range(len(number) - _ROW + 1)
    rows = (range(i, i + _ROW) for i in starts if known.row(number[i : i + _ROW], data.turn))
    return bool(number) and len({place for row in rows for place in row}) >= _ENOUGH * len(number)
