"""Hears a saying: every feature that its words carry, found in one pass.

All literal words of all rules stand in one automaton; a pattern runs only where one of the pieces it
cannot do without has been found.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import zip_longest

import ahocorasick_rs

from bot.check.feature import SEVERAL, Act, Compiled, Entity, Expression, Feature, Spoken, any_of
from bot.check.pieces import pieces_of
from bot.check.spans import Span, one_after_another, outermost, outside
from bot.conversation.marks import mark_of
from bot.conversation.model import Role
from bot.language.acts import ActModel
from bot.language.folded import Folded
from bot.language.personal import personal

#: A sentence shorter than this, in characters, says too little for the model to judge what it does.
_SHORTEST_ACT = 6

#: Distinct sayings remembered; greetings and thanks come again in every call.
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Heard:
    """What one saying carries.

    Attributes:
        found: by feature number, spans in the phrased text with how sure it is (0 to 1).
        mark: the signal that the text stands for where it is nothing but a mark, as in （无声）.
    """

    folded: Folded
    found: dict[int, tuple[tuple[Span, float], ...]]
    mark: str | None = None


class Ear:
    """Listens for the given features; numbers are their places in `features`."""

    def __init__(self, features: Sequence[Feature], acts: ActModel | None) -> None:
        self._ears = {role: _RoleEar(features, role, acts) for role in ("agent", "customer")}
        self.hear: Callable[[Role, str], Heard] = lru_cache(maxsize=_REMEMBERED)(self._hear)

    def _hear(self, role: Role, text: str) -> Heard:
        return self._ears[role].hear(text)


@dataclass(slots=True)
class _Needle:
    """What a text that is searched for may be.

    Attributes:
        words: the expressions of which it is a word.
        pieces: the patterns that need it, or another of the same set; of the first of their two sets, and the second.
        plain: the patterns that are no more than it, each by expression and place there.
    """

    words: list[int] = field(default_factory=list)
    pieces: tuple[list[int], list[int]] = field(default_factory=lambda: ([], []))
    plain: list[tuple[int, int]] = field(default_factory=list)


class _RoleEar:
    """The features of one role.

    Every pattern of every expression has a number of its own; what an expression's patterns find together is
    found by all of them in one. Those that are plain words need not be run: the search has found them already.
    """

    def __init__(self, features: Sequence[Feature], role: str, acts: ActModel | None) -> None:
        own = [(n, f) for n, f in enumerate(features) if f.by in (role, "both")]
        self._compiled: dict[int, Compiled] = {}
        self._patterns: list[tuple[int, int]] = []
        self._spoken = [n for n, f in own if isinstance(f, Spoken)]
        self._entities = [(n, f.kind) for n, f in own if isinstance(f, Entity)]
        self._acts = (
            acts.listener(role, [(n, f.act, f.sure) for n, f in own if isinstance(f, Act)]) if acts else None
        )
        self._innocent: dict[int, tuple[str, ...]] = {}
        needles: dict[str, _Needle] = defaultdict(_Needle)
        self._always: tuple[set[int], set[int]] = (set(), set())
        expressions = {n: Compiled(f) for n, f in own if isinstance(f, Expression)}
        self._required = pieces_of([p for compiled in expressions.values() for p in compiled.patterns])
        for number, feature in own:
            if isinstance(feature, Expression):
                self._compiled[number] = expressions[number]
                self._add(number, feature, needles)
            elif isinstance(feature, Act) and feature.unless:
                self._innocent[number] = feature.unless
        self._needles = [(n.words, *n.pieces, n.plain) for _, n in sorted(needles.items())]
        self._search = ahocorasick_rs.AhoCorasick(sorted(needles)) if needles else None

    def _add(self, number: int, expression: Expression, needles: dict[str, "_Needle"]) -> None:
        for word in expression.words:
            if bare := Folded(word).bare:
                needles[bare].words.append(number)
        for place, pattern in enumerate(self._compiled[number].patterns):
            if pattern.isalnum() and Folded(pattern).bare == pattern:
                needles[pattern].plain.append((number, place))
                continue
            for kind, texts in zip_longest((0, 1), self._required[pattern]):
                if texts is None:
                    self._always[kind].add(len(self._patterns))
                for piece in texts or ():
                    needles[piece].pieces[kind].append(len(self._patterns))
            self._patterns.append((number, place))

    def hear(self, text: str) -> Heard:
        found: dict[int, tuple[tuple[Span, float], ...]] = {}
        if mark := mark_of(text):
            return Heard(Folded(""), found, mark)
        folded = Folded(text)
        if not folded.bare:
            return Heard(folded, found)
        for number, where in self._spans(folded).items():
            kept = self._kept(number, where, folded.phrased)
            if kept:
                found[number] = tuple([(span, 1.0) for span in kept])
        if self._spoken:
            whole = (((0, len(folded.phrased)), 1.0),)
            for number in self._spoken:
                found[number] = whole
        if self._entities:
            self._hear_entities(folded, found)
        if self._acts is not None:
            for number, span, sure in self._acts(folded.phrased):
                innocent = self._innocent.get(number)
                too_short = span[1] - span[0] < _SHORTEST_ACT
                if too_short or (innocent and any_of(innocent).search(folded.phrased, *span)):
                    continue
                found[number] = (*found.get(number, ()), (span, sure))
        return Heard(folded, found)

    def _spans(self, folded: Folded) -> dict[int, list[Span]]:
        """Where each expression's words and patterns stand."""
        spans: dict[int, list[Span]] = {}
        literal: dict[int, list[tuple[int, int, int]]] = {}
        first, second = self._always[0].copy(), self._always[1].copy()
        if self._search is not None:
            for needle, start, end in self._search.find_matches_as_indexes(folded.bare, overlapping=True):
                words, firsts, seconds, plain = self._needles[needle]
                if words or plain:
                    span = folded.phrase_span(start, end)
                    for number in words:
                        spans.setdefault(number, []).append(span)
                    if plain and span[1] - span[0] == end - start:
                        for number, place in plain:
                            literal.setdefault(number, []).append((span[0], place, span[1]))
                first.update(firsts)
                second.update(seconds)
        places: dict[int, int] = {}
        for one in sorted(first & second):
            number, place = self._patterns[one]
            places[number] = SEVERAL if number in places or number in literal else place
        for number, found in literal.items():
            if number not in places:
                spans.setdefault(number, []).extend(one_after_another(found))
        phrased = folded.phrased
        for number, place in places.items():
            for match in self._compiled[number].find(place)(phrased):
                span = match.span()
                if span[1] > span[0]:
                    spans.setdefault(number, []).append(span)
        return spans

    def _kept(self, number: int, spans: Sequence[Span], phrased: str) -> Sequence[Span]:
        """Without what is innocent, without repetitions, in order."""
        unless = self._compiled[number].unless
        if unless is not None:
            spans = outside(spans, [m.span() for m in unless.finditer(phrased)])
        return outermost(spans) if len(spans) > 1 else spans

    def _hear_entities(self, folded: Folded, found: dict[int, tuple[tuple[Span, float], ...]]) -> None:
        items = personal(folded.phrased)
        if not items:
            return
        for number, kind in self._entities:
            spans = tuple((item.span, 1.0) for item in items if kind in ("any", item.kind))
            if spans:
                found[number] = spans
