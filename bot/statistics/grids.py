"""Standings and rates as tables, for the terminal and for files."""

from collections.abc import Iterator, Sequence
from typing import Literal

from bot.report.grid import Cell, Column, Grid
from bot.statistics.figures import between, change_text, deviation_text
from bot.statistics.interval import Interval, Share
from bot.statistics.rate import Rate
from bot.statistics.standing import WORST, Deviation, Standing
from bot.statistics.trend import Change

FEW, LEVEL = "样本不足", "名次差别不显著"

#: What each kind of row is called.
NAMES = {"agent": "坐席", "team": "班组", "book": "话术", "week": "周", "rule": "规则", "scene": "场景"}

#: What the findings of a rule would cost; the ledger has what people have confirmed.
_COSTS = "发现应扣分"

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
        notes += [_RANK_NOTE, f"会话少于 {sample} 通的标“{FEW}”，不排名次。"]
    if by in ("agent", "team"):
        notes.append(
            "“最常违反”：括号里是判断了多少次、违反多少次（违反/判断）。选一个月或一周，看的就是它；选一段时间，看的是最后那个月。"
        )
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
        Column(_COSTS, "count"),
        Column("复核属实", "count"),
        Column("复核驳回", "count"),
        Column("查准率", "share"),
        Column("备注", width=20),
    )
    notes = (
        f"“{_COSTS}”：系统发现的都成立的话一共要扣的分，驳回的已经去掉；记进台账的只有复核属实的。",
        "违反率：在判断得了的会话里，违反的占多少（通用的规则每通都判）。",
        _MEAN_NOTE,
        _RANK_NOTE,
        f"判断少于 {sample} 次的标“{FEW}”，不排名次。",
    )
    return Grid(f"{NAMES[by]} {span}", columns, [list(_rate(by, row)) for row in rows], notes)


def remark(few: bool, level: bool) -> str:
    """What is to be known of a rank."""
    return FEW if few else LEVEL if level else ""


def _standing(row: Standing) -> Iterator[Cell]:
    scores, passed = row.sums.scores, row.passed
    yield row.rank
    yield row.key or "未知"
    yield row.name if row.name != row.key else ""
    yield row.team
    yield scores.count
    yield scores.value
    yield between(row.sums.sure)
    yield from _ends(row.sums.sure)
    yield scores.deviation
    yield change_text(row.change)
    yield from _change(row.change)
    yield from _share(passed)
    yield row.sums.critical
    yield change_text(row.trend)
    yield from _change(row.trend)
    yield "、".join(map(deviation_text, row.worst))
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
    yield change_text(row.change, share=True)
    yield from _change(row.change)
    yield change_text(row.trend, share=True)
    yield from _change(row.trend)
    yield judged.points
    yield judged.confirmed
    yield judged.dismissed
    yield row.right.value
    yield remark(row.few, row.level)


def _change_columns(name: str, kind: Literal["number", "share"] = "number") -> tuple[Column, ...]:
    return (
        Column(name, shown="terminal"),
        Column(name, kind, "file"),
        Column(f"{name}结论", "text", "file", 12),
    )


def _deviation_columns(place: int) -> tuple[Column, ...]:
    return (
        Column(f"偏差{place}", "text", "file", 24),
        Column(f"偏差{place}判断", "count", "file"),
        Column(f"偏差{place}违反率", "share", "file"),
        Column(f"偏差{place}下限", "share", "file"),
        Column(f"偏差{place}上限", "share", "file"),
        Column(f"偏差{place}比上期", "share", "file"),
    )


def _change(change: Change | None) -> tuple[Cell, Cell]:
    return (None, "") if change is None else (change.value, change.word)


def _share(share: Share) -> Iterator[Cell]:
    yield share.value
    yield between(share.interval, "%")
    yield from _ends(share.interval)


def _deviation(deviation: Deviation | None) -> Iterator[Cell]:
    if deviation is None:
        yield from ("", None, None, None, None, None)
        return
    yield f"{deviation.rule} {deviation.name}"
    yield deviation.rate.total
    yield deviation.rate.value
    yield from _ends(deviation.rate.interval)
    yield deviation.change.value if deviation.change else None


def _ends(interval: Interval | None) -> tuple[Cell, Cell]:
    return (None, None) if interval is None else (interval.low, interval.high)
