"""Figures as they are read in a table: intervals, changes, and what goes wrong most."""

from bot.statistics.interval import Interval
from bot.statistics.standing import Deviation
from bot.statistics.trend import FALLEN, RISEN, Change

_ARROWS = {RISEN: "↑", FALLEN: "↓"}


def deviation_text(deviation: Deviation) -> str:
    """O01 开头不合规范 12.0%（3/25）, with an arrow where it has surely changed."""
    arrow = _ARROWS.get(deviation.change.word, "") if deviation.change else ""
    rate, named = deviation.rate, f"{deviation.rule} {deviation.name}".strip()
    return f"{named} {rate.value or 0:.1%}（{rate.count}/{rate.total}）{arrow}"


def change_text(change: Change | None, *, share: bool = False) -> str:
    """明显上升 +1.9, 看不出变化, 数据太少: by how much only where it is sure that anything has changed."""
    if change is None:
        return ""
    if change.word not in _ARROWS:
        return change.word
    amount = change.value * 100 if share else change.value
    digits = 2 if abs(amount) < 1 else 1
    text = f"{abs(amount):.{digits}f}".rstrip("0").rstrip(".")
    return f"{change.word} {'+' if amount > 0 else '−'}{text}{' 个百分点' if share else ''}"


def between(interval: Interval | None, unit: str = "") -> str:
    """87.1–89.3, or 9.8–14.6%; empty where there is none."""
    if interval is None:
        return ""
    scale = 100 if unit == "%" else 1
    return f"{interval.low * scale:.1f}–{interval.high * scale:.1f}{unit}"
