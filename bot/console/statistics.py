"""`GET /api/stats`: statistics over HTTP."""

from datetime import UTC, datetime
from typing import Any, Literal

from fastapi import FastAPI, Response

from bot.assess.month import YEARS
from bot.console.identity import SignedIn
from bot.errors import HuashuError, NotAllowed
from bot.records.database import database
from bot.records.desk import desk
from bot.records.people import ROLES, User
from bot.records.statistics.board import Answer, Asked, By, answer
from bot.statistics.files import FORMATS, file_of
from bot.statistics.span import Span, span_of


def add_statistics(app: FastAPI) -> None:
    """Put statistics at `/api/stats`."""

    @app.get("/api/stats", response_model=None)
    def _stats(
        user: SignedIn,
        by: By = "agent",
        book: str = "",
        team: str = "",
        agent: str = "",
        month: str = "",
        to_month: str = "",
        from_week: str = "",
        to_week: str = "",
        format: Literal["json", "csv", "xlsx"] = "json",  # the name in the address
    ) -> Response | dict[str, Any]:
        """Agents, teams, books, weeks, rules or scenes of a month or of some weeks; without any time, of this month."""
        see_all(user)
        span = asked_span(month=month, to_month=to_month, from_week=from_week, to_week=to_week)
        found = answer(database(), Asked(by, span, book, team, agent))
        return found.as_json() if format == "json" else download(found, format)


def see_all(user: User) -> None:
    """See that somebody may look at everybody's figures.

    Raises:
        NotAllowed: he is an agent.
    """
    if user.role == "agent":
        able = "、".join(name for role, name in ROLES.items() if role != "agent")
        raise NotAllowed(f"全部坐席的统计由{able}查看；您自己的成绩在“月度”页（/month）。")


def asked_span(**ends: str) -> Span:
    """The span between two ends; without any, this month.

    Raises:
        HuashuError: an end cannot be read, or no desk has records of its year.
    """
    for end in ends.values():
        year = end.strip()[:4]
        if year.isdecimal() and int(year) not in YEARS:
            raise HuashuError(f"“{end}”的年份不对，只能是 {YEARS[0]} 到 {YEARS[-1]} 年。")
    return span_of(datetime.now(UTC).astimezone(desk().timezone).date(), **ends)


def download(found: Answer, format_: str) -> Response:
    """A statistic as a file that the browser keeps."""
    name = f"stats-{found.asked.by}-{found.asked.span.periods[0]}.{format_}"
    content = file_of(format_, found.grid, found.as_json)
    return Response(
        content,
        media_type=FORMATS[format_],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
