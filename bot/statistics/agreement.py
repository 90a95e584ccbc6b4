"""Whether two judges say the same: per cent agreement and Cohen's κ; and what a detector finds and misses.

A judgement is yes or no (this rule was broken in this conversation).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from bot.statistics.interval import Share

NOTHING_JUDGED = "没有两方都判过的，算不出一致率。"
ONE_ANSWER = "两方给的全是同一个答案，κ 没有定义；请看一致率。"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often two judges came to each pair of answers.

    Attributes:
        both: both said yes; `first_only`, `second_only`: one alone did; `neither`: both said no.
    """

    both: int = 0
    first_only: int = 0
    second_only: int = 0
    neither: int = 0

    @classmethod
    def of(cls, pairs: Iterable[tuple[bool, bool]]) -> "Agreement":
        """Of pairs of judgements on the same thing: the first judge's, the second's."""
        counts = Counter((bool(first), bool(second)) for first, second in pairs)
        return cls(counts[True, True], counts[True, False], counts[False, True], counts[False, False])

    def __add__(self, other: "Agreement") -> "Agreement":
        return Agreement(
            self.both + other.both,
            self.first_only + other.first_only,
            self.second_only + other.second_only,
            self.neither + other.neither,
        )

    @property
    def pairs(self) -> int:
        """How many were judged by both."""
        return self.both + self.first_only + self.second_only + self.neither

    @property
    def alike(self) -> Share:
        """The share of equal answers (一致率), with its interval."""
        return Share(self.both + self.neither, self.pairs)

    @property
    def kappa(self) -> float | None:
        """Cohen's κ: 1 is full agreement, 0 what chance alone would give, below it less than chance.

        None where it is not defined: nothing was judged, or both judges gave one and the same answer throughout, so
        that chance alone would have made them agree. `why_undefined` says which.
        """
        first, second, pairs = self.both + self.first_only, self.both + self.second_only, self.pairs
        # Whole numbers to the last step: no rounding decides whether chance explains everything.
        chance = first * second + (pairs - first) * (pairs - second)
        if chance == pairs * pairs:
            return None
        return ((self.both + self.neither) * pairs - chance) / (pairs * pairs - chance)

    @property
    def why_undefined(self) -> str:
        """Why there is no κ, in a sentence; empty where there is one."""
        if not self.pairs:
            return NOTHING_JUDGED
        return ONE_ANSWER if self.kappa is None else ""


def precision(right: int, wrong: int) -> Share:
    """The share of what was reported that is so (查准率): confirmed and dismissed findings."""
    return Share(right, right + wrong)


def recall(found: int, missed: int) -> Share:
    """The share of what is so that was reported (查全率): violations a person sees, found and missed."""
    return Share(found, found + missed)


def detection(agreement: Agreement) -> tuple[Share, Share]:
    """Precision and recall of the first judge (the machine), taking the second (a person) to be right."""
    return (
        precision(agreement.both, agreement.first_only),
        recall(agreement.both, agreement.second_only),
    )
