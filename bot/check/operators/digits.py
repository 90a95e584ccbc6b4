"""`repeats`: one side reads back what the other has given: `digits` of it, or `words`."""

from collections.abc import Iterator, Sequence
from typing import Literal

from bot.check.condition import Shown, Verdict
from bot.check.finding import Part
from bot.check.numerals import digits_of, numerals
from bot.check.told import told
from bot.check.track import View
from bot.conversation.model import Role

Kind = Literal["digits", "words"]

#: So many digits in a row are a number that was read back and not a coincidence; so many characters a wording.
_ENOUGH: dict[Kind, int] = {"digits": 4, "words": 5}


class Repeats:
    """Holds where a turn of `by` in the window says again what the other side said before it.

    Digits may come from any of the other's turns, however they are written; words only from the
    moment's turn.
    """

    triggers: frozenset[int] = frozenset()
    needs: frozenset[int] = frozenset()

    def __init__(self, kind: Kind, by: Role) -> None:
        self._kind = kind
        self._by = by

    def holds(self, view: View) -> Verdict:
        """Whether anything is read back."""
        return bool(self.shown(view))

    def shown(self, view: View) -> Sequence[Shown]:
        """The turns in which it is."""
        turns = [t for t in range(view.lo, view.hi) if view.track.turns[t].role == self._by]
        return [found for t in turns if (found := self._repeated(view, t))]

    def parts(self, view: View) -> Sequence[Part]:
        """None."""
        return ()

    def _repeated(self, view: View, turn: int) -> Shown | None:
        phrased = view.track.heard[turn].folded.phrased
        if not self._pieces_repeated(view, turn) and not self._all_numbers(view, turn):
            return None
        spans = [n.span for n in numerals(phrased)] if self._kind == "digits" else []
        return Shown(turn, (spans[0][0], spans[-1][1]) if spans else (0, len(phrased)))

    def _pieces_repeated(self, view: View, turn: int) -> bool:
        folded = view.track.heard[turn].folded
        if self._kind == "digits":
            rows = _pieces(digits_of(folded.phrased), _ENOUGH["digits"])
            others = told(view.track, "customer" if self._by == "agent" else "agent")
            return any(others.row(row, turn) for row in rows)
        words = view.track.heard[view.at].folded.bare
        return any(piece in words for piece in _pieces(folded.bare, _ENOUGH["words"]))

    def _all_numbers(self, view: View, turn: int) -> bool:
        """Whether every number of the moment's turn, however short, stands in this turn in the same order."""
        heard = view.track.heard
        given = [n.digits for n in numerals(heard[view.at].folded.phrased)]
        said = iter(n.digits for n in numerals(heard[turn].folded.phrased))
        return (
            self._kind == "digits"
            and turn > view.at
            and len(given) > 1
            and all(number in said for number in given)
        )


def _pieces(text: str, length: int) -> Iterator[str]:
    return (text[i : i + length] for i in range(len(text) - length + 1))
