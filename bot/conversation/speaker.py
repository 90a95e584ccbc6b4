"""Speakers as transcripts name them: 客服, 坐席(A08), 客服8号, 王女士（客户）, A, Customer, ..."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.conversation.model import Role
from bot.conversation.vocabulary import ROLE_NAMES, SYSTEM_NAMES, plain, role_of

#: Longest names first, so that 坐席员 is not read as 坐席 and something.
_NAMES = "|".join(
    re.escape(name)
    for name in sorted({*ROLE_NAMES, *SYSTEM_NAMES} - {"a", "b"}, key=lambda name: (-len(name), name))
)
_MARKED = re.compile(
    rf"(?P<name>{_NAMES})(?:\s*(?P<plain>[a-z]{{0,3}}\d{{1,8}})\s*号?|\s*[(\[【<]\s*(?P<inner>[^)\]】>]{{1,20}})[)\]】>]"
    rf"|\s*[-_#·/ ]\s*(?P<after>\S{{1,12}})|(?P<person>\w{{0,3}}(?:先生|女士|小姐|太太|老师|师傅|阿姨)|[小阿]\w{{1,2}})|(?P<letter>[a-z]))"
)
_NUMBERED = re.compile(rf"(?P<plain>[a-z]{{0,3}}\d{{1,8}})\s*号?\s*(?P<name>{_NAMES})")
_PERSON = re.compile(rf"(?P<after>[^()\[\]【】]{{1,12}}?)\s*[(\[【]\s*(?P<name>{_NAMES})\s*[)\]】]")
_IDENTIFIER = re.compile(r"[a-z]{0,3}\d{1,8}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks. `system` is a speaker that is neither agent nor customer.

    Attributes:
        label: the number or id of the agent as it was written (8, A08), or empty.
    """

    role: Role | Literal["system"]
    label: str = ""


@lru_cache(4096)
def speaker_of(name: str) -> Speaker | None:
    """The speaker that `name` means, or None when it names none."""
    if not name or len(name) > 40:
        return None
    role = role_of(name)
    if role:
        return Speaker(role)
    text = plain(name)
    if text in SYSTEM_NAMES:
        return Speaker("system")
    match = _MARKED.fullmatch(text) or _NUMBERED.fullmatch(text) or _PERSON.fullmatch(text)
    if match is None:
        return None
    base = match["name"]
    found = match.groupdict()
    label = (found.get("plain") or found.get("inner") or found.get("after") or "").removesuffix("号").strip()
    role = ROLE_NAMES.get(base)
    if role is None:
        return Speaker("system")
    return Speaker(role, label.upper() if _IDENTIFIER.fullmatch(label) else "")
