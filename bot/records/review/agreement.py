"""How far people agree with one another, and the machine with people, rule by rule."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.records.conversations import KeptFinding
from bot.records.review.readings import Reading, readings
from bot.records.review.review import Review
from bot.statistics.agreement import Agreement, detection
from bot.statistics.interval import Share


@dataclass(frozen=True, slots=True)
class RuleAgreement:
    """One rule.

    Attributes:
        people: two people on the same conversation: both saw it broken, one did, neither did.
        verdicts: two people on the same finding: both upheld it, one did, neither did.
        machine: machine (first) against people (second), in conversations that were read as a whole; where several
            people read one, the majority speaks, and a draw is left out.
    """

    rule: str
    people: Agreement
    verdicts: Agreement
    machine: Agreement

    @property
    def detection(self) -> tuple[Share, Share]:
        """Precision and recall of the machine, people being right."""
        return detection(self.machine)


def agreement(session: Session, since: datetime | None = None, book: str = "") -> list[RuleAgreement]:
    """By rule, in the order of their names; a rule that nobody has judged twice or read for is left out."""
    people: defaultdict[str, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    machine: defaultdict[str, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    for same in _together(readings(session, since, book)):
        said = [frozenset(json.loads(reading.rules)) for reading in same]
        outcomes: dict[str, str] = json.loads(same[0].machine)
        for rule in set(outcomes).union(*said):
            answers = [rule in rules for rules in said]
            people[rule].update(combinations(answers, 2))
            yes = sum(answers)
            if yes * 2 != len(answers):
                machine[rule][outcomes.get(rule) == "violated", yes * 2 > len(answers)] += 1
    verdicts = _verdicts(session, since, book)
    return [
        RuleAgreement(rule, _counted(people[rule]), _counted(verdicts[rule]), _counted(machine[rule]))
        for rule in sorted({*people, *machine, *verdicts})
    ]


def _together(found: Sequence[Reading]) -> Iterable[list[Reading]]:
    """The readings of each conversation."""
    same: dict[int, list[Reading]] = {}
    for reading in found:
        same.setdefault(int(reading.conversation_id), []).append(reading)
    return same.values()


def _verdicts(
    session: Session, since: datetime | None, book: str
) -> defaultdict[str, Counter[tuple[bool, bool]]]:
    """Pairs of verdicts on the same finding, by the machine's rule: whether each upheld it under that rule."""
    chosen = (
        select(Review.finding_id, KeptFinding.rule, Review.rule, Review.verdict)
        .join(KeptFinding, KeptFinding.id == Review.finding_id)
        .where(KeptFinding.source == "machine", Review.kind.in_(("decision", "opinion")))
        .order_by(Review.finding_id, Review.id)
    )
    if since is not None:
        chosen = chosen.where(Review.at >= since)
    if book:
        chosen = chosen.where(KeptFinding.book == book)
    of_finding: dict[tuple[int, str], list[bool]] = {}
    for finding, rule, judged, verdict in session.execute(chosen):
        of_finding.setdefault((finding, rule), []).append(verdict != "dismiss" and judged == rule)
    pairs: defaultdict[str, Counter[tuple[bool, bool]]] = defaultdict(Counter)
    for (_, rule), answers in of_finding.items():
        pairs[rule].update(combinations(answers, 2))
    return pairs


def _counted(pairs: Counter[tuple[bool, bool]]) -> Agreement:
    return Agreement(pairs[True, True], pairs[True, False], pairs[False, True], pairs[False, False])
