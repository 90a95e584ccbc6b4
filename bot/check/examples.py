"""The examples of rules (`good:` and `bad:`) as conversations.

A bare saying is one turn of the agent. A dialogue has a speaker before each turn, and `//` between turns:

    坐席：您好，{organisation}。//客户：（无声）//坐席[9-11]：您好？

`坐席[0-2]：` gives the seconds at which a turn begins and ends. A turn that is nothing but （无声） is silent; （杂音）,
（方言） or （小声） at the beginning of a customer's turn is what the telephone platform notices. Blanks are filled from the book.

Words with @ at the very beginning say what is known beside the words: `@inbound @outbound @internal`,
`@phone @chat @counter`, `@rings=6`, `@ended_by=agent`, `@resolved=false`, `@records=none` or `@records=complaint`,
`@13:00` (the time of day), `@surname=王`. Without them a conversation is inbound, by the channel of the book in which
the example is written, and nothing else is known.
"""

import re
from dataclasses import replace

from bot.book.answer import fill
from bot.book.blanks import Blanks
from bot.book.model import Book
from bot.conversation.model import (
    CHANNELS,
    DIRECTIONS,
    ENDED_BY,
    RECORDS,
    Conversation,
    Customer,
    Head,
    Record,
    Role,
    Turn,
)
from bot.errors import BookError

_HEAD = re.compile(r"\s*@([^\s@]+)")
_TURN = re.compile(r"(坐席|客户)\s*(?:\[(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?\])?\s*[：:]\s*(.*)", re.DOTALL)
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_ROLES: dict[str, Role] = {"坐席": "agent", "客户": "customer"}
_SIGNALS = {"无声": "silence", "杂音": "noise", "方言": "dialect", "小声": "low_volume"}
_SIGNAL = re.compile(rf"（({'|'.join(_SIGNALS)})）")
_FORMS = f"@{' @'.join((*DIRECTIONS, *CHANNELS))} @rings=6 @ended_by=agent @resolved=false @records=none @13:00 @surname=王"


def example(written: str, book: Book, channel: str = "") -> Conversation:
    """The conversation that an example means in a book.

    Args:
        channel: by which it goes where the example does not say; the book's without it.

    Raises:
        BookError: a word with @ or a turn is not written as above.
    """
    head = Head(book=book.book, channel=channel or book.channel, direction="inbound")
    rest = written
    while found := _HEAD.match(rest):
        head = _told(head, found[1])
        rest = rest[found.end() :]
    rest = fill(rest.strip(), book, Blanks())
    if not _TURN.match(rest):
        if "//" in rest:
            raise BookError(f"“{rest[:20]}”：几句话要写成“坐席：……//客户：……”。")
        return Conversation(head, (Turn("agent", rest),))
    return Conversation(head, tuple(_turn(turn.strip()) for turn in rest.split("//")))


def _told(head: Head, word: str) -> Head:
    name, _, value = word.partition("=")
    if word in DIRECTIONS:
        return replace(head, direction=word)
    if word in CHANNELS:
        return replace(head, channel=word)
    if _CLOCK.fullmatch(word):
        return replace(head, started_at=f"2026-01-05T{word}:00+08:00")
    if name == "rings" and value.isdecimal():
        return replace(head, rings=int(value))
    if name == "ended_by" and value in ENDED_BY:
        return replace(head, ended_by=value)
    if name == "resolved" and value in ("true", "false"):
        return replace(head, resolved=value == "true")
    if name == "surname" and value:
        return replace(head, customer=Customer(surname=value))
    if name == "records" and (value == "none" or value in RECORDS):
        made = () if value == "none" else (Record(value),)
        return replace(head, records=(*(head.records or ()), *made))
    raise BookError(f"没有“@{word}”这样的词。可以写：{_FORMS}。")


def _turn(written: str) -> Turn:
    found = _TURN.fullmatch(written)
    if found is None:
        raise BookError(f"“{written[:20]}”：每句要以“坐席：”或“客户：”开头。")
    who, start, end, text = found.groups()
    signals = []
    while mark := _SIGNAL.match(text):
        signals.append(_SIGNALS[mark[1]])
        text = text[mark.end() :].lstrip()
    begins = float(start) if start else None
    return Turn(_ROLES[who], text, begins, float(end) if end else begins, tuple(signals))
