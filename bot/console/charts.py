"""Charts of weeks for ECharts: a line with the band that its figures are sure within."""

from collections.abc import Sequence
from typing import Any

from bot.statistics.interval import Interval, Share
from bot.statistics.standing import Standing

_INK, _BAND, _PASSED = "#1b7a55", "rgba(27,122,85,.18)", "#c97a00"


def score_chart(weeks: Sequence[Standing]) -> dict[str, Any]:
    """Mean score with its interval, and the pass rate beside it."""
    names = [week.key for week in weeks]
    means = [_rounded(week.sums.scores.value) for week in weeks]
    shares = [None if (value := week.passed.value) is None else round(value * 100, 1) for week in weeks]
    return _frame("平均分和合格率", names, ["平均分", "合格率 %"]) | {
        "yAxis": [
            {"type": "value", "name": "分", "scale": True},
            {"type": "value", "name": "合格率 %", "min": 0, "max": 100, "splitLine": {"show": False}},
        ],
        "series": [
            *_band([week.sums.scores.interval for week in weeks]),
            _line("平均分", means, _INK),
            _line("合格率 %", shares, _PASSED) | {"yAxisIndex": 1, "lineStyle": {"type": "dashed"}},
        ],
    }


def rate_chart(name: str, weeks: Sequence[tuple[str, Share]]) -> dict[str, Any]:
    """A rule's share violated with its interval, in per cent."""
    shares = [None if (value := share.value) is None else round(value * 100, 2) for _, share in weeks]
    return _frame(name, [week for week, _ in weeks], ["违反率 %"]) | {
        "yAxis": [{"type": "value", "name": "违反率 %", "min": 0}],
        "series": [
            *_band([share.interval for _, share in weeks], 100),
            _line("违反率 %", shares, _INK),
        ],
    }


def _frame(title: str, weeks: list[str], names: list[str]) -> dict[str, Any]:
    return {
        "title": {"text": title, "left": 0, "textStyle": {"fontSize": 14}},
        "tooltip": {"trigger": "axis"},
        "legend": {"data": names, "top": 0, "right": 0},
        "grid": {"left": 45, "right": 45, "top": 75, "bottom": 30},
        "xAxis": {"type": "category", "data": weeks},
    }


def _line(name: str, values: list[float | None], colour: str) -> dict[str, Any]:
    return {"name": name, "type": "line", "data": values, "color": colour, "symbolSize": 6}


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


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
