"""The edge of the HTTP API: text that nothing can store and numbers that no record has go no further."""

from collections.abc import Callable, Coroutine
from datetime import date
from typing import Annotated, Any

from fastapi import Request, Response
from fastapi.exceptions import HTTPException
from fastapi.routing import APIRoute
from pydantic import Field

from bot.errors import HuashuError
from bot.records.bounds import LARGEST, there

#: Lengths in characters, as the tables hold them.
Name = Annotated[str, Field(max_length=100)]
Code = Annotated[str, Field(max_length=50)]
Reason = Annotated[str, Field(max_length=1000)]
#: A number that is compared or stored.
Whole = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]
#: A day in somebody's working life.
Day = Annotated[date, Field(ge=date(1950, 1, 1), le=date(2100, 12, 31))]


def clean(text: str) -> str:
    """The text, if a database and a JSON answer can hold it.

    Raises:
        HuashuError: there is a NUL character or half a surrogate pair in it.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise HuashuError("文字里有半个代理对（\\ud800–\\udfff），不是完整的字。请改正编码。") from None
    if "\0" in text:
        raise HuashuError("文字里有空字符（NUL），存不下。请删去后再试。")
    return text


class Bounded(APIRoute):
    """A route that looks at path, query and JSON body before its function is called."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Called by FastAPI for each route."""
        handle = super().get_route_handler()

        async def bounded(request: Request) -> Response:
            for name, value in request.path_params.items():
                clean(str(value))
                number = number_of(str(value)) if name == "number" else None
                if number is not None:
                    there(number)
            for name, value in request.query_params.multi_items():
                clean(name)
                clean(value)
            return await handle(_Request(request.scope, request.receive))

        return bounded


class _Request(Request):
    async def json(self) -> Any:
        """As it was sent. FastAPI would take any other error for JSON that cannot be parsed."""
        value = await super().json()
        try:
            _walk(value)
        except HuashuError as error:
            raise HTTPException(422, str(error)) from None
        return value


def number_of(text: str) -> int | None:
    """The number that an address names, without its sign; None where it is none.

    Longer numerals are not even read to their end: it would take longer than the answer.
    """
    digits = text.lstrip("+-").lstrip("0") or text[-1:]
    return int(digits[:20]) if digits.isdecimal() else None


def _walk(value: Any) -> None:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            clean(one)
        elif isinstance(one, dict):
            waiting += [*one, *one.values()]
        elif isinstance(one, list):
            waiting += one
