"""Chinese surnames: where one ends, and what of a customer's name is his surname."""

import json
from functools import lru_cache

from bot.language.personal import masked
from bot.paths import home

#: The title as the handbook prints it, where nobody knows which.
_EITHER = "先生/女士"


def surname_of(name: str) -> str:
    """The surname of a Chinese name; empty where there is no name."""
    return next((surname for surname in surnames() if name.startswith(surname)), name[:1])


def surname_kept(name: str) -> str:
    """What stays of a customer's name: the surname, with the title if it was given.

    王建国 → 王, 欧阳修先生 → 欧阳先生, John Smith → Smith.
    """
    if len(name) < 2:
        return name
    if name.isascii():
        return masked(name.rsplit(maxsplit=1)[-1]) if not name.isspace() else name
    title = next((title for title in (_EITHER, *titles()) if name.endswith(title)), "")
    return surname_of(name.removesuffix(title)) + title


@lru_cache(maxsize=1)
def surnames() -> list[str]:
    """All that are known, those of two characters first."""
    return sorted(_words()["surnames"], key=len, reverse=True)


@lru_cache(maxsize=1)
def titles() -> list[str]:
    """All that are known, the longest first."""
    return sorted(_words()["titles"], key=len, reverse=True)


@lru_cache(maxsize=1)
def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = json.loads(
        (home() / "data" / "entities" / "words.json").read_text(encoding="utf-8")
    )
    return words
