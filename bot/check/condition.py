"""What rules are made of: conditions on a window of a conversation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.check.finding import Part
from bot.check.spans import Span
from bot.check.track import View

#: True, False, or None where the evidence that is needed is missing.
Verdict = bool | None


@dataclass(frozen=True, slots=True)
class Shown:
    """Words that show something: a span of a turn's phrased text and how sure it is (0 to 1)."""

    turn: int
    span: Span
    sure: float = 1.0


class Condition(Protocol):
    """One operator with its options, compiled."""

    @property
    def triggers(self) -> frozenset[int]:
        """The features one of whose hits is necessary for it to hold on a single turn."""
        ...

    @property
    def needs(self) -> frozenset[int]:
        """The features one of which must stand somewhere in the conversation for it not to be False; empty: none."""
        ...

    def holds(self, view: View) -> Verdict:
        """Whether it holds on the window."""
        ...

    def shown(self, view: View) -> Sequence[Shown]:
        """The words by which it holds; empty where none show it."""
        ...

    def parts(self, view: View) -> Sequence[Part]:
        """The pieces of the mandated line with whether each was said; empty where no line is meant."""
        ...


class Wordless:
    """For conditions that no words show and no line stands behind."""

    triggers: frozenset[int] = frozenset()
    needs: frozenset[int] = frozenset()

    def shown(self, view: View) -> Sequence[Shown]:
        """Nothing."""
        return ()

    def parts(self, view: View) -> Sequence[Part]:
        """None."""
        return ()


def all_need(conditions: Iterable[Condition]) -> tuple[frozenset[int], ...]:
    """What conditions need that must all hold, the fewest features first."""
    return tuple(sorted({c.needs for c in conditions if c.needs}, key=lambda needs: (len(needs), min(needs))))


def turns_of(condition: Condition, view: View) -> list[int]:
    """The turns of the window on which a condition holds by itself; candidates are taken from its triggers."""
    turns = sorted({t for feature in condition.triggers for t in view.turns_with(feature)})
    return [t for t in turns if condition.holds(View(view.track, t, t + 1, t, view.final))]
