"""Sums that clauses prescribe, worked out for the numbers of a question.

G.4: the pay for a score. G.3: the grade of one. Their numbers stand in scripts/ledger. L.4.1.3: material requests.
"""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from bot.coach.offences import offences
from bot.coach.service import service
from bot.coach.sum import Sum
from bot.language.aligned import aligned
from bot.language.numbers import Number, numbers

if TYPE_CHECKING:
    from bot.assess.marking import Marking

#: L.4.1.4: the loss rate is set to 7 % for the time being.
LOSS_RATE = 0.07

#: The growth rate of the worked examples in L.4.1.3.
EXAMPLE_GROWTH = 0.15

#: The clause by which pay does not move in the first months of service.
_UNMOVED = "G.4.4#前二个月"

_SCORE = re.compile(r"分(?!钟)")
#: What follows a number that is no score.
_OTHER = re.compile(r"\s*(?:分钟|秒|小时|天|日|号|个|次|条|元|块|岁|人|周|年|月)")
_MATERIAL = re.compile(r"物料|收件|领料|运单|文件袋|申领|领多少|申请多少|报多少|件")


def work_out(question: str, keys: Sequence[str]) -> Sum | None:
    """The sum that the first of the clauses with a formula prescribes, or nothing.

    Args:
        keys: of the clauses found, the likeliest first.
    """
    text = aligned(question)
    if counted := offences(text, keys):
        return counted
    for clause in (key.partition("#")[0] for key in keys):
        for prefix, formula in FORMULAS.items():
            if clause == prefix or clause.startswith(prefix + "."):
                worked = formula(text)
                if worked is not None:
                    return worked
    return None


def pay(text: str) -> Sum | None:
    """G.4: the month's change of pay for a score; in the first months of service there is none, and that is said first."""
    score = _score(text)
    if score is None:
        return None
    marking = _marking()
    counted = marking.counted(score)
    steps = []
    if score > marking.cap:
        steps.append(f"{score:g}分超过满分，按{marking.cap}分计算")
    steps += marking.pay_told(counted)
    below = marking.dismissal.below
    dismissed = f"低于{below}分，公司有权利解除劳动合同。" if counted < below else ""
    told, change, moves = "；".join(steps), marking.pay_of(counted), marking.pay.from_month
    served = service(text)
    if served is None or served.least >= moves:
        return Sum(f"{told}。{dismissed}从{marking.pay.starts}起才浮动工资。", change)
    certain = served.most is not None and served.most < moves
    first = f"{(certain and served.said) or marking.pay.unmoved}只评考核分，不浮动工资（G.4.4）"
    missing = "" if certain else "是入职第几个月（入职当月算第一个月）"
    return Sum(
        f"{first}。从{marking.pay.starts}起才是：{told}。{dismissed}",
        0 if certain else None,
        missing,
        _UNMOVED,
    )


def grade(text: str) -> Sum | None:
    """G.3 等级: the grade of a score. The printed bounds overlap; where each begins stands with the scheme."""
    score = _score(text)
    if score is None:
        return None
    marking = _marking()
    if name := marking.grade_of(score):
        return Sum(f"考核分{score:g}分，绩效为{name}。", score)
    least = min(bound.points for bound in marking.grades.values())
    names = f"{next(iter(marking.grades))}到{list(marking.grades)[-1]}"
    return Sum(f"考核分{score:g}分低于{least}分，不在{names}之内，公司有权解雇。", score)


def material(text: str) -> Sum | None:
    """L.4.1.3: pieces to apply for in a month, a week or half a week."""
    found = numbers(
        re.sub(r"\d+\s*月份?|[一二三四五六七八九十]+月份|本月|下月|上月", lambda m: "#" * len(m[0]), text)
    )
    pieces = [n for n in found if not n.share and n.value >= 50]
    if not pieces or not _MATERIAL.search(text):
        return None
    received = pieces[0].value
    growth, loss = _rates(text, [n for n in found if n.share])
    divisor, period = 1, "下月"
    if re.search(r"半周|半个?星期|半个?礼拜", text):
        divisor, period = 8, "半周"
    elif re.search(r"周|星期|礼拜", text):
        divisor, period = 4, "一周"
    division = f"÷{divisor}" if divisor > 1 else ""
    if growth is not None:
        shown, amount = _request(received, growth, loss, divisor)
        return Sum(f"{period}物料申请数量＝{shown}。", amount)
    flat, _ = _request(received, 0, loss, divisor)
    shown, amount = _request(received, EXAMPLE_GROWTH, loss, divisor)
    return Sum(
        f"公式：{period}物料申请数量＝实际收件量×(1＋预计业务增长率＋物料损耗率){division}。"
        f"问题里没有增长率：按手册例子的{_percent(EXAMPLE_GROWTH)}算，{shown}；不增长，{flat}。",
        amount,
        "下月预计业务增长率（由市场部提供，以经理办公会议公布的为准）",
    )


def _request(received: float, growth: float, loss: float, divisor: int) -> tuple[str, float]:
    """The calculation written out, and its result in pieces."""
    amount = round(received * (1 + growth + loss) / divisor, 6)
    division = f"÷{divisor}" if divisor > 1 else ""
    return f"{received:g}×(1＋{_percent(growth)}＋{_percent(loss)}){division}＝{amount:g}", amount


FORMULAS: dict[str, Callable[[str], Sum | None]] = {
    "G.4": pay,
    "G.3": grade,
    "G.1.5": pay,
    "L.4.1.3": material,
    "L.4.1.4": material,
}


def _marking() -> "Marking":
    """The numbers of the assessment, read when the first sum asks for them."""
    from bot.assess.scheme import schemes

    return schemes().marking


def _score(text: str) -> float | None:
    """The score a question names: a number from 0 to 150 with 分, or standing alone."""
    plausible = [n for n in numbers(text) if not n.share and 0 <= n.value <= 150 and n.value >= 20]
    marked = [n for n in plausible if _SCORE.match(text, n.end)]
    chosen = marked or [n for n in plausible if not _OTHER.match(text, n.end)]
    return chosen[-1].value if chosen else None


def _rates(text: str, shares: list[Number]) -> tuple[float | None, float]:
    """Growth (None if not named) and loss rate, told apart by the word before the number."""
    growth: float | None = None
    loss = LOSS_RATE
    for number in shares:
        before = text[max(0, number.start - 8) : number.start]
        lost = max(before.rfind("损耗"), before.rfind("耗"))
        grown = max(before.rfind(word) for word in ("增长", "增", "涨", "多", "长"))
        if lost > grown:
            loss = number.value
        elif growth is None:
            growth = number.value
    if growth is None and re.search(r"不增长|没有?增长|持平|增长率?(?:为|是)?0", text):
        growth = 0.0
    return growth, loss


def _percent(share: float) -> str:
    return f"{share * 100:.6g}%"
