"""Hears a saying: every feature that its words carry, found in one pass.

All literal words of all rules stand in one automaton; a pattern runs only where one of the pieces it
cannot do without has been found.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import zip_longest

import ahocorasick_rs

from bot.check.feature import Act, Entity, Expression, Feature, Spoken, any_of
from bot.check.literals import Texts, alternatives
from bot.check.pieces import pieces_of
from bot.check.spans import Span, outermost, outside
from bot.conversation.marks import mark_of
from bot.conversation.model import Role
from bot.language.acts import ActModel
from bot.language.folded import Folded
from bot.language.personal import personal

#: A sentence shorter than this, in characters, says too little for the model to judge what it does.
_SHORTEST_ACT = 6

#: A number, a plate or a code alone says nothing that the model could judge.
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")

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
        plain: the expressions of which it is a pattern.
        pieces: the patterns that need it, or another of the same set, a bit each; of the first of their two sets,
            and the second.
    """

    words: list[int] = field(default_factory=list)
    plain: list[int] = field(default_factory=list)
    pieces: list[int] = field(default_factory=lambda: [0, 0])


class _Pattern:
    """A pattern of an expression, compiled when it is first needed."""

    __slots__ = ("find", "number")

    def __init__(self, number: int, written: str) -> None:
        self.number = number
        self.find: Callable[[str], Iterator[re.Match[str]]] = partial(self._first, written)

    def _first(self, written: str, phrased: str) -> Iterator[re.Match[str]]:
        self.find = any_of((written,)).finditer
        return self.find(phrased)


class _RoleEar:
    """The features of one role.

    Patterns that are plain words need not be run: the search has found them already. What makes an expression
    innocent is an expression too, under `~` of its number.
    """

    def __init__(self, features: Sequence[Feature], role: str, acts: ActModel | None) -> None:
        own = [(n, f) for n, f in enumerate(features) if f.by in (role, "both")]
        self._patterns: list[_Pattern] = []
        self._spoken = [n for n, f in own if isinstance(f, Spoken)]
        self._entities = [(n, f.kind) for n, f in own if isinstance(f, Entity)]
        self._acts = (
            acts.listener(role, [(n, f.act, f.sure) for n, f in own if isinstance(f, Act)]) if acts else None
        )
        self._innocent: dict[int, tuple[str, ...]] = {}
        needles: dict[str, _Needle] = defaultdict(_Needle)
        self._always = [0, 0]
        self._excusing = 0
        written: list[tuple[int, str]] = []
        for number, feature in own:
            if isinstance(feature, Expression):
                for word in feature.words:
                    if bare := Folded(word).bare:
                        needles[bare].words.append(number)
                written += [(number, one) for pattern in feature.patterns for one in alternatives(pattern)]
                written += [(~number, one) for pattern in feature.unless for one in alternatives(pattern)]
            elif isinstance(feature, Act) and feature.unless:
                self._innocent[number] = feature.unless
        required = pieces_of([pattern for _, pattern in written])
        for number, pattern in written:
            self._add(number, pattern, required[pattern], needles)
        self._needles = [(n.words, n.plain, n.pieces[0], n.pieces[1]) for _, n in sorted(needles.items())]
        self._search = ahocorasick_rs.AhoCorasick(sorted(needles)) if needles else None

    def _add(
        self, number: int, pattern: str, required: Sequence[Texts], needles: dict[str, "_Needle"]
    ) -> None:
        if pattern.isalnum() and Folded(pattern).bare == pattern:
            needles[pattern].plain.append(number)
            return
        bit = 1 << len(self._patterns)
        for kind, texts in zip_longest((0, 1), required):
            if texts is None:
                self._always[kind] |= bit
            for piece in texts or ():
                needles[piece].pieces[kind] |= bit
        if number < 0:
            self._excusing |= bit
        self._patterns.append(_Pattern(number, pattern))

    def hear(self, text: str) -> Heard:
        found: dict[int, tuple[tuple[Span, float], ...]] = {}
        if mark := mark_of(text):
            return Heard(Folded(""), found, mark)
        folded = Folded(text)
        if not folded.bare:
            return Heard(folded, found)
        for number, spans in self._spans(folded).items():
            found[number] = tuple([(span, 1.0) for span in spans])
        if self._spoken:
            whole = (((0, len(folded.phrased)), 1.0),)
            for number in self._spoken:
                found[number] = whole
        if self._entities:
            self._hear_entities(folded, found)
        if self._acts is not None and _WORDS.search(folded.phrased):
            for number, span, sure in self._acts(folded.phrased):
                innocent = self._innocent.get(number)
                too_short = span[1] - span[0] < _SHORTEST_ACT
                if too_short or (innocent and any_of(innocent).search(folded.phrased, *span)):
                    continue
                found[number] = (*found.get(number, ()), (span, sure))
        return Heard(folded, found)

    def _spans(self, folded: Folded) -> dict[int, Sequence[Span]]:
        """Where each expression holds: without what is innocent, without repetitions, in order."""
        spans: dict[int, list[Span]] = {}
        excused: dict[int, list[Span]] = {}
        first, second = self._always
        if self._search is not None:
            for needle, start, end in self._search.find_matches_as_indexes(folded.bare, overlapping=True):
                words, plain, firsts, seconds = self._needles[needle]
                if words or plain:
                    span = folded.phrase_span(start, end)
                    for number in words:
                        spans.setdefault(number, []).append(span)
                    if plain and span[1] - span[0] == end - start:
                        for number in plain:
                            (excused if number < 0 else spans).setdefault(number, []).append(span)
                first |= firsts
                second |= seconds
        possible = first & second
        excusing = possible & self._excusing
        self._run(possible ^ excusing, folded.phrased, spans)
        if not spans:
            return {}
        if excusing:
            self._run(excusing, folded.phrased, excused, spans)
        kept: dict[int, Sequence[Span]] = {}
        for number, found in spans.items():
            left = outside(found, excused[~number]) if ~number in excused else found
            if left:
                kept[number] = outermost(left) if len(left) > 1 else left
        return kept

    def _run(
        self,
        patterns: int,
        phrased: str,
        spans: dict[int, list[Span]],
        excusable: Container[int] | None = None,
    ) -> None:
        """Add to `spans` where `patterns` (a bit each) match; of those that excuse, only for what is `excusable`."""
        while patterns:
            lowest = patterns & -patterns
            patterns ^= lowest
            pattern = self._patterns[lowest.bit_length() - 1]
            number = pattern.number
            if excusable is not None and ~number not in excusable:
                continue
            for match in pattern.find(phrased):
                span = match.span()
                if span[1] > span[0]:
                    spans.setdefault(number, []).append(span)

    def _hear_entities(self, folded: Folded, found: dict[int, tuple[tuple[Span, float], ...]]) -> None:
        items = personal(folded.phrased)
        if not items:
            return
        for number, kind in self._entities:
            spans = tuple((item.span, 1.0) for item in items if kind in ("any", item.kind))
            if spans:
                found[number] = spans
