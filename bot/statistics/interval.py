"""How sure a figure is: intervals (95 %) of shares and of means, from counts and sums alone."""

import math
from dataclasses import dataclass

#: So many standard deviations of a normal distribution hold 95 of 100 values around the mean.
NORMAL = 1.959963984540054

#: The same of Student's distribution, for 1 to 9 degrees of freedom; beyond, a series serves.
_FEW = (12.70620, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157)


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true value lies, both ends included."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    def within(self, low: float, high: float) -> "Interval":
        """As much of it as lies on a scale."""
        return Interval(max(low, self.low), min(high, self.high))

    def overlaps(self, other: "Interval") -> bool:
        """Whether some value lies in both."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Share:
    """`count` of `total`: 0 ≤ count ≤ total."""

    count: int
    total: int

    @property
    def value(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.count / self.total if self.total else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's interval; None of nothing."""
        return wilson(self.count, self.total)


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean of `count` values, kept as their sum and the sum of their squares."""

    count: int
    total: float
    squares: float

    @property
    def value(self) -> float | None:
        """The mean; None of nothing."""
        return self.total / self.count if self.count else None

    @property
    def variance(self) -> float | None:
        """Of the sample (n - 1); None of fewer than two values. Rounding never makes it negative."""
        if self.count < 2:
            return None
        return max(0.0, self.squares - self.total * self.total / self.count) / (self.count - 1)

    @property
    def deviation(self) -> float | None:
        """Standard deviation of the sample; None of fewer than two values."""
        variance = self.variance
        return None if variance is None else math.sqrt(variance)

    @property
    def interval(self) -> Interval | None:
        """Student's interval of the mean; None of fewer than two values.

        Values that are all the same make an interval of one point: what the sample says, not that nothing may change.
        """
        deviation = self.deviation
        if deviation is None:
            return None
        reach = student(self.count - 1) * deviation / math.sqrt(self.count)
        mean = self.total / self.count
        return Interval(mean - reach, mean + reach)

    def __add__(self, other: "Mean") -> "Mean":
        return Mean(self.count + other.count, self.total + other.total, self.squares + other.squares)


def wilson(count: int, total: int) -> Interval | None:
    """Wilson's score interval of a share: within 0 and 1, and of use near both ends and in small samples.

    None where `total` is 0.
    """
    if not total:
        return None
    share = count / total
    centre = share + NORMAL * NORMAL / (2 * total)
    reach = NORMAL * math.sqrt(share * (1 - share) / total + NORMAL * NORMAL / (4 * total * total))
    scale = 1 + NORMAL * NORMAL / total
    # The ends of none and of all are exact, whatever rounding makes of them.
    low = 0.0 if count == 0 else (centre - reach) / scale
    high = 1.0 if count == total else (centre + reach) / scale
    return Interval(low, high)


def student(freedom: float) -> float:
    """How many standard errors hold 95 of 100 means around the true one, with so many (≥ 1) degrees of freedom.

    Between two whole numbers the lower counts: the wider interval.
    """
    whole = int(freedom)
    if whole <= len(_FEW):
        return _FEW[whole - 1]
    z = NORMAL
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
    )
    return z + sum(term / float(whole) ** power for power, term in enumerate(terms, 1))
