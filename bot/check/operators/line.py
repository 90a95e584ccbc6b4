"""`line`: a mandated sentence, recognised as exact, by its key parts, or by meaning, as the book demands.

Its parts may come in any order, over several turns of the window, with words between them; a part
counts as well when it only sounds the same (对换中心).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.check.condition import Shown, Verdict
from bot.check.finding import Part
from bot.check.sounding import Sounding
from bot.check.track import View
from bot.language.folded import Folded


@dataclass(frozen=True, slots=True)
class LinePart:
    """One part of a line.

    Attributes:
        text: as it would be said, for showing.
        feature: the expression that hears it; any of its wordings.
        wordings: the bare wordings, for comparing by sound; empty where only the pattern counts.
    """

    text: str
    feature: int
    wordings: tuple[str, ...]


class LineSaid:
    """Holds where every part of the line is said by the agent in the window.

    Attributes:
        act: the feature of the act that stands for the line where meaning is enough.
        whole: the line's bare words where they are demanded exactly.
    """

    def __init__(
        self, parts: Sequence[LinePart], sounding: Sounding, act: int | None = None, whole: str = ""
    ) -> None:
        self._parts = tuple(parts)
        self._sounding = sounding
        self._act = act
        self._whole = whole
        self.needs = frozenset[int]()
        self.triggers = frozenset(p.feature for p in parts) | (
            frozenset((act,)) if act is not None else frozenset()
        )

    def holds(self, view: View) -> Verdict:
        """Whether the line is said as the book demands."""
        if self._act is not None and view.has(self._act):
            return True
        if self._whole:
            return self._whole in "".join(t.bare for t in self._agent(view))
        return all(self._said(part, view) for part in self._parts)

    def shown(self, view: View) -> Sequence[Shown]:
        """The words of the parts that are there."""
        features = [p.feature for p in self._parts] + ([self._act] if self._act is not None else [])
        return [
            Shown(turn, span, sure)
            for feature in features
            for turn in view.turns_with(feature)
            for span, sure in view.track.heard[turn].found[feature]
        ]

    def parts(self, view: View) -> Sequence[Part]:
        """Each part with whether it was said."""
        return [Part(part.text, self._said(part, view)) for part in self._parts]

    def _said(self, part: LinePart, view: View) -> bool:
        if view.has(part.feature):
            return True
        return bool(part.wordings) and any(
            self._sounding.like(wording, folded.bare)
            for folded in self._agent(view)
            for wording in part.wordings
        )

    @staticmethod
    def _agent(view: View) -> Iterator[Folded]:
        track = view.track
        return (track.heard[t].folded for t in range(view.lo, view.hi) if track.turns[t].role == "agent")
