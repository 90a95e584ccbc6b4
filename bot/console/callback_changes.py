"""`POST /api/callbacks…`: call-backs entered, attempted, appointed, closed, accepted and dropped."""

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import FastAPI
from pydantic import BaseModel, Field

from bot.console.identity import SignedIn
from bot.console.whose import conversation_seen
from bot.records.callbacks.appointments import appoint
from bot.records.callbacks.attempts import attempt
from bot.records.callbacks.endings import cancel, close
from bot.records.callbacks.entries import add
from bot.records.callbacks.model import CallBack, Kind, Outcome
from bot.records.callbacks.ownership import assign
from bot.records.callbacks.proposals import accept, drop
from bot.records.callbacks.shown import as_json, attempt_as_json
from bot.records.callbacks.times import appointed_of, called_of, promised_of
from bot.records.database import database
from bot.records.desk import desk

_Text = Annotated[str, Field(max_length=2000)]
_Name = Annotated[str, Field(max_length=100)]


class New(BaseModel):
    """`POST /api/callbacks`. Times as `2026-11-05 15:00` by the desk's clock, or with an offset."""

    customer: _Name = ""
    title: _Name = ""
    phone: _Name = ""
    kind: Kind = "promised"
    reference: _Name = ""
    reason: _Text = ""
    agent: _Name = ""
    book: _Name = ""
    conversation: Annotated[int | None, Field(ge=1, le=2**31 - 1)] = None
    promised_at: _Name = ""
    due_at: _Name = ""
    asked: bool = False


class Seen(BaseModel):
    """What every change carries: the version that its maker saw."""

    version: int | None = None


class Call(Seen):
    """`POST /api/callbacks/{id}/attempts`."""

    outcome: Outcome
    result: _Text = ""
    satisfied: bool | None = None
    customer: _Name = ""
    at: _Name = ""
    appointment_at: _Name = ""
    asked: bool = False
    note: _Text = ""


class Appointment(Seen):
    """`POST /api/callbacks/{id}/appoint`. `reason`: of a reviewer or supervisor, where nobody has called."""

    at: _Name
    asked: bool = False
    reason: _Text = ""


class Ending(Seen):
    """`POST /api/callbacks/{id}/close` and `…/cancel`: what came of it, or why."""

    result: _Text
    given_up: bool = False


class Acceptance(Seen):
    """`POST /api/callbacks/{id}/accept`: what was not heard."""

    customer: _Name = ""
    phone: _Name = ""
    agent: _Name = ""


class Assignment(Seen):
    """`POST /api/callbacks/{id}/assign`: code, number or name of the agent."""

    agent: _Name


def add_callback_changes(app: FastAPI) -> None:
    """Put what changes call-backs below `/api/callbacks`."""

    @app.post("/api/callbacks")
    def _add(user: SignedIn, new: New) -> dict[str, Any]:
        """Add a call-back; it is due within three days unless a time is appointed (`due_at`)."""
        now, zone = datetime.now(UTC), desk().timezone
        given = new.model_dump(exclude={"promised_at", "due_at"})
        promised = promised_of(new.promised_at, zone, now) if new.promised_at else None
        due = appointed_of(new.due_at, zone, now) if new.due_at else None
        with database().session() as session:
            conversation_seen(session, user, new.conversation)
            return _shown(add(session, str(user.name), now=now, promised_at=promised, due_at=due, **given))

    @app.post("/api/callbacks/{number}/attempts")
    def _attempt(user: SignedIn, number: int, call: Call) -> dict[str, Any]:
        """Write a call down; `remarks` say what was wrong with it and what to do next."""
        now, zone = datetime.now(UTC), desk().timezone
        with database().session() as session:
            made = attempt(
                session,
                str(user.name),
                number,
                call.outcome,
                now=now,
                at=called_of(call.at, zone, now) if call.at else None,
                result=call.result,
                satisfied=call.satisfied,
                customer=call.customer,
                appointment=appointed_of(call.appointment_at, zone, now) if call.appointment_at else None,
                asked=call.asked,
                text=call.note,
                version=call.version,
            )
            return _shown(made.callback) | {
                "attempt": attempt_as_json(made.attempt),
                "remarks": list(made.remarks),
            }

    @app.post("/api/callbacks/{number}/appoint")
    def _appoint(user: SignedIn, number: int, given: Appointment) -> dict[str, Any]:
        """Move a call-back to an appointed time, after a call that did not come off."""
        now = datetime.now(UTC)
        at = appointed_of(given.at, desk().timezone, now)
        with database().session() as session:
            return _shown(
                appoint(
                    session,
                    str(user.name),
                    number,
                    at,
                    now=now,
                    asked=given.asked,
                    why=given.reason,
                    version=given.version,
                )
            )

    @app.post("/api/callbacks/{number}/close")
    def _close(user: SignedIn, number: int, given: Ending) -> dict[str, Any]:
        """Close a call-back without a call; for a member it does not count as having called him."""
        with database().session() as session:
            return _shown(
                close(
                    session,
                    str(user.name),
                    number,
                    given.result,
                    now=datetime.now(UTC),
                    given_up=given.given_up,
                    version=given.version,
                )
            )

    @app.post("/api/callbacks/{number}/cancel")
    def _cancel(user: SignedIn, number: int, given: Ending) -> dict[str, Any]:
        """Cancel a call-back that is not needed (reviewers and supervisors)."""
        now = datetime.now(UTC)
        with database().session() as session:
            return _shown(
                cancel(session, str(user.name), number, given.result, now=now, version=given.version)
            )

    @app.post("/api/callbacks/{number}/accept")
    def _accept(user: SignedIn, number: int, given: Acceptance) -> dict[str, Any]:
        """Say that what was heard in a conversation is a promise."""
        with database().session() as session:
            return _shown(accept(session, str(user.name), number, **given.model_dump()))

    @app.post("/api/callbacks/{number}/assign")
    def _assign(user: SignedIn, number: int, given: Assignment) -> dict[str, Any]:
        """Say whose a call-back is that has no agent (reviewers and supervisors)."""
        with database().session() as session:
            return _shown(assign(session, str(user.name), number, given.agent, version=given.version))

    @app.post("/api/callbacks/{number}/drop")
    def _drop(user: SignedIn, number: int, seen: Seen) -> dict[str, Any]:
        """Say that what was heard in a conversation is no promise (reviewers and supervisors)."""
        with database().session() as session:
            return _shown(drop(session, str(user.name), number, now=datetime.now(UTC), version=seen.version))


def _shown(row: CallBack) -> dict[str, Any]:
    return as_json(row, datetime.now(UTC))
