"""The head of a JSON conversation: everything beside its turns."""

import dataclasses
import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson

from bot.conversation.errors import TranscriptError, shown
from bot.conversation.model import CHANNELS, DIRECTIONS, ENDED_BY, RECORDS, Agent, Customer, Head, Record
from bot.conversation.vocabulary import (
    CHANNEL_NAMES,
    DIRECTION_NAMES,
    ENDED_BY_NAMES,
    GENDER_NAMES,
    plain,
)

#: Years that a conversation can be of. Beyond them a time zone would carry it out of the calendar.
_YEARS = range(1970, 2101)

_KNOWN = {field.name for field in dataclasses.fields(Head)} - {"more"} | {"turns"}


def head_of(data: Mapping[str, Any], fallback: str) -> Head:
    """The head of the conversation `data`; `fallback` is its id when it has none.

    Raises:
        TranscriptError: a field has a wrong type, or a value that is not of its list.
    """
    rings = _number(data.get("rings"), "rings")
    if rings is not None and rings != int(rings):
        raise TranscriptError(f"rings 是 {rings:g}。响铃次数应当是不小于 0 的整数。")
    resolved = data.get("resolved")
    if resolved is not None and not isinstance(resolved, bool):
        raise TranscriptError(f"resolved 是{shown(resolved)}。只能是 true 或 false，不知道就不写。")
    return Head(
        id=identifier(data.get("id"), "id") or fallback,
        book=_text(data, "book"),
        channel=_choice(data, "channel", CHANNEL_NAMES, CHANNELS),
        direction=_choice(data, "direction", DIRECTION_NAMES, DIRECTIONS),
        started_at=_moment(_text(data, "started_at")),
        rings=None if rings is None else int(rings),
        ring_seconds=_number(data.get("ring_seconds"), "ring_seconds"),
        ended_by=_choice(data, "ended_by", ENDED_BY_NAMES, ENDED_BY),
        resolved=resolved,
        agent=_agent(data.get("agent")),
        customer=_customer(data.get("customer")),
        records=_records(data.get("records")),
        more=_more(data),
    )


def text_of(text: str, name: str, turn: int | None = None) -> str:
    """`text` with spaces for NUL characters.

    Raises:
        TranscriptError: half a surrogate pair, which no UTF-8 text can hold.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise TranscriptError(
            f"{name} 的第 {error.start} 个字符是半个代理对（\\ud800–\\udfff），不是文字。请改正编码。", turn
        ) from None
    return text.replace("\0", " ")


def identifier(value: object, name: str) -> str:
    """An id: a text, or a whole number taken as text; empty when it is missing."""
    if isinstance(value, str):
        return text_of(value, name).strip()
    if type(value) is int and value.bit_length() < 1000:
        return str(value)
    if value is None:
        return ""
    raise TranscriptError(f"{name} 是{shown(value)}。应当是文字或整数。")


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TranscriptError(f"{name} 是{shown(value)}。应当是文字。")
    return text_of(value, name).strip()


def _choice(data: Mapping[str, Any], name: str, names: Mapping[str, str], valid: tuple[str, ...]) -> str:
    value = _text(data, name)
    if not value:
        return ""
    found = names.get(value) or names.get(plain(value))
    if found is None:
        raise TranscriptError(f"{name} 是{shown(value)}。只能是 {'、'.join(valid)}。")
    return found


def _number(value: object, name: str) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TranscriptError(f"{name} 是{shown(value)}。应当是不小于 0 的数。")
    if not 0 <= value < 1e300:
        raise TranscriptError(
            f"{name} 是{shown(value) if math.isfinite(value) else value}。应当是不小于 0 的数。"
        )
    return float(value)


def _moment(value: str) -> str:
    if value:
        try:
            begun = datetime.fromisoformat(value)
        except ValueError:
            raise TranscriptError(
                f"started_at 是{shown(value)}。应当是 ISO 8601 时间，例如 2026-11-02T09:14:05+08:00。"
            ) from None
        if begun.year not in _YEARS:
            raise TranscriptError(
                f"started_at 是{shown(value)}，年份不对。只能是 {_YEARS[0]} 到 {_YEARS[-1]} 年。"
            )
    return value


def _agent(value: object) -> Agent:
    if value is None:
        return Agent()
    if isinstance(value, dict):
        return Agent(
            identifier(value.get("id"), "agent.id"),
            identifier(value.get("number"), "agent.number"),
            identifier(value.get("name"), "agent.name"),
        )
    if isinstance(value, str) or type(value) is int:
        return Agent(identifier(value, "agent"))
    raise TranscriptError(f'agent 是{shown(value)}。应当是 {{"id": …, "number": …, "name": …}}。')


def _customer(value: object) -> Customer:
    if value is None:
        return Customer()
    if not isinstance(value, dict):
        raise TranscriptError(f'customer 是{shown(value)}。应当是 {{"surname": …, "gender": …}}。')
    gender = _text(value, "gender")
    found = GENDER_NAMES.get(plain(gender))
    if found is None:
        raise TranscriptError(f"customer.gender 是{shown(gender)}。只能是 m、f，不知道就不写。")
    return Customer(_text(value, "surname"), found)


def _records(value: object) -> tuple[Record, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list):
        raise TranscriptError(f"records 是{shown(value)}。应当是列表，没有做记录就写 []。")
    return tuple(_record(item, f"records[{index}]") for index, item in enumerate(value))


def _record(item: object, name: str) -> Record:
    if not isinstance(item, dict):
        raise TranscriptError(f'{name} 是{shown(item)}。应当是 {{"type": …, "id": …}}。')
    kind = item.get("type")
    if not isinstance(kind, str) or kind not in RECORDS:
        raise TranscriptError(f"{name}.type 是{shown(kind)}。只能是 {'、'.join(RECORDS)}。")
    fields = {key: value for key, value in item.items() if key not in ("type", "id", "fields")}
    inner = item.get("fields")
    if isinstance(inner, dict):
        fields |= inner
    _writable(fields, name)
    return Record(kind, identifier(item.get("id"), f"{name}.id"), fields)


def _more(data: Mapping[str, Any]) -> dict[str, Any]:
    more = {key: value for key, value in data.items() if key not in _KNOWN}
    if more:
        _writable(more, "其他字段")
    return more


def _writable(fields: Mapping[str, Any], name: str) -> None:
    if not fields:
        return
    try:
        orjson.dumps(fields)
    except (TypeError, ValueError, RecursionError):
        raise TranscriptError(f"{name}里有不能写成 JSON 的内容，或者嵌套太深。请删去后再试。") from None
