"""The desk's month as a table: a row an agent."""

from collections.abc import Iterator, Sequence

from bot.assess.month import Month
from bot.records.sheets import Sheet
from bot.report.listing import Listing
from bot.report.sheets import Value

COLUMNS = (
    *(
        "编号",
        "姓名",
        "班组",
        "考核分",
        "等级",
        "名次",
        "加分",
        "扣分",
        "追加",
        "培训专员",
        "绩效工资（元）",
        "罚款奖励（元）",
    ),
    *("质检会话", "待确认", "提醒"),
)


def board(month: Month, sheets: Sequence[Sheet]) -> Listing:
    """The table, the best first, those without a rank after them."""
    return Listing(f"{month} 月度考核", COLUMNS, [_row(sheet) for sheet in ordered(sheets)])


def ordered(sheets: Sequence[Sheet]) -> list[Sheet]:
    """By rank, then by code."""
    return sorted(sheets, key=lambda one: (one.rank or len(sheets) + 1, str(one.agent.code)))


def board_lines(month: Month, sheets: Sequence[Sheet]) -> Iterator[str]:
    """The table on the terminal."""
    for one in ordered(sheets):
        its = one.assessment
        pay = "工资不浮动" if its.pay is None else f"工资 {its.pay:+d} 元"
        money = f"，罚款奖励 {one.yuan:+d} 元" if one.yuan else ""
        yield f"{one.agent.shown}\t{its.score} 分\t{its.grade or '—'}\t{pay}{money}\t{one.remark}"
        for flag in its.flags:
            yield f"    提醒：{flag}"
    yield f"{month.chinese}，共 {len(sheets)} 位坐席。" if sheets else f"{month.chinese}没有在岗的坐席。"


def _row(one: Sheet) -> tuple[Value, ...]:
    its = one.assessment
    return (
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
        " ".join(its.flags),
    )
