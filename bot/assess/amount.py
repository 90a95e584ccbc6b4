"""How many points or yuan an item is worth: fixed, or for a person to set."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import PlainValidator

from bot.errors import Refused

#: What stands in a file where the person who books it sets the sum, without bounds.
FREE = "自定"

#: The most that is booked where the file sets no bound. Whoever writes more has typed a nought too many.
DEAREST = 100_000

_RANGE = re.compile(r"(\d+)\s*[-－～~]\s*(\d+)")


@dataclass(frozen=True)
class Amount:
    """Between `low` and `high`, or one of the named `choices`.

    Attributes:
        high: None where there is no upper bound.
        choices: names and sums of which one is taken; empty where anything between the bounds will do.
    """

    low: int
    high: int | None
    choices: tuple[tuple[str, int], ...] = ()

    @property
    def fixed(self) -> int | None:
        """The one sum, where there is nothing to set."""
        return self.low if self.low == self.high else None

    def __str__(self) -> str:
        if self.choices:
            return "、".join(f"{name}{sum_}" for name, sum_ in self.choices)
        if self.fixed is not None:
            return str(self.low)
        return FREE if self.high is None else f"{self.low}～{self.high}"

    def taken(self, given: int | None, unit: str) -> int:
        """The sum to book when a person gives `given` (None: nothing).

        Args:
            unit: 分 or 元, for the message.

        Raises:
            Refused: a sum is needed, or this one is not allowed.
        """
        if given is None:
            if self.fixed is None:
                open_ = self.high is None and not self.choices
                raise Refused(f"请写明多少{unit}。" if open_ else f"请写明多少{unit}：{self}。")
            return self.fixed
        if self.high is None and given > DEAREST:
            raise Refused(f"{given}{unit}太多了，最多 {DEAREST}{unit}。请检查多打了几个 0。")
        allowed = [sum_ for _, sum_ in self.choices]
        if allowed and given not in allowed:
            raise Refused(f"{given}{unit}不在可选的数里：{self}。")
        if given < self.low or (self.high is not None and given > self.high):
            within = f"只能是 {self}" if self.high is not None else f"至少 {self.low}"
            raise Refused(f"{given}{unit}不行，{within}{unit}。")
        return given


def _points(written: object) -> Amount:
    if written == FREE or isinstance(written, Mapping):
        raise ValueError(f"分数写一个数，或写 2-5 由登记的人定，现在是 {written!r}")
    return _amount(written)


def _amount(written: object) -> Amount:
    if isinstance(written, int) and not isinstance(written, bool):
        if written < 0:
            raise ValueError(f"一律写正数，加还是减看 kind，现在是 {written}")
        return Amount(written, written)
    if isinstance(written, str) and written.strip() == FREE:
        return Amount(0, None)
    if isinstance(written, str) and (found := _RANGE.fullmatch(written.strip())):
        low, high = int(found[1]), int(found[2])
        if low >= high:
            raise ValueError(f"“{written}”要从小写到大，例如 2-5")
        return Amount(low, high)
    if isinstance(written, Mapping) and written and all(type(v) is int and v >= 0 for v in written.values()):
        sums = tuple((str(name), int(sum_)) for name, sum_ in written.items())
        return Amount(min(s for _, s in sums), max(s for _, s in sums), sums)
    raise ValueError(f"写一个数、100-500、{FREE}，或几个带名字的数（第一名: 150），现在是 {written!r}")


Points = Annotated[Amount, PlainValidator(_points)]
Yuan = Annotated[Amount, PlainValidator(_amount)]
