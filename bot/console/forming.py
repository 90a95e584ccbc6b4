"""`/api/forms`: forms over HTTP."""

import io
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from bot.console.bounds import Whole
from bot.console.identity import SignedIn
from bot.console.whose import agent_seen, conversation_seen
from bot.forms.binder import binder
from bot.forms.checked import checked
from bot.forms.errors import Incomplete, Unfilled
from bot.records.database import database
from bot.records.desk import desk
from bot.records.forms.changing import form_numbered
from bot.records.forms.export import Format, write
from bot.records.forms.listing import Wanted, as_json, counts, listed
from bot.records.forms.opening import cancel_form, change_form, close_form, open_form
from bot.records.forms.rights import roster, see_seen
from bot.records.people import agent_named

_TYPES: dict[Format, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class New(BaseModel):
    """`POST /api/forms`."""

    type: str = Field(max_length=100)
    fields: dict[str, Any]
    agent: str = Field(default="", max_length=200)
    conversation: Whole | None = None


class Answers(BaseModel):
    """`POST /api/forms/{number}/close`: `version` is the one that was seen."""

    fields: dict[str, Any]
    version: Whole | None = None


class Corrections(Answers):
    """`PATCH /api/forms/{number}`: nobody overwrites what he has not seen."""

    version: Whole


class Reason(BaseModel):
    """`POST /api/forms/{number}/cancel`."""

    reason: str = Field(default="", max_length=2000)
    version: Whole | None = None


def _wanted(
    type: str = "",
    status: str = "",
    agent: str = "",
    opened_by: str = "",
    conversation: Whole | None = None,
    overdue: bool = False,
    limit: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> Wanted:
    """`?overdue=true`: what should be done by now; `?status=` draft, open, done or cancelled."""
    code = ""
    if agent:
        with database().session() as session:
            code = str(agent_named(session, agent).code)
    return Wanted(type, status, code, opened_by, conversation, overdue, limit)


_Wanted = Annotated[Wanted, Depends(_wanted)]


def add_forming(app: FastAPI) -> None:
    """Put forms at `/api/forms`."""

    @app.exception_handler(Unfilled)
    async def _unfilled(_request: Request, error: Unfilled) -> JSONResponse:
        return JSONResponse({"detail": str(error), "fields": error.problems}, 422)

    @app.exception_handler(Incomplete)
    async def _incomplete(_request: Request, error: Incomplete) -> JSONResponse:
        return JSONResponse({"detail": str(error), "missing": list(error.missing)}, 409)

    _add_lists(app)
    _add_changes(app)


def _add_lists(app: FastAPI) -> None:
    @app.get("/api/forms/types")
    def _types(_user: SignedIn) -> list[dict[str, Any]]:
        """The kinds of forms and what they ask for."""
        return [form.model_dump(exclude_defaults=True) for form in binder()]

    @app.get("/api/forms")
    def _list(user: SignedIn, wanted: _Wanted) -> dict[str, Any]:
        """Forms: the open ones first, what is due soonest before; and how many there are in all. An agent sees his own."""
        now = _now()
        with database().session() as session:
            rows = listed(session, wanted, now, user)
            return {"forms": [as_json(row, now) for row in rows], "counts": counts(session, now, user)}

    @app.get("/api/forms/export")
    def _export(user: SignedIn, wanted: _Wanted, format: Format = "csv") -> Response:
        """A table for Excel; no cell can be taken for a formula."""
        now, output = _now(), io.BytesIO()
        with database().session() as session:
            rows = listed(session, replace(wanted, limit=None), now, user)
            write(output, format, rows, now, roster(session))
        named = {"Content-Disposition": f'attachment; filename="forms.{format}"'}
        return Response(output.getvalue(), media_type=_TYPES[format], headers=named)

    @app.get("/api/forms/{number}")
    def _show(user: SignedIn, number: str) -> dict[str, Any]:
        """One form."""
        with database().session() as session:
            row = form_numbered(session, number)
            see_seen(session, user, row)
            return as_json(row, _now())


def _add_changes(app: FastAPI) -> None:
    @app.post("/api/forms", status_code=201)
    def _open(user: SignedIn, new: New) -> dict[str, Any]:
        """Register a form: it gets its number and its time limit. What must be done at once comes along."""
        form, now = binder()[new.type], _now()
        values = checked(form, "fields", new.fields, now).values
        with database().session() as session:
            agent = str(agent_seen(session, user, new.agent).code) if new.agent else str(user.agent_code)
            conversation_seen(session, user, new.conversation)
            row = open_form(
                session, form, values, who=str(user.name), agent=agent, now=now, conversation=new.conversation
            )
            return as_json(row, now) | {"notes": form.notes(values)}

    @app.patch("/api/forms/{number}")
    def _change(user: SignedIn, number: str, answers: Corrections) -> dict[str, Any]:
        """Correct answers of an open form; null empties an optional field."""
        now = _now()
        with database().session() as session:
            form = binder()[str(form_numbered(session, number).type)]
            found = checked(form, "fields", answers.fields, now)
            who, version = str(user.name), answers.version
            row = change_form(
                session, number, found.values, emptied=found.emptied, who=who, now=now, version=version
            )
            return as_json(row, now)

    @app.post("/api/forms/{number}/close")
    def _close(user: SignedIn, number: str, answers: Answers) -> dict[str, Any]:
        """Close a form with what came of it."""
        now = _now()
        with database().session() as session:
            form = binder()[str(form_numbered(session, number).type)]
            values = checked(form, "closing", answers.fields, now).values
            row = close_form(session, number, values, who=str(user.name), now=now, version=answers.version)
            return as_json(row, now)

    @app.post("/api/forms/{number}/cancel")
    def _cancel(user: SignedIn, number: str, given: Reason) -> dict[str, Any]:
        """Declare a form void; its number stays used."""
        now = _now()
        with database().session() as session:
            row = cancel_form(
                session, number, given.reason, who=str(user.name), now=now, version=given.version
            )
            return as_json(row, now)


def _now() -> datetime:
    return datetime.now(desk().timezone)
