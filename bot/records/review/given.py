"""A verdict as a person gives it, and what it leaves of a finding: its rule, severity and points."""

from dataclasses import dataclass
from typing import Literal

from bot.book.model import Rule
from bot.book.shelf import shelf
from bot.errors import Refused
from bot.records.conversations import KeptFinding
from bot.records.people import Role
from bot.report.words import SEVERITIES, choices

Word = Literal["confirm", "dismiss", "change"]

#: Who may judge findings.
REVIEWERS: tuple[Role, ...] = ("reviewer", "trainer", "supervisor")

#: What a verdict is called.
VERDICTS: dict[Word, str] = {"confirm": "确认", "dismiss": "驳回", "change": "改判"}

#: The most that a finding costs, in points (G.3.1, G.3.2, G.3.3).
_MOST = {"light": 5, "medium": 10, "severe": 20}


@dataclass(frozen=True, slots=True)
class Given:
    """A verdict as it is given.

    Attributes:
        reason: needed for everything but a plain confirmation.
        rule, severity, points: where the finding is changed; None: as the machine has it.
        seen: version of the finding that the person had before him; None: whatever it is now.
    """

    word: Word
    reason: str = ""
    rule: str | None = None
    severity: str | None = None
    points: int | None = None
    seen: int | None = None


def settled_by(finding: KeptFinding, given: Given) -> tuple[str, str, int]:
    """Rule, severity and points as a verdict leaves them.

    Raises:
        Refused: the verdict is not complete, or nothing like it exists.
    """
    if given.word not in VERDICTS:
        raise Refused(f"没有“{given.word}”这种结论。可以用：{choices(VERDICTS)}。")
    if given.word != "confirm" and not given.reason.strip():
        raise Refused(f"{VERDICTS[given.word]}要写明理由，坐席和同事都会看到。")
    own = (str(finding.rule), str(finding.severity), int(finding.points))
    changed = (given.rule, given.severity, given.points)
    if given.word != "change":
        if any(value is not None for value in changed):
            raise Refused(f"{VERDICTS[given.word]}不改规则和分数；要改请用改判（change）。")
        return own
    if all(value is None for value in changed):
        raise Refused("改判要写明改什么：规则（rule）、程度（severity）或分数（points）。")
    rule, severity, points = own
    if given.rule is not None and given.rule != rule:
        known = rule_named(str(finding.book), given.rule)
        rule, severity, points = given.rule, known.severity, known.points
    if given.severity is not None:
        if given.severity not in SEVERITIES:
            raise Refused(f"程度只能是 {choices(SEVERITIES)}。")
        if given.severity != severity:
            severity = given.severity
            points = min(points, _MOST[severity]) if severity == "light" else _MOST[severity]
    if given.points is not None:
        # A script of the desk's own may charge more.
        most = max(_MOST[severity], points)
        if not 0 <= given.points <= most:
            raise Refused(
                f"{SEVERITIES[severity]}的分数要在 0 到 {most} 之间（写扣几分，不写负号），现在是 {given.points}。"
                "程度不对，请同时改程度（severity）。"
            )
        points = given.points
    return rule, severity, points


def rule_named(book: str, rule: str) -> Rule:
    """A rule of a book.

    Raises:
        Refused: the book has no such rule; the message lists those it has.
    """
    rules = shelf()[book].rules
    if rule not in rules:
        raise Refused(f"“{book}”这本话术没有规则“{rule}”。有：{'、'.join(rules)}。")
    return rules[rule]
