"""Names, titles, numbers, telephone numbers, dates and trades in a text, by spaCy's entity ruler.

The ruler works on single characters: jieba cuts 姓王 and 是位先生 differently from sentence to
sentence, and a pattern over its tokens misses half of them.
"""

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bot.book.shelf import shelf
from bot.paths import home

if TYPE_CHECKING:
    from spacy.language import Language

_DIGIT = "^[0-9０-９]$"
_SPOKEN = "^[0-9０-９零〇一二三四五六七八九十幺洞两]$"
_ALNUM = "^[0-9A-Za-z]$"


def patterns() -> list[dict[str, Any]]:
    """The ruler's patterns: one dictionary a character, as spaCy wants them."""
    words = json.loads((home() / "data" / "entities" / "words.json").read_text(encoding="utf-8"))
    surname = {"TEXT": {"IN": [s for s in words["surnames"] if len(s) == 1]}}
    doubles = [s for s in words["surnames"] if len(s) == 2]
    surnames: list[list[dict[str, Any]]] = [[surname], *([_char(a), _char(b)] for a, b in doubles)]
    made = []
    for name in surnames:
        for title in words["titles"]:
            made.append(("customer", [*name, *map(_char, title)]))
        made.append(("surname_said", [_char("姓"), *name]))
        made.append(("surname_said", [_char("免"), _char("贵"), *name]))
    made += [("title", list(map(_char, title))) for title in words["titles"]]
    made += [
        ("agent_number", [_many(_SPOKEN), _char("号")]),
        (
            "agent_number",
            [_char("工"), _char("号"), {"TEXT": {"REGEX": "^[是：: ]$"}, "OP": "?"}, _many(_ALNUM)],
        ),
        (
            "agent_number",
            [_char("工"), _char("号"), {"TEXT": {"REGEX": "^[是：: ]$"}, "OP": "?"}, _many(_SPOKEN)],
        ),
        ("phone", [{"TEXT": "1"}, {"TEXT": {"REGEX": "^[3-9]$"}}, *[{"TEXT": {"REGEX": _DIGIT}}] * 9]),
        (
            "phone",
            [{"TEXT": "0"}, *[{"TEXT": {"REGEX": _DIGIT}}] * 2, {"TEXT": "-", "OP": "?"}, _many(_DIGIT)],
        ),
        ("date", [_many(_SPOKEN), _char("月"), _many(_SPOKEN), {"TEXT": {"IN": ["日", "号"]}}]),
        ("date", [_many(_SPOKEN), _char("月"), {"TEXT": "份", "OP": "?"}]),
        ("number", [_many(_DIGIT), {"TEXT": ".", "OP": "?"}, {"TEXT": {"REGEX": _DIGIT}, "OP": "*"}]),
    ]
    ruled: list[dict[str, Any]] = [{"label": label, "pattern": pattern} for label, pattern in made]
    for book in shelf():
        ruled += [
            {"label": "trade", "pattern": list(map(_char, name)), "id": book.book} for name in book.trades
        ]
    return ruled


@lru_cache(maxsize=1)
def pipeline() -> "Language":
    """The spaCy pipeline: characters as tokens, and the ruler. Importing spaCy takes two seconds."""
    import spacy

    language = spacy.blank("zh")
    ruler = language.add_pipe("entity_ruler", config={"overwrite_ents": False})
    ruler.add_patterns(patterns())
    return language


def _char(character: str) -> dict[str, Any]:
    return {"TEXT": character}


def _many(pattern: str) -> dict[str, Any]:
    return {"TEXT": {"REGEX": pattern}, "OP": "+"}
