"""The desk's month as a table: a row an agent."""

from collections.abc import Iterator, Sequence

from bot.assess.month import Month
from bot.records.sheets import Sheet
from bot.report.grid import Cell, Column, Grid

_COLUMNS = (
    Column("编号"),
    Column("姓名", width=12),
    Column("班组", width=12),
    Column("考核分", "count"),
    Column("等级"),
    Column("名次", "count"),
    Column("加分", "count"),
    Column("扣分", "count"),
    Column("追加", "count"),
    Column("培训专员", "count"),
    Column("绩效工资（元）", "count", width=14),
    Column("罚款奖励（元）", "count", width=14),
    Column("质检会话", "count"),
    Column("待确认", "count"),
    Column("提醒", width=60),
)


def board(month: Month, sheets: Sequence[Sheet]) -> Grid:
    """The table, the best first, those without a rank after them."""
    rows = [_row(sheet) for sheet in ordered(sheets)]
    return Grid(f"{month} 月度考核", _COLUMNS, rows)


def ordered(sheets: Sequence[Sheet]) -> list[Sheet]:
    """By rank, then by code."""
    return sorted(sheets, key=lambda one: (one.rank or len(sheets) + 1, str(one.agent.code)))


def board_lines(month: Month, sheets: Sequence[Sheet]) -> Iterator[str]:
    """The table on the terminal."""
    for one in ordered(sheets):
        its = one.assessment
        pay = pay_told(its.pay) + ("（没登记入职日期）" if one.agent.joined_on is None else "")
        money = f"，罚款奖励 {one.yuan:+d} 元" if one.yuan else ""
        yield f"{one.agent.shown}\t{its.score} 分\t{its.grade or '—'}\t{pay}{money}\t{one.remark}"
        for flag in its.flags:
            yield f"    提醒：{flag}"
        if one.changed:
            yield "    结算以后有变动，请再结算一次。"
    yield f"{month.chinese}，共 {len(sheets)} 位坐席。" if sheets else f"{month.chinese}没有在岗的坐席。"


def pay_told(pay: int | None) -> str:
    """What becomes of the month's pay, in yuan; None where it does not move yet."""
    if pay is None:
        return "工资不浮动"
    return f"工资 {pay:+d} 元" if pay else "工资不变"


def _row(one: Sheet) -> list[Cell]:
    its = one.assessment
    return [
        str(one.agent.code),
        str(one.agent.name),
        one.team,
        its.score,
        its.grade,
        one.rank or "样本不足",
        its.bonus,
        its.deduction,
        its.extra,
        its.trainer,
        "" if its.pay is None else its.pay,
        one.yuan,
        one.conversations,
        one.proposed,
        " ".join([*its.flags, *(["结算以后有变动"] if one.changed else [])]),
    ]
