"""What the checker says: findings with their evidence, and the report of a conversation."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["met", "violated", "not_applicable", "cannot_judge"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that show something. `span`: half-open character offsets in the text of turn `turn` (from 0)."""

    turn: int
    span: tuple[int, int]
    quote: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the mandated line, and whether it was said."""

    text: str
    said: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """One violation.

    Attributes:
        name: the rule in a few words.
        points: what it costs here.
        turn: the turn it is found at, from 0; `start` its time in seconds, None where unknown.
        message: what happened, in one sentence.
        expected: what would have passed.
        parts: the mandated line cut into what was said and what was missing; empty where no line is meant.
        why: why it matters, told to the agent.
        confidence: 0 to 1.
    """

    rule: str
    name: str
    severity: str
    points: int
    critical: bool
    turn: int
    start: float | None
    evidence: tuple[Evidence, ...]
    clause: str
    message: str
    expected: str
    parts: tuple[Part, ...]
    why: str
    confidence: float
    outcome: Outcome = "violated"


@dataclass(frozen=True, slots=True)
class Report:
    """What was found in one conversation.

    Attributes:
        book_version, model_version: content hashes of what judged it.
        agent: the agent's id, else number, else name.
        outcomes: every rule of the book, in the book's order.
    """

    id: str
    book: str
    book_version: str
    model_version: str
    agent: str
    score: int
    passed: bool
    critical: bool
    findings: tuple[Finding, ...]
    outcomes: Mapping[str, Outcome]


def cost_by_rule(findings: Iterable[Finding]) -> Counter[str]:
    """By rule, the points of its findings, the first found first."""
    points = Counter[str]()
    for finding in findings:
        points[finding.rule] += finding.points
    return points
