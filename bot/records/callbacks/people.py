"""Customers as call-backs keep them: surname and title, and a number that is masked unless the desk keeps it."""

import re
from collections.abc import Iterable
from functools import lru_cache

from bot.errors import Refused
from bot.forms.errors import Unfit
from bot.forms.phone import phone as one_phone
from bot.language.aligned import aligned
from bot.language.digits import READ_OUT
from bot.language.personal import masked, personal
from bot.language.surname import surname_of, surnames, titles
from bot.language.unseen import tidied
from bot.records.desk import Desk
from bot.report.safe import printable

#: What `Desk.keep_full` calls this kind of record.
RECORD = "callbacks"

_MEN, _WOMEN = ("先生", "男", "男士", "m"), ("女士", "女", "f")
_DIGIT = f"[0-9{''.join(READ_OUT)}]"
#: A number of which the middle has been masked.
_STARRED = re.compile(rf"({_DIGIT}{{0,4}})[\s，,\-]*(\*{{4,8}})[\s，,\-]*({_DIGIT}{{4}})")


def full(desk: Desk) -> bool:
    """Whether the desk keeps call-backs with everything in them."""
    return RECORD in desk.keep_full


def kept(text: str, desk: Desk) -> str:
    """A text as it may be kept: printable, and masked unless the desk keeps call-backs in full."""
    text = printable(tidied(text))
    return text if full(desk) else masked(text)


def kept_phone(phone: str, desk: Desk) -> str:
    """A telephone number as it may be kept: the first three digits and the last four stay, or the last four."""
    return phone if full(desk) else hidden(phone)


def hidden(phone: str) -> str:
    """A telephone number with its middle as stars, whatever kind of number it is."""
    known = masked(phone)
    if known != phone or len(phone) < 5:
        return known
    head = 3 if len(phone) > 10 else 0
    return phone[:head] + "*" * (len(phone) - head - 4) + phone[-4:]


def phone_of(written: str) -> str:
    """A written telephone number; empty where nothing is written.

    Raises:
        Refused: it is no number.
    """
    try:
        return one_phone(written) if written.strip() else ""
    except Unfit as error:
        raise Refused(f"电话“{written.strip()[:20]}”：{error}") from error


def addressed(name: str, title: str = "") -> str:
    """Surname and title of a name that may be written in full, with or without its title: 王小明 + 女 → 王女士.

    Where nobody knows the title, it is 先生/女士, as the handbook prints it.
    """
    name, title = printable(tidied(name)), title.strip()
    for known in titles():
        if name.endswith(known) and len(name) > len(known):
            name, title = name[: -len(known)], title or known
            break
    if not name:
        return ""
    surname = surname_of(name)
    if title in _MEN:
        title = "先生"
    elif title in _WOMEN:
        title = "女士"
    return f"{surname}{title if title in titles() else '先生/女士'}"


def called(sayings: Iterable[str]) -> str:
    """How the agent addresses the customer in what he says (王先生); empty where he does not."""
    for said in sayings:
        if found := _address().search(said):
            return found.group()
    return ""


def number_said(sayings: Iterable[str]) -> str:
    """The last telephone number that somebody says; where it has been masked already, with stars."""
    number = ""
    for said in sayings:
        for piece in personal(said):
            if piece.kind in ("phone", "landline"):
                digits = (READ_OUT.get(c, c) for c in aligned(said[slice(*piece.span)]))
                number = "".join(c for c in digits if c.isdigit())
        for parts in _STARRED.findall(aligned(said)):
            number = "".join(READ_OUT.get(character, character) for character in "".join(parts))
    return number


@lru_cache(maxsize=1)
def _address() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(surnames())})(?:先生|女士|小姐)")
