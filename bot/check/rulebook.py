"""A book's rules compiled: what they listen for, when they come up, and what they demand."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.book.model import Book, Rule
from bot.book.shelf import book_version
from bot.check.condition import Condition
from bot.check.ear import Ear
from bot.check.factory import Factory
from bot.check.feature import Feature, Pause, Signal, TalkOver
from bot.check.sounding import Sounding
from bot.language.acts import ActModel
from bot.language.sounds import Sounds


@dataclass(frozen=True, eq=False)
class Compiled:
    """One rule, ready to be held against a conversation. `line` is the mandated line that would have passed."""

    id: str
    rule: Rule
    applies: Condition | None
    exempt: Condition | None
    when: Condition | None
    require: Condition | None
    forbid: Condition | None
    line: Condition | None

    @property
    def immediate(self) -> Condition | None:
        """What breaks the rule on a single turn, whatever comes later."""
        return self.forbid if self.when is None and self.require is None and self.rule.window is None else None


@dataclass(frozen=True)
class Rulebook:
    """A compiled book.

    Attributes:
        timed: features decided by times and signals, by number.
        moments: by feature, the rules whose moment it may open; `immediate` those it may break at once.
        scenes: by scene, the condition on a turn by which a live call has come to it.
        lines: by line, whether it is said: those of such scenes, and those that rules expect.
    """

    book: Book
    version: str
    model_version: str
    rules: Mapping[str, Compiled]
    features: tuple[Feature, ...]
    ear: Ear
    timed: tuple[tuple[int, Signal | Pause | TalkOver], ...]
    moments: Mapping[int, tuple[Compiled, ...]]
    immediate: Mapping[int, tuple[Compiled, ...]]
    scenes: Mapping[str, Condition]
    lines: Mapping[str, Condition]

    @classmethod
    def of(cls, book: Book, sounds: Sounds, acts: ActModel | None) -> "Rulebook":
        """Compile a book.

        Raises:
            BookError: a condition is not well formed; names book and rule, and says what may be written.
        """
        factory = Factory(book, Sounding(sounds))
        rules = {name: _compiled(name, rule, factory) for name, rule in _heaviest_first(book)}
        scenes = {
            name: factory.condition(scene.begins, f"{book.book}：scenes › {name} › begins")
            for name, scene in book.scenes.items()
            if scene.begins is not None
        }
        lines = {name: factory.line(name, f"{book.book}：lines › {name}") for name in _prompted(book)}
        features = tuple(factory.features)
        return cls(
            book=book,
            version=book_version(book),
            model_version=acts.version if acts else "",
            rules=rules,
            features=features,
            ear=Ear(features, acts),
            timed=tuple((n, f) for n, f in enumerate(features) if isinstance(f, Signal | Pause | TalkOver)),
            moments=_by_trigger({r: r.when for r in rules.values() if r.when is not None}),
            immediate=_by_trigger({r: r.immediate for r in rules.values() if r.immediate is not None}),
            scenes=scenes,
            lines=lines,
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


def _compiled(name: str, rule: Rule, factory: Factory) -> Compiled:
    def made(key: str) -> Condition | None:
        given = getattr(rule, key)
        return None if given is None else factory.condition(given, f"{factory.book.book}：rules › {name} › {key}")

    line = factory.line(rule.expected, f"{factory.book.book}：rules › {name} › expected") if rule.expected else None
    return Compiled(
        name, rule, made("applies"), made("exempt"), made("when"), made("require"), made("forbid"), line
    )


def _by_trigger(conditions: Mapping[Compiled, Condition]) -> dict[int, tuple[Compiled, ...]]:
    found: dict[int, list[Compiled]] = {}
    for rule, condition in conditions.items():
        for feature in condition.triggers:
            found.setdefault(feature, []).append(rule)
    return {feature: tuple(rules) for feature, rules in found.items()}
