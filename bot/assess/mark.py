"""One standing entry of an agent's ledger, as reckoning needs it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.assess.item import Kind
from bot.assess.month import Month

Source = Literal["finding", "person", "machine"]


@dataclass(frozen=True)
class Mark:
    """What stands against an agent, or to his credit.

    Attributes:
        id: of the entry; later ones of the same day have the higher.
        item: the item's id; the rule's where the finding comes under no item.
        kind: the item's; the finding's severity where it comes from a finding.
        points: signed.
        yuan: what a person set, without sign; None where a ladder, a fixed sum or nothing does.
        occurred_on: the day of the deed, by the desk's clock.
        month: the month it is charged to, where that is not the month of the deed.
        dismissal: a person chose dismissal, or the item goes with it.
        counted: false where it is shown and does not cost, and `why_not` says why.
    """

    id: int
    item: str
    name: str
    kind: Kind
    points: int
    occurred_on: date
    yuan: int | None = None
    month: Month | None = None
    source: Source = "person"
    finding_id: int | None = None
    conversation_id: int | None = None
    reason: str = ""
    rule: str = ""
    dismissal: bool = False
    counted: bool = True
    why_not: str = ""

    @property
    def charged_to(self) -> Month:
        """The month it is reckoned in."""
        return self.month or Month.of(self.occurred_on)


def in_order(marks: Iterable[Mark]) -> list[Mark]:
    """By day, and within a day as they were entered."""
    return sorted(marks, key=lambda mark: (mark.occurred_on, mark.id))
