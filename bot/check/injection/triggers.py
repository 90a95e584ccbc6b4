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
        self._pool = list(dict.fromkeys((*_from_rules(listener.book), *_from_examples(listener.book, examples))))
        self._opened: dict[Said, int] = {}
        self._found: dict[str, list[Said]] = {}

    def of(self, condition: Any, head: Head, also: Any = None) -> list[Said]:
        """The sayings on which a condition holds (and another one, if given), those first that open the fewest other
        moments; none where no saying of a customer opens it.
        """
        key = repr((condition, also, head.channel, head.direction))
        if key not in self._found:
            wanted = [c for c in (condition, also) if c is not None]
            found = [s for s in self._pool if all(self.opens(c, head, s) for c in wanted)]
            found = [s for s in found if s.signals] or found
            fewest = min((self._openness(s, head) for s in found), default=0)
            self._found[key] = [s for s in found if self._openness(s, head) == fewest][:_ENOUGH]
        return self._found[key]

    def opens(self, condition: Any, head: Head, said: Said) -> bool:
        """Whether a condition holds on a saying."""
        return self._listener.holds(condition, self._draft(head, said), 1)

    @staticmethod
    def _draft(head: Head, said: Said) -> Draft:
        return Draft(head, (_OPENING, said))

    def _openness(self, said: Said, head: Head) -> int:
        """How many rules have something to do with a saying."""
        if said not in self._opened:
            draft = self._draft(head, said)
            rules = self._listener.book.rules.values()
            self._opened[said] = sum(
                any(c is not None and self._listener.holds(c, draft, 1) for c in (rule.when, rule.applies))
                for rule in rules
            )
        return self._opened[said]


def _from_rules(book: Book) -> Iterator[Said]:
    """What customers say in the examples of the book's rules."""
    for rule in book.rules.values():
        for written in (*rule.good, *rule.bad):
            try:
                conversation = example(written, book)
            except BookError:
                continue
            yield from (
                Said("customer", one.text, signals=one.signals, lasts=one.lasts if not one.text else None, kept=True)
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
