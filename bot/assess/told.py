"""An assessment in words, a line a step of the sum."""

from collections.abc import Iterable

from bot.assess.assessment import Assessment
from bot.assess.item import KIND_NAMES, MONEY
from bot.assess.mark import Mark


def told(assessment: Assessment) -> list[str]:
    """The sum as agents and supervisors read it."""
    one, marking = assessment, assessment.marking
    counted = [mark for mark in one.marks if mark.counted]
    plain = [mark for mark in counted if mark.kind != "extra"]
    lines = [f"{one.month.chinese}考核", f"基础分：{one.base}分"]
    lines += _part("加分", one.bonus, (m for m in plain if m.points > 0))
    lines += _part("扣分", one.deduction, (m for m in plain if m.points < 0))
    if one.extra:
        lines.append(f"追加扣分：{signed(one.extra)}分（{_why_extra(one)}，G.3.3）")
    lines += _part("培训专员加减", one.trainer, (m for m in counted if m.kind == "extra"))
    if sum(m.points for m in counted if m.kind == "extra") != one.trainer:
        lines.append(f"　一个月最多加或减{marking.trainer}分，按{signed(one.trainer)}分计算")
    free = [mark for mark in plain if not mark.points and mark.kind not in MONEY]
    lines += [f"{KIND_NAMES[mark.kind]}：{_shown(mark)}" for mark in free]
    lines += [f"不计入：{_shown(m)}（{m.why_not or '暂不计分'}）" for m in one.marks if not m.counted]
    steps = "".join(signed(p) for p in (one.bonus, one.deduction, one.extra, one.trainer) if p)
    total = f"{signed(one.total)}" if one.total < 0 else f"{one.total}"
    lines.append(f"合计：{one.base}{steps}＝{total}分" if steps else f"合计：{total}分")
    if one.score != one.total:
        lines.append(f"{'超过满分' if one.score < one.total else '低于0分'}，按{one.score}分计算")
    lines.append(f"考核分：{one.score}分，{f'绩效为{one.grade}' if one.grade else '没有等级'}")
    if one.pay is None:
        lines.append(f"绩效工资：不浮动。{one.pay_note}")
    else:
        lines.append(f"绩效工资：{'；'.join(marking.pay_told(one.score))}")
    lines += [f"{KIND_NAMES[f.item.kind]}：{_shown(f.mark)}：{f.text}" for f in one.fines]
    if len(one.fines) > 1:
        lines.append(f"罚款奖励合计：{signed(sum(f.yuan for f in one.fines))}元")
    return [*lines, *(f"提醒：{flag}" for flag in one.flags)]


def signed(points: int) -> str:
    """A number with its sign, as it stands in a sum."""
    return f"{'－' if points < 0 else '＋'}{abs(points)}" if points else "0"


def _part(name: str, sum_: int, marks: Iterable[Mark]) -> list[str]:
    """A heading with its sum, and what it is made of; nothing where there are no marks."""
    shown = [f"　{_shown(mark)}" for mark in marks]
    return [f"{name}：{signed(sum_)}分", *shown] if shown else []


def _shown(mark: Mark) -> str:
    points = f" {signed(mark.points)}" if mark.points else ""
    reason = f"：{mark.reason}" if mark.reason else ""
    return f"{mark.occurred_on.month}月{mark.occurred_on.day}日 {mark.name}（{mark.item}）{points}{reason}"


def _why_extra(one: Assessment) -> str:
    """How many offences of which kind brought it about."""
    by_item = one.marking.extra.count == "items"
    said = []
    for kind in ("medium", "light"):
        causes = [mark for mark in one.causes if mark.kind == kind]
        if causes:
            number = len({mark.item for mark in causes}) if by_item else len(causes)
            said.append(f"{KIND_NAMES[kind]}{number}条")
    return "、".join(said)
