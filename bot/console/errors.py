"""Errors that are meant for the user, as HTTP answers: a status that programs understand, and the sentence for people."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from bot.console.checking import TooLarge
from bot.errors import HuashuError, LaunchError, ModelError, NotAllowed, NotFound, Refused, StoreError

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


def add_errors(app: FastAPI) -> None:
    """Let every `HuashuError` become an answer."""

    @app.exception_handler(HuashuError)
    async def _unusable(_request: Request, error: HuashuError) -> JSONResponse:
        status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 422)
        return JSONResponse({"detail": str(error)}, status_code=status)
