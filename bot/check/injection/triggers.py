"""What a customer says when a moment of a book comes: out of the rules' own examples, and out of what customers say."""

from collections.abc import Iterator
from typing import Any

from bot.book.conditions import all_conditions
from bot.book.model import Book
from bot.check.examples import example
from bot.check.injection.draft import Draft, Said, sayings
from bot.check.injection.listener import Listener
from bot.conversation.model import Head
from bot.errors import BookError
from bot.language.examples import Example

#: So many sayings at most are kept for one moment.
_ENOUGH = 12

_OPENING = Said("agent", "您好。")


class Triggers:
    """Customers' sayings by the moment that they open."""

    def __init__(self, listener: Listener, examples: list[Example]) -> None:
        self._listener = listener
        self._pool = list(
            dict.fromkeys((*_from_rules(listener.book), *_from_examples(listener.book, examples)))
        )
        book = listener.book
        self._moments = [
            c for rule in book.rules.values() for c in (rule.when, rule.applies) if c is not None
        ]
        self._conditions = {repr(c): c for c in (*self._moments, *(s.begins for s in book.scenes.values()))}
        self._tables: dict[tuple[str, str], dict[str, dict[Said, None]]] = {}

    def of(self, condition: Any, head: Head, also: Any = None) -> list[Said]:
        """The sayings on which a moment comes (and another one, if given), those first that open the fewest other
        moments; none where no saying of a customer opens it.
        """
        table = self._table(head)
        wanted = [table[repr(c)] for c in (condition, also) if c is not None]
        found = [said for said in wanted[0] if all(said in other for other in wanted[1:])]
        found = [said for said in found if said.signals] or found
        opened = {said: sum(said in table[repr(c)] for c in self._moments) for said in found}
        fewest = min(opened.values(), default=0)
        return [said for said, number in opened.items() if number == fewest][:_ENOUGH]

    def opens(self, condition: Any, head: Head, said: Said) -> bool:
        """Whether a moment comes on a saying."""
        return said in self._table(head)[repr(condition)]

    def _table(self, head: Head) -> dict[str, dict[Said, None]]:
        """By moment, the sayings on which it comes in such a conversation."""
        key = head.channel, head.direction
        if key not in self._tables:
            table: dict[str, dict[Said, None]] = {name: {} for name in self._conditions}
            for said in self._pool:
                draft = Draft(Head(channel=head.channel, direction=head.direction), (_OPENING, said))
                for name, condition in self._conditions.items():
                    if condition is not None and self._listener.holds(condition, draft, 1):
                        table[name][said] = None
            self._tables[key] = table
        return self._tables[key]


def _from_rules(book: Book) -> Iterator[Said]:
    """What customers say in the examples of the book's rules."""
    for rule in book.rules.values():
        for written in (*rule.good, *rule.bad):
            try:
                conversation = example(written, book)
            except BookError:
                continue
            yield from (
                Said(
                    "customer",
                    one.text,
                    signals=one.signals,
                    lasts=one.lasts if not one.text else None,
                    kept=True,
                )
                for one in sayings(conversation)
                if one.role == "customer"
            )


def _from_examples(book: Book, examples: list[Example]) -> Iterator[Said]:
    """What customers say by the intents that the book's conditions or the names of its scenes ask for."""
    named = {act for condition in all_conditions(book) for act in _acts(condition)}
    named |= {intent for scene in book.scenes for intent in (f"customer_{scene}", scene_intent(scene))}
    for item in examples:
        if item.intent in named and item.family == "customer":
            yield Said("customer", item.text, kept=True)


def scene_intent(scene: str) -> str:
    """The intent of a customer who brings a scene about: of privacy_request, customer_ask_privacy."""
    kind, _, what = scene.rpartition("_")
    return f"customer_ask_{kind}" if what == "request" else f"customer_{scene}"


def _acts(condition: Any) -> Iterator[str]:
    if isinstance(condition, list):
        for item in condition:
            yield from _acts(item)
    elif isinstance(condition, dict):
        for key in ("act", "acts"):
            given = condition.get(key) or ()
            yield from (given,) if isinstance(given, str) else given
        for value in condition.values():
            yield from _acts(value)
