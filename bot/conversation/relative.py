"""Times of day and dates of turns, counted from the first turn instead."""

from typing import Any

#: No conversation begins an hour after its beginning: from here on a time is a time of day.
_HOUR = 3600.0
_DAY = 86400.0


def relative(turns: list[dict[str, Any]]) -> None:
    """Count `start` and `end` of `turns` from the first start, when they are times of day or dates.

    A time of day after midnight belongs to the next day.
    """
    first = next((t["start"] for t in turns if isinstance(t.get("start"), int | float)), 0.0)
    if first < _HOUR:
        return
    last = first
    for turn in turns:
        for name in ("start", "end"):
            value = turn.get(name)
            if isinstance(value, int | float):
                if first < _DAY and last - value > _DAY / 2:
                    value += _DAY
                last = max(last, value)
                turn[name] = round(value - first, 6)
