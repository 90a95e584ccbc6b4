"""The assessment of one agent for one month (handbook G): the sum, step by step, and what follows from it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from bot.assess.fines import Fine
from bot.assess.item import OFFENCES
from bot.assess.mark import Mark, in_order
from bot.assess.marking import Extra, Marking
from bot.assess.month import Month
from bot.assess.scheme import schemes, speaks_of_complaint


class Standing(NamedTuple):
    """How an earlier month came out: the score, and whether it was the last of the desk.

    `since`: how it stands now, where that is no longer what was closed.
    """

    score: int
    last: bool
    since: "Standing | None" = None

    def __str__(self) -> str:
        return f"{self.score}分{'、最后一名' if self.last else ''}"

    def below(self, bound: int) -> bool:
        """Whether it was the last with less than `bound` points."""
        return self.last and self.score < bound


@dataclass(frozen=True)
class Assessment:
    """A month reckoned.

    Attributes:
        marks: all marks charged to the month, in order, those that do not count among them.
        bonus, deduction, extra, trainer: in points, signed.
        causes: the marks that brought about the extra; empty where there is none.
        total: before cap and floor. `score`: after them.
        grade: empty below the last grade.
        pay: change of the month's pay in yuan; None where pay does not move yet, and `pay_note` says why.
        fines: the fines and rewards charged to the month; they are beside the score.
        previous: the months before, the latest first.
        last: whether the score is the desk's last.
    """

    month: Month
    marking: Marking
    marks: tuple[Mark, ...]
    base: int
    bonus: int
    deduction: int
    extra: int
    causes: tuple[Mark, ...]
    trainer: int
    total: int
    score: int
    grade: str
    pay: int | None
    pay_note: str
    fines: tuple[Fine, ...] = ()
    previous: tuple[Standing, ...] = ()
    last: bool = False

    @property
    def flags(self) -> tuple[str, ...]:
        """What a person has to decide on, a sentence each (G.1.3, G.3.3); empty if nothing."""
        rule = self.marking.dismissal
        said = []
        if self.score < rule.below:
            said.append(f"考核分{self.score}分，低于{rule.below}分，公司有权解雇（G.1.3）。")
        said += self._always_last
        fined = {fine.mark.id: fine.text for fine in self.fines}
        for mark in self.marks:
            if mark.counted and (mark.dismissal or mark.kind == "dismissal"):
                what = fined.get(mark.id, "按规定直接辞退，请主管决定")
                said.append(f"{_day(mark)}{mark.name}（{mark.item}）：{what}。")
        said += [
            f"{_day(f.mark)}{f.item.name}（{f.item.id}）：{f.text}。"
            for f in self.fines
            if f.dismissal and not f.mark.dismissal
        ]
        return (*said, *self._contradictions)

    @property
    def _always_last(self) -> list[str]:
        """That he was the last for months, with few points; that a month has to be closed again before it can be said."""
        rule, bound = self.marking.dismissal, self.marking.dismissal.last_below
        months = (Standing(self.score, self.last), *self.previous)[: rule.last_months]
        if len(months) < rule.last_months:
            return []
        what = f"连续{rule.last_months}个月最后一名，都低于{bound}分"
        if all(m.below(bound) and (m.since is None or m.since.below(bound)) for m in months):
            scores = "、".join(f"{m.score}分" for m in reversed(months))
            return [f"{what}（{scores}），公司有权解雇（G.1.3）。"]
        if all(m.below(bound) or (m.since is not None and m.since.below(bound)) for m in months):
            told = "、".join(f"结算时{m}，现在{m.since}" for m in months if m.since is not None)
            return [f"上个月结算以后有变动（{told}）。请先把上个月重新结算，再看是不是{what}（G.1.3）。"]
        return []

    @property
    def _contradictions(self) -> list[str]:
        """Bonuses and rewards that something else in the same month speaks against; a person has to look into it."""
        items = schemes().items
        counted = [mark for mark in self.marks if mark.counted and mark.item in items]
        complaints = [mark.name for mark in counted if speaks_of_complaint(items[mark.item])]
        offences = [mark.name for mark in self.marks if mark.counted and mark.kind in OFFENCES]
        said = []
        for mark in counted:
            item, against = items[mark.item], ""
            if item.propose == "no_complaint" and complaints:
                against = complaints[0]
            elif item.clean and offences:
                against = offences[0]
            if against:
                given = "发了奖励" if item.kind == "reward" else "加了分"
                back = "撤销奖励" if item.kind == "reward" else "撤销加分"
                said.append(f"“{mark.name}”{given}，本月又记了“{against}”。请核实，属实就{back}。")
        return said

    def lines(self) -> list[str]:
        """The sum as a person reads it, a line a step."""
        from bot.assess.told import told

        return told(self)


def assess(
    marks: Iterable[Mark],
    month: Month,
    joined_on: date | None,
    previous: Sequence[Standing] = (),
    *,
    last: bool = False,
    fines: Iterable[Fine] = (),
    marking: Marking | None = None,
) -> Assessment:
    """Reckon one month of one agent.

    Args:
        marks: his standing marks; those charged to other months are passed over.
        previous: how the months before came out, the latest first, without a gap.
        last: see `ranked`.
        fines: of all his schemes; those charged to other months are passed over.
        marking: the numbers; without it, the project's.
    """
    marking = marking or schemes().marking
    own = tuple(in_order(mark for mark in marks if mark.charged_to == month))
    counted = [mark for mark in own if mark.counted]
    plain = [mark.points for mark in counted if mark.kind != "extra"]
    trainer = sum(mark.points for mark in counted if mark.kind == "extra")
    trainer = min(max(trainer, -marking.trainer), marking.trainer)
    bonus, deduction = sum(p for p in plain if p > 0), sum(p for p in plain if p < 0)
    causes = _causes(counted, marking.extra)
    extra = -marking.extra.points if causes else 0
    total = marking.base + bonus + deduction + extra + trainer
    score = int(marking.counted(total))
    pay_note = _no_pay(month, joined_on, marking)
    return Assessment(
        month=month,
        marking=marking,
        marks=own,
        base=marking.base,
        bonus=bonus,
        deduction=deduction,
        extra=extra,
        causes=causes,
        trainer=trainer,
        total=total,
        score=score,
        grade=marking.grade_of(score),
        pay=None if pay_note else int(marking.pay_of(score)),
        pay_note=pay_note,
        fines=tuple(fine for fine in fines if fine.mark.charged_to == month),
        previous=tuple(previous),
        last=last,
    )


def ranked(desk: Mapping[str, Assessment]) -> dict[str, Assessment]:
    """The assessments of a desk's agents, each knowing whether it is the last.

    Whoever has the lowest score is last, several if they share it; nobody is where all have the same.
    """
    scores = {one.score for one in desk.values()}
    lowest = min(scores) if len(scores) > 1 else None
    return {agent: replace(one, last=one.score == lowest) for agent, one in desk.items()}


def _causes(counted: Sequence[Mark], extra: Extra) -> tuple[Mark, ...]:
    """The medium or light offences that are many enough; those that cost nothing are none."""
    causes: list[Mark] = []
    for kind, enough in (("medium", extra.medium), ("light", extra.light)):
        offences = [mark for mark in counted if mark.kind == kind and mark.points < 0]
        # One call is one occasion, whatever was found in it: the extra is for a month's conduct.
        occasions = {mark.conversation_id or -mark.id for mark in offences}
        number = len({mark.item for mark in offences}) if extra.count == "items" else len(occasions)
        causes += offences if number >= enough else []
    return tuple(causes)


def _no_pay(month: Month, joined_on: date | None, marking: Marking) -> str:
    """Why pay does not move in this month; empty where it does (G.4.4)."""
    starts = marking.pay.starts
    if joined_on is None:
        return f"没有登记入职日期，不知道是不是到了{starts}。请补上入职日期。"
    joined = Month.of(joined_on)
    if month < joined:
        return f"{joined.chinese}才入职。"
    begins = joined.plus(marking.pay.from_month - 1)
    if month < begins:
        return f"{joined.chinese}入职，从{starts}（{begins.chinese}）起才浮动工资。"
    return ""


def _day(mark: Mark) -> str:
    return f"{mark.occurred_on.month}月{mark.occurred_on.day}日"
