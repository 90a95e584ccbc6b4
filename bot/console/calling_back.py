"""`/api/callbacks`: call-backs over HTTP."""

import asyncio
import io
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Query, Request, Response

from bot.console.callback_changes import add_callback_changes
from bot.console.identity import SignedIn
from bot.errors import NotAllowed
from bot.records.callbacks.attempts import attempts_of
from bot.records.callbacks.breaches import breaches
from bot.records.callbacks.changing import callback_numbered, seen_by
from bot.records.callbacks.coverage import coverage
from bot.records.callbacks.listing import Wanted, counted, listed, with_attempts
from bot.records.callbacks.members import add_members, read_members
from bot.records.callbacks.opening import script
from bot.records.callbacks.rest_hours import RestHours
from bot.records.callbacks.shown import (
    MASKED,
    as_json,
    attempt_as_json,
    breach_as_json,
    coverage_as_json,
    write_csv,
    write_xlsx,
)
from bot.records.callbacks.table import LARGEST
from bot.records.callbacks.times import date_of
from bot.records.database import database
from bot.records.desk import desk
from bot.records.people import agent_named

_TYPES = {
    "csv": ("text/csv; charset=utf-8", write_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
}


def _wanted(
    agent: str = "",
    team: str = "",
    book: str = "",
    status: str = "open",
    kind: str = "",
    overdue: bool = False,
    now: bool = False,
) -> Wanted:
    """`?overdue=true` what should be done by now, `?now=true` what may be called at this moment."""
    return Wanted(agent, team, book, status, kind, overdue=overdue, callable=now)


_Wanted = Annotated[Wanted, Depends(_wanted)]


def add_calling_back(app: FastAPI) -> None:
    """Put call-backs at `/api/callbacks`."""
    _add_lists(app)
    _add_members(app)
    add_callback_changes(app)


def _add_lists(app: FastAPI) -> None:
    @app.get("/api/callbacks")
    def _list(
        user: SignedIn, wanted: _Wanted, limit: Annotated[int, Query(ge=1, le=1000)] = 200
    ) -> dict[str, Any]:
        """Call-backs, soonest due first, with when to call instead if customers rest now.

        An agent sees his own, and those that are nobody's.
        """
        now, wanted = datetime.now(UTC), replace(wanted, seen_by=seen_by(user))
        with database().session() as session:
            rows = listed(session, wanted, now, limit)
            total = counted(session, wanted, now)
            waiting = counted(session, Wanted(status="proposed", seen_by=seen_by(user)), now)
        return {
            "callbacks": [as_json(row, now) for row in rows],
            "total": total,
            "proposed": waiting,
            "resting": RestHours.of(desk()).notice(now),
            "masked": MASKED if any(row.phone and not row.dialable for row in rows) else "",
        }

    @app.get("/api/callbacks/breaches")
    def _breaches(user: SignedIn, month: str, agent: str = "") -> list[dict[str, Any]]:
        """Calls in rest hours (T05), and calls too late or not made (T04), of a month such as 2026-11.

        An agent sees his own.
        """
        named = str(user.agent_code) if user.role == "agent" else agent
        with database().session() as session:
            code = str(agent_named(session, named).code) if named else ""
            return [breach_as_json(each) for each in breaches(session, month, code, now=datetime.now(UTC))]

    @app.get("/api/callbacks/export")
    def _export(user: SignedIn, wanted: _Wanted, request: Request, format: str = "csv") -> Response:
        """A table for Excel, csv or xlsx, of all unless a status is asked for; no cell can be taken for a formula."""
        if format not in _TYPES:
            raise HTTPException(422, f"没有“{format}”这种格式。可以用：{'、'.join(_TYPES)}。")
        kind, write = _TYPES[format]
        status = wanted.status if "status" in request.query_params else ""
        wanted = replace(wanted, seen_by=seen_by(user), status=status)
        now, output = datetime.now(UTC), io.BytesIO()
        with database().session() as session:
            write(output, with_attempts(session, listed(session, wanted, now, None)), now)
        named = {"Content-Disposition": f'attachment; filename="callbacks.{format}"'}
        return Response(output.getvalue(), media_type=kind, headers=named)

    @app.get("/api/callbacks/coverage")
    def _coverage(
        user: SignedIn, begin: Annotated[str, Query(alias="from")] = "", to: str = ""
    ) -> dict[str, Any]:
        """How many members were called back (K.7.2), and who is missing; this month, unless days are given."""
        now = datetime.now(UTC)
        today = now.astimezone(desk().timezone).date()
        first, last = date_of(begin) if begin else today.replace(day=1), date_of(to) if to else today
        with database().session() as session:
            return coverage_as_json(coverage(session, first, last, now=now, agent=seen_by(user)))

    @app.get("/api/callbacks/{number}")
    def _show(user: SignedIn, number: int) -> dict[str, Any]:
        """One call-back with its attempts and what to say."""
        with database().session() as session:
            row = callback_numbered(session, number)
            if seen_by(user) not in (None, row.agent) and row.agent:
                raise NotAllowed(f"{number} 号回访是别的坐席的，只能看自己的。")
            made = [attempt_as_json(each) for each in attempts_of(session, number)]
            said = script(session, row)
            say = [step.as_json() for step in said.steps]
        return as_json(row, datetime.now(UTC)) | {
            "attempts": made,
            "script": say,
            "script_lacking": said.lacking,
        }


def _add_members(app: FastAPI) -> None:
    @app.post("/api/callbacks/members")
    async def _members(
        user: SignedIn, request: Request, name: str = "会员名单", agent: str = "", book: str = ""
    ) -> dict[str, int]:
        """A list of members as CSV or XLSX, as it is: the body is the file. The same member again in a month is one."""
        data = bytearray()
        async for chunk in request.stream():
            data += chunk
            if len(data) > LARGEST:
                raise HTTPException(413, f"文件超过 {LARGEST >> 20} MB。请拆成几个文件。")
        return await asyncio.to_thread(_read_in, str(user.name), name, bytes(data), agent, book)


def _read_in(who: str, name: str, data: bytes, agent: str, book: str) -> dict[str, int]:
    now = datetime.now(UTC)
    members = read_members(name, data, now)
    with database().session() as session:
        done = add_members(session, who, members, now=now, agent=agent, book=book)
    return {"members": len(members), "new": done.new, "known": done.known, "overdue": done.overdue}
