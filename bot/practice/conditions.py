"""What practice asks of a trainee's turn, written as it would stand in a book."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.book.model import Book
from bot.practice.part import Effects, Matter

#: What is asked of the trainee where the line alone would not tell.
_ASKED: Mapping[str, Any] = {"address": "addresses"}


#: How a question is put off: nobody knows the answer at once.
_PUT_OFF = {
    "any": [
        "cannot_answer",
        "promises_reply",
        {"patterns": ["核实|查(?:一下|清|明|证)|问(?:一下|清)|请示|确认"]},
    ]
}

#: By which a desk names itself.
_NAMES_DESK = {"patterns": ["为您服务|这里是|我是[^，。]{2,10}的|客服中心|有什么(?:可以)?(?:帮|需要)"]}


def conditions_of(
    book: Book, desk: str, others: Sequence[str], matters: Sequence[Matter], effects: Effects
) -> dict[str, Any]:
    """Every condition that a plot of the book may ask, by name.

    Args:
        desk: what this desk is called; `others`: what others are.
    """
    found: dict[str, Any] = {f"line {name}": {"line": name} for name in book.lines}
    found |= {f"line {name}": asked for name, asked in _ASKED.items()}
    if "×" in book.organisation:
        found["line opening"] = {"all": [{"line": "opening"}, {"words": [desk, desk[:4]]}]}
    found["effect wrong_desk"] = {
        "all": [_NAMES_DESK, {"words": list(others)}, {"not": {"words": [desk, desk[:4]]}}]
    }
    for matter in matters:
        found[f"answer {matter.id}"] = {"all": [{"words": words} for words in matter.keys]}
    for name, effect in effects.effects.items():
        if effect.when is not None:
            found[f"effect {name}"] = effect.when
    return found | {
        "anything_else": {"all": ["anything_else", {"not": {"words": ["为您服务"]}}]},
        "put off": _PUT_OFF,
        "closing": {"line": closing_line(book)},
        "leaving": {"all": ["farewell", {"not": "anything_else"}]},
    }


def closing_line(book: Book) -> str:
    """The line by which the book's conversations end."""
    rule = book.rules.get("O02")
    return rule.expected if rule is not None and rule.expected in book.lines else "closing"
