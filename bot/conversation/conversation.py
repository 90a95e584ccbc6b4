"""One JSON object made into a conversation, and checked on the way.

Every reader ends here, so that all forms obey the same rules. This is the hot path: plain code, one pass.
A NUL character in a text becomes a space, so that the offsets of the text stay as they were.
"""

import math
from collections.abc import Mapping
from typing import Any

from bot.conversation.errors import TranscriptError, shown
from bot.conversation.head import head_of, text_of
from bot.conversation.model import SIGNALS, Conversation, Role, Turn
from bot.conversation.vocabulary import ROLE_NAMES, role_of

_SIGNALS = frozenset(SIGNALS)
_role = ROLE_NAMES.get


def conversation_of(data: object, *, fallback: str = "") -> Conversation:
    """The conversation that one JSON object describes (docs: a transcript).

    Args:
        data: what a JSON reader returns: dictionaries, lists, texts, numbers.
        fallback: the id of a conversation that has none.

    Raises:
        TranscriptError: a field is missing or wrong, or the turns are not in the order of time.
    """
    if not isinstance(data, dict):
        raise TranscriptError(
            f'一个对话应当是一个 JSON 对象，这里是{shown(data)}。请写成 {{"turns": [...]}}。'
        )
    rows = data.get("turns")
    if not isinstance(rows, list):
        what = "缺少 turns" if rows is None else f"turns 是{shown(rows)}"
        raise TranscriptError(f'{what}。turns 应当是列表，每句一个 {{"role": …, "text": …}}。')
    if not rows:
        raise TranscriptError("没有一句话：turns 是空的。至少要有一句。")
    last = 0.0
    turns = []
    for index, row in enumerate(rows):
        turn = turn_of(row, index)
        start = turn.start
        if start is not None:
            if start < last:
                raise TranscriptError(
                    f"turns[{index}] 从第 {start:g} 秒开始，早于前一句的第 {last:g} 秒。请按时间先后排列各句。",
                    index,
                )
            last = start
        turns.append(turn)
    return Conversation(head_of(data, fallback), tuple(turns))


def turn_of(row: object, index: int) -> Turn:
    """The turn that one JSON object describes; `index` is its place in the conversation.

    Raises:
        TranscriptError: a field is missing or wrong.
    """
    if not isinstance(row, dict):
        raise TranscriptError(f'turns[{index}] 是{shown(row)}。每句应当是 {{"role": …, "text": …}}。', index)
    name = row.get("role")
    role = _role(name) if type(name) is str else None
    if role is None:
        role = _other_role(row, name, index)
    text = row.get("text")
    if type(text) is not str:
        what = f"是{shown(text)}" if "text" in row else "缺少"
        raise TranscriptError(f"turns[{index}].text {what}。text 应当是文字，没有声音就写空的引号。", index)
    if not text.isascii() or "\0" in text:
        text = text_of(text, f"turns[{index}].text", index)
    if len(row) == 2:
        return Turn(role, text)
    start = _number(row.get("start"), "start", index)
    end = _number(row.get("end"), "end", index)
    if start is not None and end is not None and end < start:
        raise TranscriptError(
            f"turns[{index}] 的 end（{end:g}）早于 start（{start:g}）。end 不能小于 start。", index
        )
    confidence = _number(row.get("confidence"), "confidence", index)
    if confidence is not None and confidence > 1:
        raise TranscriptError(f"turns[{index}].confidence 是 {confidence:g}。应当在 0 和 1 之间。", index)
    signals = row.get("signals")
    return Turn(role, text, start, end, _signals(signals, index) if signals else (), confidence)


def _other_role(row: Mapping[str, Any], name: object, index: int) -> Role:
    role = role_of(name) if isinstance(name, str) else None
    if role is None:
        what = f"是{shown(name)}" if "role" in row else "缺少"
        raise TranscriptError(
            f"turns[{index}].role {what}。role 只能是 agent 或 customer（也可写客服、坐席、客户、顾客）。",
            index,
        )
    return role


def _number(value: object, name: str, index: int) -> float | None:
    if value is None:
        return None
    if type(value) is not float:
        if type(value) is not int or value.bit_length() > 1000:
            raise TranscriptError(f"turns[{index}].{name} 是{shown(value)}。应当是不小于 0 的数。", index)
        value = float(value)
    if not 0 <= value < math.inf:
        raise TranscriptError(f"turns[{index}].{name} 是 {value:g}。应当是不小于 0 的有限数。", index)
    return value


def _signals(value: object, index: int) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TranscriptError(
            f"turns[{index}].signals 是{shown(value)}。应当是列表，可用：{'、'.join(SIGNALS)}。", index
        )
    return tuple(dict.fromkeys(s for s in value if type(s) is str and s in _SIGNALS))
