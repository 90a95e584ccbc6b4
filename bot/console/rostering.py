"""`/api/agents`, `/api/import`: the roster, and conversations into the database, over HTTP."""

from typing import Any

from fastapi import FastAPI, Request
from pydantic import BaseModel

from bot.book.shelf import DEFAULT_BOOK, shelf
from bot.check.desk import checker
from bot.console.bounds import Code, Day, Name
from bot.console.checking import body_of
from bot.console.identity import SignedIn
from bot.conversation.conversation import conversation_of
from bot.conversation.errors import TranscriptError
from bot.conversation.json_value import parse
from bot.errors import BookError
from bot.records.database import database
from bot.records.desk import desk
from bot.records.intake import take
from bot.records.people import Agent, Team, agents, allowed
from bot.records.prepared import Prepared, prepared
from bot.records.relink import relink
from bot.records.roster import put_agent


class AgentGiven(BaseModel):
    """`PUT /api/agents/{code}`; what is left out stays."""

    number: Code | None = None
    name: Name | None = None
    team: Name | None = None
    book: Code | None = None
    joined_on: Day | None = None
    left_on: Day | None = None


def add_rostering(app: FastAPI) -> None:
    """Put roster and import into the application."""

    @app.get("/api/agents")
    def _agents(user: SignedIn, team: str = "", gone: bool = False) -> list[dict[str, Any]]:
        """The roster."""
        with database().session() as session:
            allowed(session, str(user.name), "reviewer", "trainer", "supervisor")
            return [_shown(agent, its_team) for agent, its_team in agents(session, team, gone)]

    @app.put("/api/agents/{code}")
    def _put(code: str, body: AgentGiven, user: SignedIn) -> dict[str, Any]:
        """Put an agent on the roster, or change what is given."""
        if body.book:
            shelf()[body.book]
        with database().session() as session:
            allowed(session, str(user.name), "trainer", "supervisor")
            agent = put_agent(session, str(user.name), code, **body.model_dump())
            relink(session, agent)
            team = session.get(Team, agent.team_id) if agent.team_id is not None else None
            return _shown(agent, str(team.name) if team is not None else "")

    @app.post("/api/import")
    async def _import(request: Request, user: SignedIn, book: str = DEFAULT_BOOK) -> dict[str, Any]:
        """Take in one transcript or a list, checked; what is there already is passed over."""
        import asyncio

        body = await body_of(request)
        return await asyncio.to_thread(_taken, body, book, str(user.name))


def _taken(body: bytes, book: str, who: str) -> dict[str, Any]:
    with database().session() as session:
        allowed(session, who, "reviewer", "trainer", "supervisor")
    value = parse(body)
    lot: list[Prepared] = []
    refused = []
    for index, item in enumerate(value if isinstance(value, list) else [value]):
        try:
            conversation = conversation_of(item)
            report = checker(conversation.head.book or book).check(conversation)
            lot.append(prepared(conversation, report, desk()))
        except (TranscriptError, BookError) as error:
            refused.append({"error": str(error), "index": index, "turn": getattr(error, "turn", None)})
    taken = take(database(), lot) if lot else None
    numbers = list(taken.numbers) if taken else []
    return {"conversations": numbers, "new": len(taken.new) if taken else 0, "refused": refused}


def _shown(agent: Agent, team: str) -> dict[str, Any]:
    names = ("code", "number", "name", "book")
    days = ("joined_on", "left_on")
    return (
        {name: getattr(agent, name) for name in names}
        | {"team": team}
        | {name: day.isoformat() if (day := getattr(agent, name)) else None for name in days}
    )
