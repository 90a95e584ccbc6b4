"""A JSON text parsed, and the conversations in what came out."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from bot.conversation.conversation import conversation_of
from bot.conversation.encoding import decode
from bot.conversation.errors import TranscriptError
from bot.conversation.model import Conversation
from bot.conversation.services import converted

_REASONS = (
    ("surrogate", "有半个代理对（\\ud800–\\udfff），不是文字"),
    ("depth limit", "嵌套超过 1024 层"),
    ("recursion", "嵌套太深"),
    ("infinity", "有过大的数"),
    ("unexpected end", "没有写完，少了引号或括号"),
    ("end of data", "没有写完，少了引号或括号"),
    ("EOF", "没有写完，少了引号或括号"),
    ("unexpected content after", "写完之后还有多余的内容"),
    ("control character", "文字里有没有转义的控制字符"),
    ("trailing comma", "多了一个逗号"),
    ("escape", "有不合法的转义"),
)


def parse(data: bytes) -> Any:
    """The value of a JSON text in any encoding that is read.

    Raises:
        TranscriptError: it is no JSON; names line and column within `data`.
    """
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError as error:
        wrong = error
    except RecursionError:
        raise TranscriptError("不是合法的 JSON：嵌套太深。") from None
    if "utf-8" in str(wrong).lower() or not _is_utf8(data) or data[:3] == b"\xef\xbb\xbf":
        text = decode(data)
        try:
            return orjson.loads(text)
        except (orjson.JSONDecodeError, RecursionError) as error:
            raise _not_json(error) from None
    raise _not_json(wrong)


def conversations_in(
    value: Any, stem: str, *, single: str | None = None
) -> Iterator[Conversation | TranscriptError]:
    """The conversations in a JSON value: one object, a list, `{"conversations": [...]}`, or a service's own form.

    Args:
        stem: conversations without an id are called `stem-1`, `stem-2`, ...
        single: the id of the only conversation of an object that has none; `stem` when it is not given.

    Yields:
        One item a conversation; for one that is wrong, the error.
    """
    alone = stem if single is None else single
    if isinstance(value, dict):
        if "turns" not in value and isinstance(value.get("conversations"), list):
            yield from _list(value["conversations"], stem)
        else:
            yield from _object(value, alone)
    elif isinstance(value, list) and value and not _is_turns(value):
        yield from _list(value, stem)
    elif isinstance(value, list) and value:
        yield _one({"turns": value}, alone)
    elif isinstance(value, list):
        yield TranscriptError("列表是空的，没有对话。")
    else:
        yield _one(value, alone)


def _list(values: list[Any], stem: str) -> Iterator[Conversation | TranscriptError]:
    if not values:
        yield TranscriptError("列表是空的，没有对话。")
    for number, value in enumerate(values, 1):
        yield from _object(value, f"{stem}-{number}")


def _object(value: Any, fallback: str) -> Iterator[Conversation | TranscriptError]:
    if not isinstance(value, dict) or "turns" in value:
        yield _one(value, fallback)
        return
    try:
        items = converted(value)
    except TranscriptError as error:
        yield error
        return
    if items is None:
        yield _one(value, fallback)
    elif len(items) == 1:
        yield _one(items[0], fallback)
    else:
        for number, item in enumerate(items, 1):
            yield _one(item, f"{fallback}-{number}")


def _one(value: Any, fallback: str) -> Conversation | TranscriptError:
    try:
        return conversation_of(value, fallback=fallback)
    except TranscriptError as error:
        return error


def _is_turns(values: list[Any]) -> bool:
    """Whether a list holds turns rather than conversations."""
    first = values[0]
    return isinstance(first, Mapping) and "role" in first and "turns" not in first


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _not_json(error: Exception) -> TranscriptError:
    message = str(error)
    reason = next((text for key, text in _REASONS if key in message), "这里不该有这个字符")
    if isinstance(error, orjson.JSONDecodeError):
        place = f"第 {error.colno} 列" if error.lineno == 1 else f"第 {error.lineno} 行第 {error.colno} 列"
        return TranscriptError(f"不是合法的 JSON（{place}）：{reason}。")
    return TranscriptError(f"不是合法的 JSON：{reason}。")
