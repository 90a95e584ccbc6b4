"""What practice asks of a trainee's turn, written as it would stand in a book."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.book.model import Book
from bot.practice.part import Effects, Matter, Part

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
_NAMES_DESK = {
    "patterns": [
        "(?:您好|你好|喂|这里是|我是|我们是|早上好|下午好)[啊呀亲]{0,2}[，。]?[^，。您]{0,10}"
        "(?:中心|物业|医院|检验局|纤检局|[一-龥]店|健身|加速度|旗舰|专营|花园|家园|[一-龥]苑|[一-龥]湾|热线|服务台|前台)"
    ]
}


def conditions_of(
    book: Book, desk: str, parts: Sequence[Part], matters: Sequence[Matter], effects: Effects
) -> dict[str, Any]:
    """Every condition that a plot of the book may ask, by name.

    Args:
        desk: what this desk is called.
        parts: those that may be played.
    """
    found: dict[str, Any] = {f"line {name}": {"line": name} for name in book.lines}
    found |= {f"line {name}": asked for name, asked in _ASKED.items()}
    if "×" in book.organisation:
        found["line opening"] = {"all": [{"line": "opening"}, {"words": [desk, desk[:4]]}]}
    ours = [word for word in (desk, desk[:4], book.organisation, *book.trades) if word]
    found["effect wrong_desk"] = {"all": [_NAMES_DESK, {"not": {"words": ours}}]}
    for part in parts:
        for step, texts in part.steps.items():
            if texts.fact:
                found[f"fact {part.scene} {step}"] = {"all": [{"line": step}, {"words": texts.keys}]}
    for matter in matters:
        found[f"answer {matter.id}"] = {"all": [{"words": words} for words in matter.keys]}
    for name, effect in effects.effects.items():
        if effect.when is not None:
            found[f"effect {name}"] = effect.when
    return found | {
        "anything_else": {"all": ["anything_else", {"not": {"words": ["为您服务"]}}]},
        "put off": _PUT_OFF,
        "closing": {"line": closing_line(book)},
        "farewell": "farewell",
        "leaving": {"all": ["farewell", {"not": "anything_else"}]},
    }


def closing_line(book: Book) -> str:
    """The line by which the book's conversations end."""
    rule = book.rules.get("O02")
    return rule.expected if rule is not None and rule.expected in book.lines else "closing"
