"""Standings and rates as tables, for the terminal and for files."""

from collections.abc import Iterator, Sequence

from bot.report.grid import Cell, Column, Grid
from bot.statistics.interval import Interval, Share
from bot.statistics.rate import Rate
from bot.statistics.standing import WORST, Deviation, Standing
from bot.statistics.trend import Change

FEW, LEVEL = "样本不足", "名次差别不显著"

#: What each kind of row is called.
NAMES = {"agent": "坐席", "team": "班组", "book": "话术", "week": "周", "rule": "规则", "scene": "场景"}

_MEAN_NOTE = "区间是 95% 置信区间；“比上期”和“趋势”只有区间不含 0 才说明显上升或下降。"
_RANK_NOTE = f"“{LEVEL}”：和上一名的区间有重叠，先后可能只是碰巧。"


def standings_grid(by: str, span: str, rows: Sequence[Standing], sample: int) -> Grid:
    """Agents, teams, books or weeks."""
    worst = [column for place in range(1, WORST + 1) for column in _deviation_columns(place)]
    columns = (
        Column("名次", "count"),
        Column(NAMES[by], width=14),
        Column("名称", width=14),
        Column("班组", width=12),
        Column("会话", "count"),
        Column("平均分", "number"),
        Column("区间", shown="terminal"),
        Column("平均分下限", "number", "file"),
        Column("平均分上限", "number", "file"),
        Column("标准差", "number"),
        *_change_columns("比上期"),
        Column("合格率", "share"),
        Column("合格率区间", shown="terminal"),
        Column("合格率下限", "share", "file"),
        Column("合格率上限", "share", "file"),
        Column("一票否决", "count"),
        *_change_columns("每周趋势"),
        Column("最常违反", shown="terminal"),
        *worst,
        Column("备注", width=20),
    )
    notes = [_MEAN_NOTE]
    if by != "week":
        notes += [_RANK_NOTE, f"会话少于 {sample} 个的标“{FEW}”，不排名次。"]
    return Grid(f"{NAMES[by]} {span}", columns, [list(_standing(row)) for row in rows], tuple(notes))


def rates_grid(by: str, span: str, rows: Sequence[Rate], sample: int) -> Grid:
    """Rules or scenes."""
    columns = (
        Column("名次", "count"),
        Column(NAMES[by], width=14),
        Column("名称", width=28),
        Column("所属场景", width=20) if by == "rule" else Column("规则数", "count"),
        Column("判断", "count"),
        Column("违反", "count"),
        Column("违反率", "share"),
        Column("区间", shown="terminal"),
        Column("违反率下限", "share", "file"),
        Column("违反率上限", "share", "file"),
        *_change_columns("比上期", "share"),
        *_change_columns("每周趋势", "share"),
        Column("扣分", "count"),
        Column("复核属实", "count"),
        Column("复核驳回", "count"),
        Column("查准率", "share"),
        Column("备注", width=20),
    )
    notes = (
        "违反率：在判断得了的会话里，违反的占多少（通用的规则每通都判）。",
        _MEAN_NOTE,
        _RANK_NOTE,
        f"判断少于 {sample} 次的标“{FEW}”，不排名次。",
    )
    return Grid(f"{NAMES[by]} {span}", columns, [list(_rate(by, row)) for row in rows], notes)


def remark(few: bool, level: bool) -> str:
    """What is to be known of a rank."""
    return FEW if few else LEVEL if level else ""


def deviation_text(deviation: Deviation) -> str:
    """O01 开头不合规范 12.0%（9.8–14.6%）明显上升."""
    share, interval = deviation.rate.value, deviation.rate.interval
    word = deviation.change.word if deviation.change and deviation.change.word.startswith("明显") else ""
    return f"{deviation.rule} {deviation.name} {share or 0:.1%}（{between(interval, '%')}）{word}"


def between(interval: Interval | None, unit: str = "") -> str:
    """87.1–89.3, or 9.8–14.6%; empty where there is none."""
    if interval is None:
        return ""
    scale = 100 if unit == "%" else 1
    return f"{interval.low * scale:.1f}–{interval.high * scale:.1f}{unit}"


def _standing(row: Standing) -> Iterator[Cell]:
    scores, passed = row.sums.scores, row.passed
    yield row.rank
    yield row.key or "未知"
    yield row.name if row.name != row.key else ""
    yield row.team
    yield scores.count
    yield _rounded(scores.value)
    yield between(scores.interval)
    yield from _ends(scores.interval)
    yield _rounded(scores.deviation)
    yield from _change(row.change)
    yield from _share(passed)
    yield row.sums.critical
    yield from _change(row.trend)
    yield "；".join(map(deviation_text, row.worst))
    for place in range(WORST):
        yield from _deviation(row.worst[place] if place < len(row.worst) else None)
    yield remark(row.few, row.level)


def _rate(by: str, row: Rate) -> Iterator[Cell]:
    judged = row.judged
    yield row.rank
    yield row.key or "通用"
    yield row.name if row.name != row.key else ""
    yield "、".join(row.scenes) if by == "rule" else row.rules
    yield judged.rate.total
    yield judged.violated
    yield from _share(judged.rate)
    yield from _change(row.change, 4)
    yield from _change(row.trend, 5)
    yield judged.points
    yield judged.confirmed
    yield judged.dismissed
    yield _rounded(row.right.value, 4)
    yield remark(row.few, row.level)


def _change_columns(name: str, kind: str = "number") -> tuple[Column, ...]:
    made = "share" if kind == "share" else "number"
    return (
        Column(name, made),  # type: ignore[arg-type]
        Column(f"{name}结论", width=12),
    )


def _deviation_columns(place: int) -> tuple[Column, ...]:
    return (
        Column(f"偏差{place}", "text", "file", 24),
        Column(f"偏差{place}违反率", "share", "file"),
        Column(f"偏差{place}下限", "share", "file"),
        Column(f"偏差{place}上限", "share", "file"),
        Column(f"偏差{place}比上期", "share", "file"),
    )


def _change(change: Change | None, digits: int = 2) -> tuple[Cell, Cell]:
    return (None, "") if change is None else (_rounded(change.value, digits), change.word)


def _share(share: Share) -> Iterator[Cell]:
    yield _rounded(share.value, 4)
    yield between(share.interval, "%")
    yield from _ends(share.interval, 4)


def _deviation(deviation: Deviation | None) -> Iterator[Cell]:
    if deviation is None:
        yield from ("", None, None, None, None)
        return
    yield f"{deviation.rule} {deviation.name}"
    yield _rounded(deviation.rate.value, 4)
    yield from _ends(deviation.rate.interval, 4)
    yield _rounded(deviation.change.value, 4) if deviation.change else None


def _ends(interval: Interval | None, digits: int = 2) -> tuple[Cell, Cell]:
    return (None, None) if interval is None else (round(interval.low, digits), round(interval.high, digits))


def _rounded(value: float | None, digits: int = 2) -> float | None:
    return None if value is None else round(value, digits)
