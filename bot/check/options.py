"""The options of an operator as a book writes them, checked and named when they are wrong."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import BookError


class Options(BaseModel):
    """Base of every operator's options: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Model = TypeVar("Model", bound=Options)


def decoded(model: type[Model], given: object, where: str) -> Model:
    """`given` as options of that kind.

    Raises:
        BookError: a key is unknown or missing, or a value has another type; says what may be written.
    """
    if not isinstance(given, Mapping):
        raise BookError(
            f"{where}：这里要写成 {'、'.join(model.model_fields)} 这样的键和值，现在是 {given!r}。"
        )
    try:
        return model.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        name = " › ".join(str(part) for part in first["loc"])
        valid = "、".join(model.model_fields)
        raise BookError(f"{where}：{name}：{first['msg']}。这里可以写：{valid}。") from error


def texts(given: Any, where: str) -> tuple[str, ...]:
    """One text or a list of texts."""
    if isinstance(given, str):
        return (given,)
    if isinstance(given, Sequence) and all(isinstance(item, str) for item in given):
        return tuple(given)
    raise BookError(f"{where}：要写一句话，或几句话的列表，现在是 {given!r}。")
