"""One saying held against the book: what breaks the script, and what to say instead.

It is a conversation of one turn; only what one turn decides is told, and the mandated line it is nearest to.
"""

from dataclasses import dataclass

from bot.book.answer import fill
from bot.book.blanks import Blanks
from bot.book.model import Book, Line
from bot.check.checker import Checker
from bot.check.desk import checker
from bot.check.finding import Finding
from bot.check.lines import Held, held_to
from bot.check.spans import Span
from bot.conversation.model import Conversation, Head, Turn
from bot.language.aligned import aligned
from bot.language.head import Ranked

#: How sure the recogniser must be that the saying is the line meant, where it breaks a rule as well.
_SURE = 0.75

#: Acts that are an opening when they stand alone; the first is the one that lines name.
_OPENINGS = ("agent_open", "agent_ask_need", "agent_cannot_hear_silence")

#: How sure it must be of the act whose mandated line a saying is then held to.
_ACT = 0.45


@dataclass(frozen=True)
class Breach:
    """One rule that a saying breaks.

    Attributes:
        spans: the words, half-open character offsets in the saying.
        confidence: 1 for listed words, the act model's probability otherwise.
    """

    rule: str
    name: str
    clause: str
    points: int
    spans: tuple[Span, ...]
    quote: str
    why: str
    advice: str
    confidence: float


@dataclass(frozen=True)
class Review:
    """What was found in one saying.

    Attributes:
        line: the id of the mandated line it was held to, or empty.
        missing: the parts of that line it lacks.
        instead: what to say, or empty where nothing is wrong.
    """

    said: str
    breaches: tuple[Breach, ...]
    line: str
    clause: str
    missing: tuple[str, ...]
    instead: str

    @property
    def passed(self) -> bool:
        """Nothing broken and nothing missing."""
        return not self.breaches and not self.missing


def review(said: str, book: Book, ranked: Ranked, blanks: Blanks, expected: str = "") -> Review:
    """Review a saying.

    Args:
        book: one of the project's books.
        ranked: the agent's acts in it, as recognised.
        expected: the id of the line due at this moment, if it is known.

    Raises:
        ModelError: there is no trained model.
    """
    breaches = [_breach(finding, book) for finding in broken(said, checker(book.book))]
    line_id = expected or _line_meant(book, ranked)
    line = book.lines.get(line_id)
    held = held_to(said, line_id, book, blanks) if line else Held()
    if line and not expected and breaches and not held.said and not _asks_for(line, ranked):
        line, line_id, held = None, "", Held()
    return Review(
        said,
        tuple(breaches),
        line_id if line else "",
        line.clause if line else "",
        held.missing,
        _instead(said, breaches, line, held, book, blanks),
    )


def broken(said: str, by: Checker) -> list[Finding]:
    """The rules that a saying of the agent breaks by itself, in the book's order."""
    report = by.check(Conversation(Head(), (Turn("agent", said),)))
    found = {f.rule: f for f in report.findings if by.rulebook.rules[f.rule].immediate is not None}
    return [
        found[rule]
        for rule, written in by.rulebook.book.rules.items()
        if rule in found and not any(above in found for above in written.outranked)
    ]


def _breach(finding: Finding, book: Book) -> Breach:
    written = book.rules[finding.rule]
    return Breach(
        finding.rule,
        finding.name,
        finding.clause,
        finding.points,
        tuple(evidence.span for evidence in finding.evidence),
        "、".join(dict.fromkeys(evidence.quote for evidence in finding.evidence)),
        finding.why,
        written.advice,
        finding.confidence,
    )


def _line_meant(book: Book, ranked: Ranked) -> str:
    """The line whose act the saying most likely is.

    Greeting again on a silent line and opening a call sound alike; alone, a saying is an opening.
    """
    opening = ranked.share(_OPENINGS)
    if max(opening, ranked.confidence) < _ACT:
        return ""
    act = _OPENINGS[0] if opening >= ranked.confidence else ranked.top
    return next((name for name, line in book.lines.items() if line.act == act), "")


def _asks_for(line: Line, ranked: Ranked) -> bool:
    return line.act == ranked.top and ranked.confidence >= _SURE


def _instead(
    said: str, breaches: list[Breach], line: Line | None, held: Held, book: Book, blanks: Blanks
) -> str:
    if not breaches and not held.missing:
        return ""
    if line is not None:
        return fill(line.say, book, blanks)
    for breach in sorted(breaches, key=lambda b: -b.points):
        instead = book.lines.get(book.rules[breach.rule].expected or "")
        if instead is not None:
            return fill(instead.say, book, blanks)
    return _polite(said) if [b.rule for b in breaches] == ["A02"] else ""


def _polite(said: str) -> str:
    """The saying with 您 for every 你."""
    return "".join("您" if plain == "你" else c for c, plain in zip(said, aligned(said), strict=True))
