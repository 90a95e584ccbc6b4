"""Agents, teams, books and weeks, each with its mean score, pass rate, deviations and trend."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from sqlalchemy.orm import Session

from bot.records.statistics.names import People, Scripts
from bot.records.statistics.sums import ALL, Chosen, conversation_sums, rule_shares
from bot.statistics.interval import Share
from bot.statistics.span import Span
from bot.statistics.standing import Deviation, Standing, Sums, ranked, worst
from bot.statistics.trend import difference, share_difference, slope

Group = Literal["agent", "team", "book"]

#: By group and rule, how often it was violated and how often judged.
Rates = Mapping[str, Mapping[str, Share]]

_NOTHING, _NONE = Share(0, 0), Sums()

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Reader:
    """What the rows are made with.

    Attributes:
        sample: with fewer conversations there is no rank.
    """

    session: Session
    people: People
    scripts: Scripts
    sample: int

    def standings(self, by: Group, span: Span, chosen: Chosen = ALL) -> list[Standing]:
        """The agents, teams or books of a span, the best mean first."""
        now, before = (self._sums(by, periods, chosen) for periods in (span.periods, span.before))
        weeks = self._weekly(by, span.trend, chosen)
        wrong = self._worst(by, span, chosen)
        rows = [
            Standing(
                key,
                self._name(by, key),
                self.people.team(key) if by == "agent" and key else "",
                sums,
                difference(before.get(key, _NONE).scores, sums.scores),
                slope([(n, weeks.get((key, week), _NONE).scores) for n, week in enumerate(span.trend)]),
                wrong.get(key, ()),
            )
            for key, sums in now.items()
        ]
        return ranked(rows, self.sample)

    def weeks(self, weeks: Sequence[str], chosen: Chosen = ALL) -> list[Standing]:
        """Each week that has conversations, in order, against the one before that has some."""
        sums = conversation_sums(self.session, weeks, ["period"], chosen)
        rates = rule_shares(self.session, "period", weeks, chosen)
        rows: list[Standing] = []
        for week in weeks:
            own = sums.get((week,))
            if own is None:
                continue
            earlier = rows[-1] if rows else None
            change = difference(earlier.sums.scores, own.scores) if earlier else None
            mine, before = rates.get(week, {}), rates.get(earlier.key, {}) if earlier else {}
            wrong = self._told(worst(mine), mine, before)
            few = own.scores.count < self.sample
            rows.append(Standing(week, week, "", own, change, None, wrong, few))
        return rows

    def _group(self, by: Group) -> tuple[Literal["agent", "book"], Callable[[str], str]]:
        """The column that is read, and the group that each of its values falls into."""
        return ("agent", self.people.team) if by == "team" else (by, str)

    def _name(self, by: Group, key: str) -> str:
        if by == "agent":
            return self.people.name(key)
        book = self.scripts.shelf.books.get(key) if by == "book" else None
        return book.title if book is not None else key

    def _sums(self, by: Group, periods: Sequence[str], chosen: Chosen) -> dict[str, Sums]:
        column, group = self._group(by)
        sums = conversation_sums(self.session, periods, [column], chosen)
        return _added((group(key), own) for (key,), own in sums.items())

    def _weekly(self, by: Group, weeks: Sequence[str], chosen: Chosen) -> dict[tuple[str, str], Sums]:
        column, group = self._group(by)
        sums = conversation_sums(self.session, weeks, ["period", column], chosen)
        return _added(((group(key), week), own) for (week, key), own in sums.items())

    def _worst(self, by: Group, span: Span, chosen: Chosen) -> dict[str, tuple[Deviation, ...]]:
        """What goes wrong most in each group; of the time before, nothing else is read."""
        column, group = self._group(by)
        periods, before = (
            (span.periods, span.before) if by == "book" else ([period] for period in span.lately)
        )
        now = _grouped(rule_shares(self.session, column, periods, chosen), group)
        wrong = {key: worst(own) for key, own in now.items()}
        members = [key for (key,) in conversation_sums(self.session, before, [column], chosen)]
        pairs = {(member, rule) for member in members for rule in wrong.get(group(member), ())}
        then = _grouped(rule_shares(self.session, column, before, chosen, pairs), group)
        return {key: self._told(wrong[key], own, then.get(key, {})) for key, own in now.items()}

    def _told(
        self, rules: Sequence[str], now: Mapping[str, Share], before: Mapping[str, Share]
    ) -> tuple[Deviation, ...]:
        return tuple(
            Deviation(
                rule,
                self.scripts.rules.get(rule, ""),
                now[rule],
                share_difference(before.get(rule, _NOTHING), now[rule]),
            )
            for rule in rules
        )


def _added(sums: Iterable[tuple[Key, Sums]]) -> dict[Key, Sums]:
    """By key; what stands there several times is added up."""
    found: dict[Key, Sums] = {}
    for key, own in sums:
        earlier = found.get(key)
        found[key] = own if earlier is None else earlier + own
    return found


def _grouped(found: Rates, group: Callable[[str], str]) -> Rates:
    """The same by group; what several of its members have is added up."""
    sums: dict[str, dict[str, Share]] = defaultdict(dict)
    for key, rates in found.items():
        own = sums[group(key)]
        for rule, rate in rates.items():
            earlier = own.get(rule)
            own[rule] = Share(earlier.count + rate.count, earlier.total + rate.total) if earlier else rate
    return sums
