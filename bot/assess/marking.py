"""The numbers of the month's assessment, as `scripts/ledger/assessment.yml` has them (handbook G)."""

import re
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import AfterValidator, PlainValidator

from bot.book.model import Clauses
from bot.book.validate import Strict

_NUMERALS = "一二三四五六七八九十"

_BOUND = re.compile(r"(超过)?\s*(\d+)\s*(起)?")


def _between(least: int, most: int) -> AfterValidator:
    """A number within bounds."""

    def checked(number: int) -> int:
        if not least <= number <= most:
            raise ValueError(f"写 {least} 到 {most} 之间的数，现在是 {number}")
        return number

    return AfterValidator(checked)


Count = Annotated[int, _between(0, 10_000)]
Times = Annotated[int, _between(1, 100)]


class Bound(Strict):
    """Where a grade begins.

    Attributes:
        points: the score.
        above: the score itself does not reach the grade.
    """

    points: int
    above: bool


def _grades(written: object) -> dict[str, Bound]:
    grades: dict[str, Bound] = {}
    for name, text in written.items() if isinstance(written, dict) else ():
        found = _BOUND.fullmatch(str(text).strip())
        if found is None or bool(found[1]) == bool(found[3]):
            raise ValueError(f"{name} 写成“超过90”或“80起”，现在是 {text!r}")
        grades[str(name)] = Bound(points=int(found[2]), above=bool(found[1]))
    bounds = [bound.points for bound in grades.values()]
    if not bounds or any(low >= high for high, low in pairwise(bounds)):
        raise ValueError("写成 {A: 超过90, B: 80起, …}，从高到低")
    return grades


class Extra(Strict):
    """G.3.3: what comes off beside, once a month, for several medium or light offences.

    Attributes:
        medium, light: so many of either kind bring it about.
        points: what comes off, in points.
        count: whether every entry counts (what was found in one conversation once), or entries under one item once.
    """

    medium: Times
    light: Times
    points: Count
    count: Literal["entries", "items"]


class Pay(Strict):
    """G.4: how the pay of a month follows the score.

    Attributes:
        around: the score at which the pay stays as it is.
        yuan: what a point brings or costs. `most`: in a month, up or down, in yuan.
        from_month: the month of service, the month of joining being the first, from which pay moves.
    """

    around: Count
    yuan: Count
    most: Count
    from_month: Annotated[int, _between(1, len(_NUMERALS))]

    @property
    def starts(self) -> str:
        """From which month of service pay moves, in words: 第三个月."""
        return f"第{_NUMERALS[self.from_month - 1]}个月"

    @property
    def unmoved(self) -> str:
        """The months of service in which it does not move yet, in words: 前二个月. There are some where `from_month` is above 1."""
        return f"前{_NUMERALS[self.from_month - 2]}个月"


class Dismissal(Strict):
    """G.1.3: when the company may dismiss: a score below `below`, or last with less than `last_below` for
    `last_months` months running.
    """

    below: Count
    last_below: Count
    last_months: Annotated[int, _between(1, 2)]


class Marking(Strict):
    """All numbers of the assessment, in points unless said otherwise.

    Attributes:
        clause: the clauses they rest on.
        base: where a month starts. `cap`: the highest score.
        trainer: most that the trainer adds or takes off.
        grades: by name, from the best, where each begins.
    """

    clause: Clauses
    base: Count
    cap: Count
    trainer: Count
    extra: Extra
    grades: Annotated[dict[str, Bound], PlainValidator(_grades)]
    pay: Pay
    dismissal: Dismissal

    def counted(self, total: float) -> float:
        """The score that a total counts as: at most the cap, at least nothing (G.1.5)."""
        return min(max(total, 0), self.cap)

    def grade_of(self, score: float) -> str:
        """The grade of a score; empty below the last (G.3)."""
        for name, bound in self.grades.items():
            if score > bound.points or (score == bound.points and not bound.above):
                return name
        return ""

    def moved_by(self, score: float) -> float:
        """What the distance of a score from the middle is worth, in yuan, before the limit (G.4.2)."""
        return (score - self.pay.around) * self.pay.yuan

    def pay_of(self, score: float) -> float:
        """The change of a month's pay for a score, in yuan (G.4.2)."""
        return min(max(self.moved_by(score), -self.pay.most), self.pay.most)

    def pay_told(self, score: float) -> list[str]:
        """The same in words, step by step, with the sum written out."""
        pay, change = self.pay, self.pay_of(score)
        if score == pay.around:
            return [f"{pay.around}分为标准，当月工资不变"]
        verb = "增加" if change > 0 else "扣除"
        sum_ = f"({score:g}－{pay.around})×{pay.yuan}＝{self.moved_by(score):g}元"
        steps = [f"{sum_}，当月工资{verb}{abs(change):g}元"]
        return [*steps, f"浮动范围为±{pay.most}元"] if abs(self.moved_by(score)) > pay.most else steps
