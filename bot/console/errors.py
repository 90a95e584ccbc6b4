"""Errors that are meant for the user, as HTTP answers: a status that programs understand, and the sentence for people."""

import logging
import re
import traceback
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from bot.console.bounds import Bounded
from bot.console.checking import TooLarge
from bot.errors import HuashuError, LaunchError, ModelError, NotAllowed, NotFound, Refused, StoreError
from bot.records.trouble import cause, told

logger = logging.getLogger(__name__)

#: What is answered to an error that is meant for the user; 422 to what is not named here.
_STATUS: dict[type[HuashuError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    Refused: 409,
    TooLarge: 413,
    StoreError: 503,
    ModelError: 503,
    LaunchError: 503,
}

#: What is wrong with a field, by the kind that the model names; `{…}` is filled from its context.
_WRONG = {
    "missing": "没有写",
    "string_too_long": "太长，最多 {max_length} 个字",
    "string_too_short": "太短，至少 {min_length} 个字",
    "string_type": "应当是文字",
    "int_type": "应当是整数",
    "int_parsing": "应当是整数",
    "int_parsing_size": "是太大的数",
    "int_from_float": "应当是整数",
    "bool_type": "只能是 true 或 false",
    "bool_parsing": "只能是 true 或 false",
    "greater_than_equal": "太小，至少是 {ge}",
    "less_than_equal": "太大，最多是 {le}",
    "literal_error": "只能是 {expected}",
    "list_type": "应当是列表",
    "dict_type": "应当是对象",
    "json_invalid": "不是合法的 JSON",
    "model_attributes_type": "应当是一个 JSON 对象",
}


#: What the framework says in English of a request that reaches no function.
_FRAMEWORK = {
    "There was an error parsing the body": "内容读不出来：请发 UTF-8 编码的 JSON。",
    "Not Found": "没有这个地址。",
    "Method Not Allowed": "这个地址不接受这种请求方法。",
}


def add_errors(app: FastAPI) -> None:
    """Let every `HuashuError` become an answer, and whatever the database refuses. To be called before any route is added."""
    app.router.route_class = Bounded

    @app.exception_handler(HuashuError)
    async def _unusable(_request: Request, error: HuashuError) -> JSONResponse:
        return _answer(error)

    @app.exception_handler(RequestValidationError)
    async def _invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        return JSONResponse({"detail": "；".join(map(_sentence, error.errors())) + "。"}, status_code=422)

    @app.exception_handler(HTTPException)
    async def _refused(_request: Request, error: HTTPException) -> JSONResponse:
        detail = _FRAMEWORK.get(str(error.detail), error.detail)
        return JSONResponse({"detail": detail}, status_code=error.status_code, headers=error.headers)

    @app.exception_handler(SQLAlchemyError)
    @app.exception_handler(OverflowError)
    async def _trouble(request: Request, error: Exception) -> JSONResponse:
        # Where it happened, but not the values: they are people's words.
        where = "".join(traceback.format_tb(error.__traceback__))
        logger.error("%s: %s: %s\n%s", request.url.path, type(error).__name__, cause(error), where)
        found = told(error)
        assert found is not None
        return _answer(found)


def _answer(error: HuashuError) -> JSONResponse:
    status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 422)
    return JSONResponse({"detail": str(error)}, status_code=status)


def _sentence(wrong: dict[str, Any]) -> str:
    kind = str(wrong["type"])
    name = ".".join(str(part) for part in wrong["loc"][1:] if kind != "json_invalid") or "内容"
    said = _WRONG.get(kind, "应当是日期，例如 2026-10-12" if kind.startswith("date") else str(wrong["msg"]))
    context = wrong.get("ctx") or {}
    if kind == "literal_error":
        context = {"expected": "、".join(re.findall(r"'([^']*)'", context["expected"]))}
    return f"{name} {said.format_map(context) if kind in _WRONG else said}"
