"""Fines and rewards in yuan: which time each offence is, and what that costs.

An entry that was withdrawn is not among the marks, so the later ones move down their ladder by themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.assess.item import LEAVES, MONEY, WARNING, Item, Window
from bot.assess.mark import Mark, in_order
from bot.assess.month import Month
from bot.assess.scheme import Scheme

_WINDOW_NAMES: dict[Window, str] = {"always": "", "month": "本月", "year": "本年"}


@dataclass(frozen=True)
class Fine:
    """What one mark costs or brings.

    Attributes:
        time: which time it is on its ladder, from 1; 0 where the item has no ladder.
        yuan: signed; 0 for a warning.
        dismissal: the ladder has come to it, the clause goes with it, or a person chose it.
        again: the ladder took its step for the same conversation already, so this one costs nothing more.
    """

    mark: Mark
    item: Item
    time: int
    yuan: int
    warning: bool
    dismissal: bool
    again: bool = False

    @property
    def text(self) -> str:
        """What it comes to, in words: 第2次，罚款20元."""
        which = f"{_WINDOW_NAMES[self.item.within]}第{self.time}次，" if self.time else ""
        if self.again:
            return f"{which}同一通会话里的，不另罚"
        if self.warning:
            what = "口头警告"
        elif self.mark.yuan is None and self.item.instead and self.item.instead in self.mark.reason:
            what = self.item.instead
        elif self.yuan:
            what = f"{'奖励' if self.yuan > 0 else '罚款'}{abs(self.yuan)}元"
        else:
            what = "" if self.dismissal else "没有罚款"
        leaves = "自动离职" if self.time else "开除"
        return which + "，并".join(part for part in (what, leaves if self.dismissal else "") if part)


def fines(marks: Iterable[Mark], scheme: Scheme) -> tuple[Fine, ...]:
    """The fines and rewards of one agent under one scheme, in order of time.

    A ladder takes one step a conversation, whatever was found in it: nobody can be warned, and fined for doing it again,
    within the same call.

    Args:
        marks: his standing marks of all time; those of other schemes, and those that do not count, are passed over.
    """
    items = {item.id: item for item in scheme.items if item.kind in MONEY}
    times: dict[tuple[str, object], int] = {}
    stepped: dict[tuple[str, int], int] = {}
    reckoned = []
    for mark in in_order(marks):
        item = items.get(mark.item)
        if item is None or not mark.counted:
            continue
        time = 0
        step: int | str | None = mark.yuan
        if item.ladder:
            window = (item.id, _window(mark, item.within))
            if mark.conversation_id is not None:
                call = (item.id, mark.conversation_id)
                if call in stepped:
                    reckoned.append(Fine(mark, item, stepped[call], 0, False, mark.dismissal, again=True))
                    continue
                stepped[call] = times.get(window, 0) + 1
            time = times[window] = times.get(window, 0) + 1
            step = item.ladder[min(time, len(item.ladder)) - 1]
        elif step is None and item.yuan:
            step = item.yuan.fixed
        yuan = abs(step) if isinstance(step, int) else 0
        leaves = step == LEAVES or mark.dismissal or item.dismissal is True
        signed = yuan if item.kind == "reward" else -yuan
        reckoned.append(Fine(mark, item, time, signed, step == WARNING, leaves))
    return tuple(reckoned)


def yuan_in(fines: Iterable[Fine], month: Month) -> int:
    """What the fines and rewards charged to a month come to, in yuan, signed."""
    return sum(fine.yuan for fine in fines if fine.mark.charged_to == month)


def _window(mark: Mark, within: Window) -> object:
    """What offences that are counted together share."""
    if within == "month":
        return Month.of(mark.occurred_on)
    return mark.occurred_on.year if within == "year" else None
