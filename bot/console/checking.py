"""`POST /api/check`: transcripts in, reports out."""

import asyncio
from typing import Any

from fastapi import FastAPI, Request, Response

from bot.book.shelf import DEFAULT_BOOK
from bot.check.desk import checker
from bot.conversation.conversation import conversation_of
from bot.conversation.errors import TranscriptError
from bot.conversation.json_value import parse
from bot.errors import BookError, HuashuError
from bot.report.json_form import as_json, encoded
from bot.report.masking import mask_report

#: The largest body that is read.
LARGEST = 32 << 20

_SHAPE: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"oneOf": [{"type": "object"}, {"type": "array", "items": {"type": "object"}}]},
                "example": {
                    "id": "c-001",
                    "book": "exchange",
                    "turns": [
                        {"role": "agent", "text": "您好，兑换中心，8号为您服务。"},
                        {"role": "customer", "text": "我想查一下积分。"},
                    ],
                },
            }
        },
    }
}


class TooLarge(HuashuError):
    """A body that is not read to its end."""


def add_checking(app: FastAPI) -> None:
    """Put the check at `/api/check`."""

    @app.post("/api/check", openapi_extra=_SHAPE)
    async def _check(request: Request, show_personal: bool = False, book: str = DEFAULT_BOOK) -> Response:
        """Check one transcript, or a list: a report, or a list of them in the same order.

        Personal data is masked unless `show_personal` is true. `book` serves transcripts that name none.
        In a list, a transcript that cannot be used has `{"error", "index", "turn"}` in its place; alone, it is
        answered with status 422.
        """
        try:
            body = await body_of(request)
        except TooLarge as error:
            return _json({"detail": str(error), "limit": LARGEST}, 413)
        status, answer = await asyncio.to_thread(checked, body, book, show_personal)
        return Response(answer, status, media_type="application/json")


async def body_of(request: Request) -> bytes:
    """The body of a request.

    Raises:
        TooLarge: it is larger than `LARGEST`.
    """
    message = f"内容超过 {LARGEST >> 20} MB。请分几次送来，或用命令 huashu check。"
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > LARGEST:
        raise TooLarge(message)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise TooLarge(message)
    return bytes(body)


def checked(body: bytes, book: str, personal: bool) -> tuple[int, bytes]:
    """Status and JSON for a body."""
    try:
        value = parse(body)
    except TranscriptError as error:
        return 422, encoded({"detail": error.reason, **_wrong(error, 0)})
    if isinstance(value, list):
        return 200, encoded([_entry(item, index, book, personal) for index, item in enumerate(value)])
    try:
        return 200, encoded(_report(value, book, personal))
    except (TranscriptError, BookError) as error:
        return 422, encoded({"detail": str(error), **_wrong(error, 0)})


def _entry(value: object, index: int, book: str, personal: bool) -> dict[str, Any]:
    try:
        return _report(value, book, personal)
    except (TranscriptError, BookError) as error:
        return _wrong(error, index)


def _wrong(error: HuashuError, index: int) -> dict[str, Any]:
    return {"error": str(error), "index": index, "turn": getattr(error, "turn", None)}


def _report(value: object, book: str, personal: bool) -> dict[str, Any]:
    conversation = conversation_of(value)
    report = checker(conversation.head.book or book).check(conversation)
    return as_json(report if personal else mask_report(report, conversation)[0])


def _json(value: dict[str, Any], status: int) -> Response:
    return Response(encoded(value), status, media_type="application/json")
