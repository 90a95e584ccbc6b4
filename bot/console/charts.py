"""Charts of weeks for ECharts: a line with the band that its figures are sure within.

Weeks without figures are gaps. Weeks of too few conversations are faint, hollow points: they say little.
"""

from collections.abc import Sequence
from typing import Any

from bot.statistics.interval import Interval, Share
from bot.statistics.standing import Standing

_INK, _BAND, _PASSED = "#1b7a55", "rgba(27,122,85,.18)", "#c97a00"

#: A point of too few conversations.
_FAINT = {"symbol": "emptyCircle", "itemStyle": {"opacity": 0.35}}


def score_chart(weeks: Sequence[str], standings: Sequence[Standing], sample: int) -> dict[str, Any]:
    """Mean score with its interval, and the pass rate beside it, of each week.

    Args:
        standings: of those weeks that have conversations.
        sample: weeks of fewer conversations are faint.
    """
    known = {standing.key: standing for standing in standings}
    rows = [known.get(week) for week in weeks]
    faint = [row is not None and row.sums.scores.count < sample for row in rows]
    means = [_rounded(row.sums.scores.value) if row else None for row in rows]
    shares = [_percent(row.passed, 1) if row else None for row in rows]
    bands = [row.sums.sure if row else None for row in rows]
    few = f"空心点：会话不到 {sample} 通" if any(faint) else ""
    return _frame("平均分和合格率", few, weeks, ["平均分", "合格率 %"]) | {
        "yAxis": [
            {"type": "value", "name": "分", "scale": True, "max": 100},
            {"type": "value", "name": "合格率 %", "min": 0, "max": 100, "splitLine": {"show": False}},
        ],
        "series": [
            *_band(bands),
            _line("平均分", means, faint, _INK),
            _line("合格率 %", shares, faint, _PASSED) | {"yAxisIndex": 1, "lineStyle": {"type": "dashed"}},
        ],
    }


def rate_chart(name: str, weeks: Sequence[tuple[str, Share]], sample: int) -> dict[str, Any]:
    """A rule's share violated with its interval, in per cent; weeks in which it was judged less often are faint."""
    faint = [0 < share.total < sample for _, share in weeks]
    few = f"空心点：判断不到 {sample} 次" if any(faint) else ""
    return _frame(name, few, [week for week, _ in weeks], ["违反率 %"]) | {
        "yAxis": [{"type": "value", "name": "违反率 %", "min": 0}],
        "series": [
            *_band([share.interval for _, share in weeks], 100),
            _line("违反率 %", [_percent(share, 2) for _, share in weeks], faint, _INK),
        ],
    }


def _frame(title: str, under: str, weeks: Sequence[str], names: list[str]) -> dict[str, Any]:
    return {
        "title": {"text": title, "subtext": under, "left": 0, "itemGap": 4, "textStyle": {"fontSize": 14}},
        "tooltip": {"trigger": "axis"},
        "legend": {"data": names, "top": 0, "right": 0},
        "grid": {"left": 45, "right": 45, "top": 90, "bottom": 30},
        "xAxis": {"type": "category", "data": list(weeks)},
    }


def _line(name: str, values: Sequence[float | None], faint: Sequence[bool], colour: str) -> dict[str, Any]:
    data = [{"value": value} | _FAINT if few else value for value, few in zip(values, faint, strict=True)]
    shown = {"symbol": "circle", "symbolSize": 6, "connectNulls": False}
    return {"name": name, "type": "line", "data": data, "color": colour} | shown


def _band(intervals: Sequence[Interval | None], scale: int = 1) -> list[dict[str, Any]]:
    """Two stacked areas, the lower of which is not seen."""
    low = [None if one is None else round(one.low * scale, 2) for one in intervals]
    wide = [None if one is None else round((one.high - one.low) * scale, 2) for one in intervals]
    unseen = {"type": "line", "stack": "band", "symbol": "none", "lineStyle": {"opacity": 0}, "silent": True}
    hidden = {"tooltip": {"show": False}}
    return [
        unseen | hidden | {"name": "下限", "data": low},
        unseen | hidden | {"name": "区间", "data": wide, "areaStyle": {"color": _BAND}},
    ]


def _percent(share: Share, digits: int) -> float | None:
    return None if share.value is None else round(share.value * 100, digits)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
