"""How often rules are broken: a rule, or the rules of a scene together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.statistics.agreement import precision
from bot.statistics.interval import Share
from bot.statistics.rank import places
from bot.statistics.standing import least
from bot.statistics.trend import Change


@dataclass(frozen=True, slots=True)
class Judged:
    """How often it was met and violated, as the machine sees it, and what people made of its findings."""

    met: int = 0
    violated: int = 0
    confirmed: int = 0
    dismissed: int = 0
    points: int = 0

    def __add__(self, other: "Judged") -> "Judged":
        return Judged(
            self.met + other.met,
            self.violated + other.violated,
            self.confirmed + other.confirmed,
            self.dismissed + other.dismissed,
            self.points + other.points,
        )

    @property
    def rate(self) -> Share:
        """The share violated, of the conversations in which it could be judged."""
        return Share(self.violated, self.met + self.violated)


@dataclass(frozen=True, slots=True)
class Rate:
    """A rule or a scene.

    Attributes:
        scenes: the names of the scenes that a rule belongs to; of a scene none.
        rules: how many rules a scene has figures of.
        change: of the rate, against the time before; `trend` a week.
        rank: by the rate, the highest is 1; None where it was judged too seldom.
        level: the difference to the one before may be chance.
    """

    key: str
    name: str
    judged: Judged
    scenes: tuple[str, ...] = ()
    rules: int = 1
    change: Change | None = None
    trend: Change | None = None
    few: bool = False
    rank: int | None = None
    level: bool = False

    @property
    def right(self) -> Share:
        """Of the findings that people have decided on, the share that they confirmed."""
        return precision(self.judged.confirmed, self.judged.dismissed)


def by_rate(rates: Iterable[Rate], sample: int) -> list[Rate]:
    """The highest rate first, then those judged fewer than `sample` times, which have no rank."""
    marked = [replace(rate, few=rate.judged.rate.total < sample) for rate in rates]
    able = sorted((r for r in marked if not r.few), key=lambda r: (-(r.judged.rate.value or 0.0), r.key))
    rest = sorted((r for r in marked if r.few), key=lambda r: (-least(r.judged.rate), r.key))
    figures = [(rate.judged.rate.value or 0.0, rate.judged.rate.interval) for rate in able]
    placed = [
        replace(rate, rank=rank, level=level)
        for rate, (rank, level) in zip(able, places(figures), strict=True)
    ]
    return [*placed, *rest]
