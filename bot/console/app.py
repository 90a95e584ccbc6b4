"""The web application: the coach's page and the HTTP API."""

import gc
from contextlib import suppress
from typing import Any

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel, Field

from bot.book.blanks import Blanks
from bot.book.shelf import DEFAULT_BOOK, shelf
from bot.check.desk import checker
from bot.coach.session import ask
from bot.console.bookkeeping import add_bookkeeping
from bot.console.callbacks_page import add_callbacks_page
from bot.console.calling_back import add_calling_back
from bot.console.calls import Calls
from bot.console.check_page import add_check_page
from bot.console.checking import add_checking
from bot.console.errors import add_errors
from bot.console.forming import add_forming
from bot.console.forms_page import add_forms_page
from bot.console.housekeeping import keep_house
from bot.console.identity import add_identity
from bot.console.live import add_live
from bot.console.live_page import add_live_page
from bot.console.month_page import add_month_page
from bot.console.page import add_page
from bot.console.practice_page import add_practice_page
from bot.console.practising import add_practising
from bot.console.rehearsals import Rehearsals
from bot.console.review_page import add_review_page
from bot.console.reviewing import add_reviewing
from bot.console.rostering import add_rostering
from bot.console.statistics import add_statistics
from bot.console.stats_page import add_stats_page
from bot.errors import BookError
from bot.language.store import language

#: The largest message of a socket that is read at all.
_LARGEST_MESSAGE = 4 << 20


class Question(BaseModel):
    """`POST /api/ask`."""

    query: str = Field(max_length=20_000)
    book: str = DEFAULT_BOOK
    agent_number: str = ""
    customer: str = ""


def application(rasa: str) -> FastAPI:
    """The application; `rasa` is the address of the chatbot that the page talks to."""
    app = FastAPI(title="huashu 话术", description="Script coach for Chinese service desks.")

    add_errors(app)

    @app.post("/api/ask")
    def _ask(question: Question) -> dict[str, Any]:
        """Answer one question: a scene's lines, quoted clauses, or an honest unknown."""
        blanks = Blanks(agent_number=question.agent_number, customer=question.customer)
        return ask(question.query, question.book, blanks).as_json()

    @app.get("/api/health")
    def _health() -> dict[str, str]:
        """Whether the server is up, and which model answers."""
        return {"status": "ok", "model": language().version}

    calls, rehearsals = Calls(), Rehearsals()
    add_checking(app)
    add_live(app, calls)
    add_live_page(app, calls)
    add_check_page(app)
    add_practising(app, rehearsals)
    add_practice_page(app, rehearsals)
    add_identity(app)
    add_rostering(app)
    add_reviewing(app)
    add_bookkeeping(app)
    add_calling_back(app)
    add_review_page(app)
    add_month_page(app)
    add_statistics(app)
    add_stats_page(app)
    add_callbacks_page(app)
    add_forming(app)
    add_forms_page(app)
    add_page(app, rasa)
    return app


def serve(host: str, port: int, rasa: str) -> None:
    """Serve until interrupted.

    Raises:
        ModelError: there is no trained model.
    """
    language().vector("预热")
    _compile_books()
    app = application(rasa)
    _collect_seldom()
    keep_house()
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        ws_max_size=_LARGEST_MESSAGE,
        ws_per_message_deflate=False,
    )


def _collect_seldom() -> None:
    """Look for garbage in all that is alive about once an hour: each time holds up live calls for 50 to 350 ms.

    What is loaded by now stays, and is not looked through at all.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 100)


def _compile_books() -> None:
    """Compile every book before the first call; one that cannot be used is told when it is asked for."""
    for book in shelf():
        with suppress(BookError):
            checker(book.book)
