"""One saying held against the book: what breaks the script, and what to say instead."""

from dataclasses import dataclass

from bot.book.answer import fill
from bot.book.blanks import Blanks
from bot.book.model import Book, Line, Rule
from bot.check.expressions import Span, expressions
from bot.check.parts import Parts, parts_of
from bot.language.aligned import aligned
from bot.language.head import Ranked

#: Rules of which only the heaviest counts for one saying, heaviest first (catalogue: F01–F04).
_HEAVIEST_FIRST = ("F04", "F03", "F02", "F01")

#: How sure the recogniser must be that a saying is, say, shirking where no listed word shows it.
_SURE = 0.75

#: Acts that are an opening when they stand alone; the first is the one that lines name.
_OPENINGS = ("agent_open", "agent_ask_need", "agent_cannot_hear_silence")

#: How sure it must be of the act whose mandated line a saying is then held to.
_ACT = 0.45


@dataclass(frozen=True)
class Breach:
    """One rule that a saying breaks.

    Attributes:
        spans: the words, half-open character offsets; empty where the meaning is meant.
        confidence: 1 for listed words, the recogniser's probability otherwise.
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
        ranked: the agent's acts in it, as recognised.
        expected: the id of the line due at this moment, if it is known.
    """
    breaches = breaches_in(said, book, ranked)
    line_id = expected or _line_meant(book, ranked)
    line = book.lines.get(line_id)
    parts = parts_of(said, line, book, blanks) if line else Parts((), ())
    if line and not expected and breaches and not parts.said and not _asks_for(line, ranked):
        line, line_id, parts = None, "", Parts((), ())
    return Review(
        said,
        tuple(breaches),
        line_id if line else "",
        line.clause if line else "",
        parts.missing,
        _instead(said, breaches, line, parts, book, blanks),
    )


def breaches_in(said: str, book: Book, ranked: Ranked) -> list[Breach]:
    """Every rule of the book that a saying breaks by its words or its meaning."""
    found = []
    for rule_id, rule in book.rules.items():
        spans = expressions(rule.forbid).spans(said)
        sure = max((ranked.probability(act) for act in rule.forbid.acts), default=0.0)
        if spans or sure >= _SURE:
            found.append(_breach(rule_id, rule, said, spans, 1.0 if spans else sure))
    heavy = [rule for rule in _HEAVIEST_FIRST if any(b.rule == rule for b in found)]
    return [b for b in found if b.rule not in heavy[1:]]


def _breach(rule_id: str, rule: Rule, said: str, spans: list[Span], confidence: float) -> Breach:
    quote = "、".join(dict.fromkeys(said[a:b] for a, b in spans)) or said
    return Breach(
        rule_id,
        rule.name,
        rule.clause,
        rule.points,
        tuple(spans),
        quote,
        rule.why,
        rule.advice,
        round(confidence, 4),
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
    said: str, breaches: list[Breach], line: Line | None, parts: Parts, book: Book, blanks: Blanks
) -> str:
    if not breaches and not parts.missing:
        return ""
    if line is not None and (parts.missing or breaches):
        return fill(line.say, book, blanks)
    for breach in sorted(breaches, key=lambda b: -b.points):
        instead = book.rules[breach.rule].instead
        if instead:
            return fill(book.lines[instead].say, book, blanks)
    if [b.rule for b in breaches] == ["A02"]:
        return _polite(said)
    return ""


def _polite(said: str) -> str:
    """The saying with 您 for every 你."""
    return "".join("您" if plain == "你" else c for c, plain in zip(said, aligned(said), strict=True))
