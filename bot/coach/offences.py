"""What several offences of the assessment cost together: 两次迟到, 轻度四条 (G.3.1–G.3.3). The numbers stand in scripts/ledger."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.coach.sum import Sum
from bot.language.numbers import spoken_digits
from bot.language.times import times

if TYPE_CHECKING:
    from bot.assess.marking import Extra

#: The clause that adds points for several.
EXTRA = "G.3.3#追加扣分"

_CLAUSES = "G.3"
_DEGREES = {"轻": "light", "中": "medium"}
_COUNT = r"(\d{1,2}|[一二两三四五六七八九十]{1,3})\s*(?:[条次项起件回]|个(?!月))"
_COUNTED = re.compile(
    rf"{_COUNT}的?([轻中])度|([轻中])度(?:违规|违反|的)*(?:了|有|满|够|犯|达到|凑够)*{_COUNT}"
)


def offences(text: str, keys: Sequence[str]) -> Sum | None:
    """The points that the offences of a question (half-width) cost; None where it does not count them.

    Args:
        keys: of the clauses found, the likeliest first.
    """
    if not any(key.startswith(_CLAUSES) for key in keys):
        return None
    counted = {_DEGREES[a[1] or a[2]]: int(spoken_digits(a[0] or a[3])) for a in _COUNTED.findall(text)}
    return _by_degree(counted) if counted else _of_one_kind(text, keys[0])


def _by_degree(counted: dict[str, int]) -> Sum:
    from bot.assess.item import KIND_NAMES
    from bot.assess.scheme import schemes

    extra = schemes().marking.extra
    said, low, high = [], 0, 0
    for kind, count in counted.items():
        points = [item.points for item in schemes().items.values() if item.kind == kind and item.points]
        least, most = min(p.low for p in points), max(p.high or p.low for p in points)
        low, high = low + count * least, high + count * most
        name = KIND_NAMES[kind]
        said.append(
            f"{name}{count}条，每条{_span(least, most)}分，合计{_span(count * least, count * most)}分"
        )
    reached = any(count >= _enough(extra, kind) for kind, count in counted.items())
    return _told(said, low, high, extra, several=reached)


def _of_one_kind(text: str, key: str) -> Sum | None:
    from bot.assess.item import DEDUCTIONS
    from bot.assess.scheme import schemes

    count, item = times(text), schemes().items.get(key)
    if count is None or item is None or item.kind not in DEDUCTIONS or item.points is None:
        return None
    extra, points = schemes().marking.extra, item.points
    low, high = count * points.low, count * (points.high or points.low)
    reached = (
        item.kind in _DEGREES.values() and extra.count == "entries" and count >= _enough(extra, item.kind)
    )
    said = [f"{item.name}每次{points}分，{count}次合计{_span(low, high)}分"]
    return (
        _told(said, low, high, extra, several=reached) if reached else Sum(f"{said[0]}。", _result(low, high))
    )


def _told(said: list[str], low: int, high: int, extra: "Extra", *, several: bool) -> Sum:
    """The sum, with the extra where there are `several` enough for it, else with what would be enough."""
    rule = f"一个月里中度满{extra.medium}条或轻度满{extra.light}条"
    if several:
        low, high = low + extra.points, high + extra.points
        said.append(f"{rule}，再追加扣{extra.points}分（一个月最多一次），一共扣{_span(low, high)}分")
    else:
        said.append(f"{rule}才追加扣{extra.points}分，这里没有到")
    return Sum("；".join(said) + "。", _result(low, high), rests_on=EXTRA)


def _enough(extra: "Extra", kind: str) -> int:
    return extra.medium if kind == "medium" else extra.light


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}～{high}"


def _result(low: int, high: int) -> float | None:
    return -low if low == high else None
