"""What an agent tells about himself and his customer: 我是8号，客户姓王是位先生，我在健身房前台."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from bot.book.shelf import Shelf
from bot.language.aligned import aligned
from bot.language.numbers import spoken_digits

_NUMBER = re.compile(
    r"工号(?:是|为|：|:)?\s*([0-9a-z零〇一二三四五六七八九十幺洞两]+)|([0-9零〇一二三四五六七八九十幺洞两]+)\s*号"
)
_WOMAN = re.compile(r"女士|小姐|女的|女性|女客|女同志|姑娘|阿姨|大姐|妈|太太|美女")
_MAN = re.compile(r"先生|男的|男性|男客|男同志|大爷|大哥|叔|伯|帅哥|小伙")
_TITLES = ("先生", "女士", "小姐")


def agent_number(text: str) -> str:
    """The agent's number as digits (洞八号 → 08), or an empty string."""
    found = _NUMBER.search(aligned(text))
    if not found:
        bare = aligned(text).strip()
        return spoken_digits(bare) if len(bare) <= 6 else ""
    said = found.group(1) or found.group(2)
    return spoken_digits(said) or said.upper()


def customer(text: str, entities: Iterable[Mapping[str, Any]]) -> str:
    """Surname and title of the customer (王先生), or an empty string.

    A surname without a title is of no use in a line, so both must be known.
    """
    found = {str(entity.get("entity")): str(entity.get("value")) for entity in entities}
    named = found.get("customer", "")
    for title in _TITLES:
        if named.endswith(title):
            return named
    surname = re.sub(r"^(姓|免贵)", "", found.get("surname_said", "")) or named[:-2]
    if not surname:
        return ""
    if _WOMAN.search(text):
        return f"{surname}小姐" if "小姐" in text else f"{surname}女士"
    return f"{surname}先生" if _MAN.search(text) else f"{surname}先生/女士"


def trade(text: str, shelf: Shelf) -> str:
    """The id of the book whose trade is named, or an empty string."""
    book = shelf.by_trade(aligned(text))
    return book.book if book else ""
