"""A book's rules compiled: what they listen for, when they come up, and what they demand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.book.model import Book, Rule
from bot.book.shelf import book_version
from bot.check.condition import Condition
from bot.check.ear import Ear
from bot.check.factory import Factory
from bot.check.feature import Feature, Pause, Signal, TalkOver
from bot.check.finding import Outcome, Part
from bot.check.operators.logic import share
from bot.check.operators.scope import ScopeOptions, bounds
from bot.check.sounding import Sounding
from bot.check.track import Track, View
from bot.conversation.model import ROLES, Role
from bot.language.acts import ActModel
from bot.language.sounds import Sounds

#: Beyond this share of it said, another line that would pass was meant, and not the one that the finding names.
_MOSTLY = 0.5


@dataclass(frozen=True, eq=False)
class Compiled:
    """One rule, ready to be held against a conversation.

    Attributes:
        line: the mandated line that would have passed.
        rank: its place among the rules, behind those that outrank it.
    """

    id: str
    rule: Rule
    applies: Condition | None
    exempt: Condition | None
    when: Condition | None
    require: Condition | None
    forbid: Condition | None
    line: Condition | None
    rank: int

    @cached_property
    def immediate(self) -> Condition | None:
        """What breaks the rule on a single turn, whatever comes later."""
        return (
            self.forbid if self.when is None and self.require is None and self.rule.window is None else None
        )

    @cached_property
    def scope(self) -> ScopeOptions | None:
        """Where it looks."""
        window = self.rule.window
        return None if window is None else ScopeOptions(**window.model_dump())

    def window(self, track: Track, at: int, hi: int, *, final: bool = False) -> View:
        """The turns it looks at, seen from a moment at turn `at`, before turn `hi`."""
        base = View(track, 0, hi, at, final)
        if self.scope is None:
            return View(track, at, at + 1, at, final) if self.when is not None else base
        lo, end = bounds(self.scope, base, at)
        return base.narrowed(lo, min(hi, end))

    def owed(self, view: View) -> Sequence[Part]:
        """What the rule demands, piece by piece, with whether it was said.

        Several lines may pass. It is the one that the finding names which is shown in pieces, and not the farewell of
        some other scene, unless most of that was said.
        """
        parts = self.require.parts(view) if self.require is not None else ()
        if not parts or self.line is None or _itemised(self.rule.require):
            return parts
        named = self.line.parts(view)
        within = {part.text for part in named} <= {part.text for part in parts}
        return parts if within or share(parts) > max(share(named), _MOSTLY) else named

    def begun(self, view: View) -> bool:
        """Whether anything was said of what would pass."""
        return self.require is not None and any(part.said for part in self.require.parts(view))

    @property
    def opens(self) -> bool:
        """Whether it is decided on the beginning of the conversation."""
        return self.when is None and self.rule.window is not None and self.rule.window.first is not None

    @property
    def quiet(self) -> bool:
        """Whether it is met wherever no single turn has broken it."""
        return (
            self.immediate is not None and self.applies is None and self.exempt is None and not self.rule.once
        )

    @property
    def closes(self) -> bool:
        """Whether it is decided once the conversation is over."""
        return self.when is None and not self.opens and not self.quiet


@dataclass(frozen=True, slots=True)
class Timed:
    """The features of one role that are decided by times and signals, by kind, each with its number."""

    signals: tuple[tuple[int, Signal], ...]
    pauses: tuple[tuple[int, Pause], ...]
    talk_overs: tuple[tuple[int, TalkOver], ...]

    @classmethod
    def of(cls, features: Sequence[Feature], role: Role) -> "Timed":
        """Those among `features` that concern a role."""
        own = [(n, f) for n, f in enumerate(features) if f.by in (role, "both")]
        return cls(
            tuple((n, f) for n, f in own if isinstance(f, Signal)),
            tuple((n, f) for n, f in own if isinstance(f, Pause)),
            tuple((n, f) for n, f in own if isinstance(f, TalkOver)),
        )


@dataclass(frozen=True)
class Rulebook:
    """A compiled book.

    Attributes:
        timed: by role, the features decided by times and signals.
        moments: by feature, the rules whose moment it may open; `immediate` those it may break at once.
        opening: the rules decided on the beginning; `closing` those decided at the end.
        covering: by rule, the rules that do not count where it does.
        untouched: the outcome of every rule, in the book's order, in a conversation in which none comes up.
        scenes: by scene, the condition on a turn by which a live call has come to it.
        lines: by line, whether it is said: those of such scenes, and those that rules expect.
        asked: further conditions that whoever compiled the book wants to know of a turn, by name.
    """

    book: Book
    version: str
    model_version: str
    rules: Mapping[str, Compiled]
    features: tuple[Feature, ...]
    ear: Ear
    timed: Mapping[str, Timed]
    moments: Mapping[int, tuple[Compiled, ...]]
    immediate: Mapping[int, tuple[Compiled, ...]]
    opening: tuple[Compiled, ...]
    closing: tuple[Compiled, ...]
    covering: Mapping[str, tuple[str, ...]]
    untouched: Mapping[str, Outcome]
    scenes: Mapping[str, Condition]
    lines: Mapping[str, Condition]
    asked: Mapping[str, Condition]

    @classmethod
    def of(
        cls, book: Book, sounds: Sounds, acts: ActModel | None, asked: Mapping[str, Any] | None = None
    ) -> "Rulebook":
        """Compile a book; `asked`: further conditions by name, as they would stand in it.

        Raises:
            BookError: a condition is not well formed; names book and rule, and says what may be written.
        """
        factory = Factory(book, Sounding(sounds))
        rules = {
            name: _compiled(name, rule, rank, factory)
            for rank, (name, rule) in enumerate(_heaviest_first(book))
        }
        scenes = {
            name: factory.condition(scene.begins, f"{book.book}：scenes › {name} › begins")
            for name, scene in book.scenes.items()
            if scene.begins is not None
        }
        lines = {name: factory.line(name, f"{book.book}：lines › {name}") for name in _prompted(book)}
        further = {
            name: factory.condition(given, f"{book.book}：{name}") for name, given in (asked or {}).items()
        }
        features = tuple(factory.features)
        return cls(
            book=book,
            version=book_version(book),
            model_version=acts.version if acts else "",
            rules=rules,
            features=features,
            ear=Ear(features, acts),
            timed={role: Timed.of(features, role) for role in ROLES},
            opening=tuple(r for r in rules.values() if r.opens),
            closing=tuple(r for r in rules.values() if r.closes),
            covering={
                name: tuple(r for r in book.rules if name in book.rules[r].outranked) for name in book.rules
            },
            untouched={name: "met" if rules[name].quiet else "not_applicable" for name in book.rules},
            moments=_by_trigger({r: r.when for r in rules.values() if r.when is not None}),
            immediate=_by_trigger({r: r.immediate for r in rules.values() if r.immediate is not None}),
            scenes=scenes,
            lines=lines,
            asked=further,
        )


def _prompted(book: Book) -> list[str]:
    """The lines that may be prompted in a live call."""
    said = [step.say for scene in book.scenes.values() if scene.begins is not None for step in scene.steps]
    expected = [rule.expected for rule in book.rules.values()]
    return list(dict.fromkeys(name for name in (*said, *expected) if name in book.lines))


def _heaviest_first(book: Book) -> list[tuple[str, Rule]]:
    """Rules after those that outrank them, otherwise in the book's order."""
    ordered: dict[str, Rule] = {}

    def take(name: str) -> None:
        if name in ordered or name not in book.rules:
            return
        for above in book.rules[name].outranked:
            take(above)
        ordered.setdefault(name, book.rules[name])

    for name in book.rules:
        take(name)
    return list(ordered.items())


def _compiled(name: str, rule: Rule, rank: int, factory: Factory) -> Compiled:
    def made(key: str) -> Condition | None:
        given = getattr(rule, key)
        return (
            None
            if given is None
            else factory.condition(given, f"{factory.book.book}：rules › {name} › {key}")
        )

    line = (
        factory.line(rule.expected, f"{factory.book.book}：rules › {name} › expected")
        if rule.expected
        else None
    )
    return Compiled(
        name, rule, made("applies"), made("exempt"), made("when"), made("require"), made("forbid"), line, rank
    )


def _itemised(given: object) -> bool:
    """Whether a condition names its pieces itself."""
    if isinstance(given, Mapping):
        return "items" in given or any(map(_itemised, given.values()))
    return isinstance(given, list) and any(map(_itemised, given))


def _by_trigger(conditions: Mapping[Compiled, Condition]) -> dict[int, tuple[Compiled, ...]]:
    found: dict[int, list[Compiled]] = {}
    for rule, condition in conditions.items():
        for feature in condition.triggers:
            found.setdefault(feature, []).append(rule)
    return {feature: tuple(rules) for feature, rules in found.items()}
