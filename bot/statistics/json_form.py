"""Standings and rates as plain values."""

from typing import Any

from bot.statistics.grids import remark
from bot.statistics.interval import Interval, Share
from bot.statistics.rate import Rate
from bot.statistics.standing import Deviation, Standing
from bot.statistics.trend import Change


def standing_as_json(row: Standing) -> dict[str, Any]:
    """An agent, team, book or week; what cannot be told is None."""
    scores = row.sums.scores
    return {
        "key": row.key,
        "name": row.name,
        "team": row.team,
        "conversations": scores.count,
        "mean": scores.value,
        "interval": _interval(row.sums.sure),
        "deviation": scores.deviation,
        "passed": _share(row.passed),
        "critical": row.sums.critical,
        "change": _change(row.change),
        "trend": _change(row.trend),
        "worst": [_deviation(deviation) for deviation in row.worst],
        **_rank(row),
    }


def rate_as_json(row: Rate) -> dict[str, Any]:
    """A rule or a scene."""
    judged = row.judged
    return {
        "key": row.key,
        "name": row.name,
        "scenes": list(row.scenes),
        "rules": row.rules,
        "met": judged.met,
        "violated": judged.violated,
        "rate": _share(judged.rate),
        "points": judged.points,
        "confirmed": judged.confirmed,
        "dismissed": judged.dismissed,
        "precision": _share(row.right),
        "change": _change(row.change),
        "trend": _change(row.trend),
        **_rank(row),
    }


def _rank(row: Standing | Rate) -> dict[str, Any]:
    return {"rank": row.rank, "few": row.few, "note": remark(row.few, row.level)}


def _deviation(deviation: Deviation) -> dict[str, Any]:
    return {
        "rule": deviation.rule,
        "name": deviation.name,
        "rate": _share(deviation.rate),
        "change": _change(deviation.change),
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "count": share.count,
        "total": share.total,
        "value": share.value,
        "interval": _interval(share.interval),
    }


def _change(change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    return {"value": change.value, "interval": _interval(change.interval), "word": change.word}


def _interval(interval: Interval | None) -> list[float] | None:
    return None if interval is None else [interval.low, interval.high]
