"""What the conditions of a book refer to, read off their YAML without compiling them."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.book.model import Book, Rule

#: The keys of a rule that hold conditions.
CONDITIONS = ("applies", "exempt", "when", "require", "forbid")

#: Keys whose values are no conditions, though a text in them may be spelled like a cue.
_PLAIN = {
    "line",
    "words",
    "patterns",
    "acts",
    "act",
    "sure",
    "entity",
    "signal",
    "record",
    "head",
    "by",
    "in",
    "of",
    "pick",
    "discloses",
    "repeats",
}


def conditions_of(rule: Rule) -> Iterator[tuple[str, Any]]:
    """The conditions of a rule, each with its key."""
    return ((key, getattr(rule, key)) for key in CONDITIONS if getattr(rule, key) is not None)


def cues_in(condition: Any) -> Iterator[str]:
    """The names of the cues that a condition asks for by itself (not through other cues)."""
    if isinstance(condition, str):
        yield condition
    for inner in _inner(condition):
        yield from cues_in(inner)


def lines_in(condition: Any) -> Iterator[str]:
    """The ids of the lines that a condition asks for by itself."""
    if isinstance(condition, Mapping) and isinstance(condition.get("line"), str):
        yield condition["line"]
    for inner in _inner(condition):
        yield from lines_in(inner)


def all_conditions(book: Book) -> Iterator[Any]:
    """Every condition of a book: of its cues, its scenes and its rules."""
    yield from book.cues.values()
    yield from (scene.begins for scene in book.scenes.values())
    for rule in book.rules.values():
        yield from (condition for _, condition in conditions_of(rule))


def _inner(condition: Any) -> Iterator[Any]:
    if isinstance(condition, list):
        yield from condition
    elif isinstance(condition, Mapping):
        yield from (value for key, value in condition.items() if key not in _PLAIN)
