"""How far a rule can be believed: what share of its findings people dismissed."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.assess.month import Month
from bot.records.desk import desk
from bot.records.tallies import DeskRuleTally
from bot.statistics.interval import Share

#: Decisions of so many months tell how good a rule is; older ones are of other scripts.
MONTHS = 6


@dataclass(frozen=True, slots=True)
class Trust:
    """What people made of one rule's findings in one book.

    Attributes:
        confirmed, dismissed: how many; a finding whose rule was changed is dismissed for this rule.
        doubted: mostly dismissed, by the desk's own measure.
        costs: whether its findings cost points.
    """

    book: str
    rule: str
    confirmed: int
    dismissed: int
    doubted: bool
    costs: bool

    @property
    def right(self) -> Share:
        """The share of its findings that people confirmed, with its interval."""
        return Share(self.confirmed, self.confirmed + self.dismissed)

    @property
    def remark(self) -> str:
        """What there is to say of it; empty where nothing is."""
        if not self.doubted:
            return ""
        share = self.dismissed / (self.confirmed + self.dismissed)
        return f"多数被驳回（{share:.0%}）" + ("" if self.costs else "，暂不扣分")


def trust(session: Session, book: str = "", now: datetime | None = None) -> list[Trust]:
    """Of every rule that people have judged, the least believable first."""
    own = desk().trust
    chosen = (
        select(
            DeskRuleTally.book,
            DeskRuleTally.rule,
            func.sum(DeskRuleTally.confirmed),
            func.sum(DeskRuleTally.dismissed),
        )
        .where(DeskRuleTally.period.in_(_months(now or datetime.now(UTC))))
        .group_by(DeskRuleTally.book, DeskRuleTally.rule)
    )
    if book:
        chosen = chosen.where(DeskRuleTally.book == book)
    found = []
    for its_book, rule, confirmed, dismissed in session.execute(chosen):
        judged = int(confirmed) + int(dismissed)
        if not judged:
            continue
        doubted = judged >= own.least and dismissed >= own.dismissed_share * judged
        found.append(
            Trust(its_book, rule, int(confirmed), int(dismissed), doubted, not (doubted and own.stop_costing))
        )
    return sorted(found, key=lambda t: (not t.doubted, t.right.value or 0.0, t.rule))


def costless(session: Session, now: datetime | None = None) -> dict[tuple[str, str], str]:
    """By book and rule, why its findings cost nothing for now; empty unless the desk wants that."""
    if not desk().trust.stop_costing:
        return {}
    return {(t.book, t.rule): t.remark for t in trust(session, now=now) if not t.costs}


def _months(now: datetime) -> list[str]:
    """The month it is, and the `MONTHS` before it."""
    this = Month.at(now, desk().timezone)
    return [str(this.plus(-back)) for back in range(MONTHS + 1)]
