"""What practice asks of a trainee's turn, written as it would stand in a book."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.book.model import Book
from bot.practice.part import Effects, Matter

#: What is asked of the trainee where the line alone would not tell.
_ASKED: Mapping[str, Any] = {"address": "addresses"}


def conditions_of(book: Book, matters: Sequence[Matter], effects: Effects) -> dict[str, Any]:
    """Every condition that a plot of the book may ask, by name."""
    found: dict[str, Any] = {f"line {name}": {"line": name} for name in book.lines}
    found |= {f"line {name}": asked for name, asked in _ASKED.items()}
    for matter in matters:
        found[f"answer {matter.id}"] = {"all": [{"words": words} for words in matter.keys]}
    for name, effect in effects.effects.items():
        if effect.when is not None:
            found[f"effect {name}"] = effect.when
    return found | {
        "anything_else": {"any": ["anything_else", {"line": "anything_else"}]},
        "closing": {"line": closing_line(book)},
        "leaving": "closes",
    }


def closing_line(book: Book) -> str:
    """The line by which the book's conversations end."""
    rule = book.rules.get("O02")
    return rule.expected if rule is not None and rule.expected in book.lines else "closing"
