"""Rules and scenes: how often they go wrong."""

from collections import defaultdict
from collections.abc import Callable

from sqlalchemy.orm import Session

from bot.records.statistics.names import Scripts
from bot.records.statistics.sums import ALL, Chosen, rule_sums, rule_totals
from bot.statistics.rate import Judged, Rate, by_rate
from bot.statistics.span import Span
from bot.statistics.trend import Change, share_as_mean, share_difference, slope


def rule_rates(
    session: Session, scripts: Scripts, span: Span, sample: int, chosen: Chosen = ALL
) -> list[Rate]:
    """Every rule that was judged in a span, the highest rate first."""

    def scenes(pairs: set[tuple[str, str]]) -> tuple[str, ...]:
        named = dict.fromkeys(scripts.scene_name(scripts.scene_of(*pair)) for pair in sorted(pairs))
        return tuple(named)

    found = _read(session, span, chosen, lambda _book, rule: rule)
    rows = (
        Rate(rule, scripts.rules.get(rule, ""), found.now[rule], scenes(pairs), 1, *found.moved(rule, span))
        for rule, pairs in found.pairs.items()
    )
    return by_rate(rows, sample)


def scene_rates(
    session: Session, scripts: Scripts, span: Span, sample: int, chosen: Chosen = ALL
) -> list[Rate]:
    """Every scene whose rules were judged in a span, with those rules added up; the highest rate first."""
    found = _read(session, span, chosen, scripts.scene_of)
    rows = (
        Rate(
            scene,
            scripts.scene_name(scene),
            found.now[scene],
            (),
            len({rule for _, rule in pairs}),
            *found.moved(scene, span),
        )
        for scene, pairs in found.pairs.items()
    )
    return by_rate(rows, sample)


class _Read:
    """Judgements by group: now, before, and by week; with the books and rules that fell into each."""

    def __init__(self) -> None:
        self.now: dict[str, Judged] = defaultdict(Judged)
        self.before: dict[str, Judged] = defaultdict(Judged)
        self.weeks: dict[str, dict[str, Judged]] = defaultdict(lambda: defaultdict(Judged))
        self.pairs: dict[str, set[tuple[str, str]]] = defaultdict(set)

    def moved(self, group: str, span: Span) -> tuple[Change | None, Change | None]:
        """How its rate has changed against the time before, and its trend."""
        weekly = [(n, share_as_mean(self.weeks[group][week].rate)) for n, week in enumerate(span.trend)]
        return share_difference(self.before[group].rate, self.now[group].rate), slope(weekly)


def _read(session: Session, span: Span, chosen: Chosen, group: Callable[[str, str], str]) -> _Read:
    found = _Read()
    for (book, rule), judged in rule_totals(session, span.periods, chosen).items():
        found.now[group(book, rule)] += judged
        found.pairs[group(book, rule)].add((book, rule))
    for (book, rule), judged in rule_totals(session, span.before, chosen).items():
        found.before[group(book, rule)] += judged
    for (period, book, rule), judged in rule_sums(session, span.trend, chosen).items():
        found.weeks[group(book, rule)][period] += judged
    return found
