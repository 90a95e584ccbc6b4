"""pydantic's complaints about a YAML file, told as a trainer can act on them."""

from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.book.source import Source
from bot.errors import BookError

_TYPES = {
    "string_type": "要写文字（必要时加引号）",
    "list_type": "要写列表（[…] 或每行一个 -）",
    "dict_type": "要写“键: 值”",
    "model_type": "要写“键: 值”",
    "int_type": "要写整数",
    "int_parsing": "要写整数",
    "float_parsing": "要写数字",
    "bool_parsing": "要写 true 或 false",
}


class Strict(BaseModel):
    """Base of everything read from a file: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], source: Source) -> Model:
    """`source` as `model`.

    Raises:
        BookError: names file, line and what would be valid there, one complaint a line.
    """
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        raise BookError("\n".join(_complaint(e, model, source) for e in error.errors())) from error


def _complaint(error: Any, model: type[BaseModel], source: Source) -> str:
    place = tuple(error["loc"])
    while place and place not in source.lines and error["type"] != "missing":
        place = place[:-1]
    name = " › ".join(str(part) for part in error["loc"])
    kind = error["type"]
    if kind == "extra_forbidden":
        valid = sorted(_fields_at(model, tuple(error["loc"])[:-1]))
        near = get_close_matches(str(error["loc"][-1]), valid, n=1)
        hint = f"是不是“{near[0]}”？" if near else ""
        what = f"没有“{error['loc'][-1]}”这一项。{hint}这里可以写：{'、'.join(valid)}"
    elif kind == "missing":
        what = f"缺少“{error['loc'][-1]}”"
        place = place[:-1]
    elif kind in _TYPES:
        what = f"{_TYPES[kind]}，现在是 {error['input']!r}"
    elif kind == "literal_error":
        what = f"只能写 {error['ctx']['expected'].replace(' or ', '、')}，现在是 {error['input']!r}"
    elif kind == "value_error":
        what = str(error["ctx"]["error"])
    else:
        what = str(error["msg"])
    return f"{source.where(place)}：{name}：{what}。"


def _fields_at(model: type[BaseModel], place: tuple[str | int, ...]) -> set[str]:
    """The keys that are valid at `place` below `model`."""
    current: set[type[BaseModel]] = {model}
    for part in place:
        following: set[type[BaseModel]] = set()
        for candidate in current:
            fields = candidate.model_fields
            if isinstance(part, str) and part in fields:
                following |= _models_in(fields[part].annotation)
        current = following or current
    return {name for candidate in current for name in candidate.model_fields}


def _models_in(annotation: Any) -> set[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {m for inner in getattr(annotation, "__args__", ()) for m in _models_in(inner)}
