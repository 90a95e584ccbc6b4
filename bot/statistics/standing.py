"""How agents, teams, books and weeks stand: mean scores, pass rates, what goes wrong most, and who comes before whom."""

from bisect import insort
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.statistics.interval import Interval, Mean, Share
from bot.statistics.rank import places
from bot.statistics.trend import Change

#: How many deviations are told of each.
WORST = 3

#: The best score.
_MOST = 100

_NOTHING = Mean(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Sums:
    """Conversations with the sums of their scores."""

    scores: Mean = _NOTHING
    passed: int = 0
    critical: int = 0

    @property
    def sure(self) -> Interval | None:
        """The interval of the mean score as it is shown: without what no score can be."""
        interval = self.scores.interval
        return None if interval is None else interval.within(0, _MOST)

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.scores + other.scores, self.passed + other.passed, self.critical + other.critical)


@dataclass(frozen=True, slots=True)
class Deviation:
    """A rule with its share violated of the conversations in which it could be judged.

    Attributes:
        change: against the time before.
    """

    rule: str
    name: str
    rate: Share
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One agent, team, book or week.

    Attributes:
        key: an agent's code, a book's id; `name` what people call it; `team` where it has one.
        change: of the mean, against the time before; `trend` a week.
        worst: what goes wrong most.
        rank: by the mean, from 1; None where there are too few conversations for one, or nothing is ranked.
        level: the difference to the one before may be chance: both intervals overlap.
    """

    key: str
    name: str
    team: str
    sums: Sums
    change: Change | None = None
    trend: Change | None = None
    worst: tuple[Deviation, ...] = ()
    few: bool = False
    rank: int | None = None
    level: bool = False

    @property
    def passed(self) -> Share:
        """The share that passed."""
        return Share(self.sums.passed, self.sums.scores.count)


def ranked(standings: Iterable[Standing], sample: int) -> list[Standing]:
    """The best mean first, then those with fewer than `sample` conversations, which have no rank.

    Equal means share a rank. Who is nobody's (an empty key) is not ranked.
    """
    marked = [replace(standing, few=standing.sums.scores.count < sample) for standing in standings]
    able = sorted((s for s in marked if s.key and not s.few), key=lambda s: (-_mean(s), s.key))
    rest = sorted((s for s in marked if not s.key or s.few), key=lambda s: (not s.key, -_mean(s), s.key))
    figures = [(_mean(standing), standing.sums.scores.interval) for standing in able]
    placed = [
        replace(standing, rank=rank, level=level)
        for standing, (rank, level) in zip(able, places(figures), strict=True)
    ]
    return [*placed, *rest]


def worst(rates: Mapping[str, Share], count: int = WORST) -> list[str]:
    """The rules that go wrong most: by the lower end of the interval, so that one of one is not above fifty of ninety."""
    broken = sorted(
        ((rate.count / rate.total, rule) for rule, rate in rates.items() if rate.count), reverse=True
    )
    found: list[tuple[float, str]] = []
    for rate, rule in broken:
        # No lower end is above the rate itself: what comes now can no longer be among the worst.
        if len(found) >= count and rate < -found[count - 1][0]:
            break
        insort(found, (-least(rates[rule]), rule))
    return [rule for _, rule in found[:count]]


def least(rate: Share) -> float:
    """The lower end of a share's interval; 0 of nothing."""
    return rate.interval.low if rate.interval is not None else 0.0


def _mean(standing: Standing) -> float:
    return standing.sums.scores.value or 0.0
