"""`/api/appeals`, `/api/ledger`, `/api/month`: appeals, entries and assessments over HTTP."""

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Response
from pydantic import BaseModel

from bot.assess.month import Month, recorded
from bot.console.bounds import Name, Reason
from bot.console.identity import SignedIn
from bot.console.review_form import appeal_as_json, entry_as_json
from bot.console.whose import agent_seen, code_seen, own_agent
from bot.errors import Refused
from bot.records.assessments import close
from bot.records.bounds import LISTED, MORE, there
from bot.records.callbacks.ownership import passed_over
from bot.records.database import database
from bot.records.entries import BOOKKEEPERS, confirm, enter, entries, withdraw
from bot.records.people import allowed
from bot.records.proposals import propose_month
from bot.records.review.appeals import appeals, decide_appeal, file_against_entry, file_against_finding
from bot.records.sheet_form import sheet_as_json
from bot.records.sheets import sheet, sheets


class Filed(BaseModel):
    """`POST /api/appeals`: against a finding or an entry."""

    finding: int | None = None
    entry: int | None = None
    reason: Reason


class Decided(BaseModel):
    """`POST /api/appeals/{number}`."""

    upheld: bool
    reason: Reason


class Entered(BaseModel):
    """`POST /api/ledger`; points and yuan without a sign."""

    agent: Name
    item: Name
    on: date
    points: int | None = None
    yuan: int | None = None
    dismissal: bool = False
    reason: Reason = ""


class Why(BaseModel):
    """`POST /api/ledger/{number}/withdraw`."""

    reason: Reason


def add_bookkeeping(app: FastAPI) -> None:
    """Put appeals, ledger and month into the application."""
    _add_appeals(app)
    _add_ledger(app)
    _add_month(app)


def _add_appeals(app: FastAPI) -> None:
    @app.get("/api/appeals")
    def _list(user: SignedIn, status: str = "", agent: str = "") -> list[dict[str, Any]]:
        """Appeals, those that wait longest first; an agent sees his own."""
        with database().session() as session:
            wanted = code_seen(session, user, agent)
            return [appeal_as_json(one) for one in appeals(session, status=status, agent=wanted)]

    @app.post("/api/appeals")
    def _file(body: Filed, user: SignedIn) -> dict[str, Any]:
        """Appeal, in time."""
        if (body.finding is None) == (body.entry is None):
            raise Refused("写明对哪一处申诉：finding（发现号）或 entry（台账记录号），写一样。")
        with database().session() as session:
            now, who = datetime.now(UTC), str(user.name)
            if body.finding is not None:
                return appeal_as_json(
                    file_against_finding(session, who, there(body.finding), body.reason, now)
                )
            entry = there(int(body.entry or 0))
            return appeal_as_json(file_against_entry(session, who, entry, body.reason, now))

    @app.post("/api/appeals/{number}")
    def _decide(number: int, body: Decided, user: SignedIn) -> dict[str, Any]:
        """Decide an appeal in which one had no part."""
        with database().session() as session:
            now = datetime.now(UTC)
            return appeal_as_json(
                decide_appeal(session, str(user.name), number, body.upheld, body.reason, now)
            )


def _add_ledger(app: FastAPI) -> None:
    @app.get("/api/ledger")
    def _list(
        user: SignedIn, response: Response, month: str = "", agent: str = "", status: str = ""
    ) -> list[dict[str, Any]]:
        """Entries, in the order in which they happened; an agent sees his own.

        1000 at most. Where there are more, the header `X-Huashu-Note` says so: a sentence in UTF-8, percent-encoded.
        """
        with database().session() as session:
            wanted = code_seen(session, user, agent)
            found = entries(session, month=month, agent=wanted, status=status, limit=LISTED + 1)
            if len(found) > LISTED:
                response.headers["X-Huashu-Note"] = quote(MORE)
            return [entry_as_json(entry) for entry in found[:LISTED]]

    @app.post("/api/ledger")
    def _enter(body: Entered, user: SignedIn) -> dict[str, Any]:
        """Enter what a person has seen."""
        with database().session() as session:
            entry = enter(
                session,
                str(user.name),
                body.agent,
                body.item,
                recorded(body.on),
                datetime.now(UTC),
                points=body.points,
                money=body.yuan,
                dismissed=body.dismissal,
                reason=body.reason,
            )
            return entry_as_json(entry)

    @app.post("/api/ledger/{number}/confirm")
    def _confirm(number: int, user: SignedIn) -> dict[str, Any]:
        """Let a proposed entry count."""
        with database().session() as session:
            return entry_as_json(confirm(session, str(user.name), number, datetime.now(UTC)))

    @app.post("/api/ledger/{number}/withdraw")
    def _withdraw(number: int, body: Why, user: SignedIn) -> dict[str, Any]:
        """Take an entry back, or decline a proposed one."""
        with database().session() as session:
            return entry_as_json(withdraw(session, str(user.name), number, body.reason, datetime.now(UTC)))


def _add_month(app: FastAPI) -> None:
    @app.get("/api/month/{month}")
    def _board(month: str, user: SignedIn) -> list[dict[str, Any]]:
        """The month of every agent; of an agent his own alone."""
        wanted, now = Month.parse(month), datetime.now(UTC)
        with database().session() as session:
            if user.role == "agent":
                return [sheet_as_json(sheet(session, wanted, own_agent(session, user), now))]
            return [sheet_as_json(one) for one in sheets(session, wanted, now)]

    @app.get("/api/month/{month}/{agent}")
    def _one(month: str, agent: str, user: SignedIn) -> dict[str, Any]:
        """One agent's month, each sum with its entries."""
        with database().session() as session:
            his = agent_seen(session, user, agent)
            return sheet_as_json(sheet(session, Month.parse(month), his, datetime.now(UTC)))

    @app.post("/api/month/{month}/close")
    def _close(month: str, user: SignedIn) -> dict[str, Any]:
        """Close a month that is over; how much is still undecided comes along."""
        with database().session() as session:
            done = close(session, str(user.name), Month.parse(month), datetime.now(UTC))
        return {
            "month": month,
            "written": done.written,
            "unchanged": done.unchanged,
            "proposed": done.left.proposed,
            "waiting": done.left.waiting,
            "appeals": done.left.appeals,
            "told": list(done.told()),
        }

    @app.post("/api/month/{month}/propose")
    def _propose(month: str, user: SignedIn) -> dict[str, Any]:
        """Propose what the machine can see of a month; `passed_over` says what is nobody's."""
        now, wanted = datetime.now(UTC), Month.parse(month)
        with database().session() as session:
            allowed(session, str(user.name), *BOOKKEEPERS)
            made = [entry_as_json(one) for one in propose_month(session, wanted, now)]
            return {"entries": made, "passed_over": passed_over(session, str(wanted), now)}
