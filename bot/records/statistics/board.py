"""One statistic as it is asked for on the command line, over HTTP and on the page."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.book.shelf import shelf
from bot.errors import NotFound
from bot.records.database import Database
from bot.records.desk import desk
from bot.records.people import agent_named, team_named
from bot.records.statistics.names import People, Scripts
from bot.records.statistics.rates import rule_rates, scene_rates
from bot.records.statistics.standings import Reader
from bot.records.statistics.sums import Chosen, rule_sums
from bot.records.tallies import ConversationTally
from bot.report.grid import Grid
from bot.statistics.grids import rates_grid, standings_grid
from bot.statistics.interval import Share
from bot.statistics.json_form import rate_as_json, standing_as_json
from bot.statistics.rate import Judged, Rate
from bot.statistics.span import Span
from bot.statistics.standing import Standing

By = Literal["agent", "team", "book", "week", "rule", "scene"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted.

    Attributes:
        by: a row for each of these.
        book, team, agent: only what belongs to it; empty: everything.
    """

    by: By
    span: Span
    book: str = ""
    team: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows, in order: `standings` of agents, teams, books and weeks, `rates` of rules and scenes."""

    asked: Asked
    sample: int
    standings: Sequence[Standing] = ()
    rates: Sequence[Rate] = ()

    @property
    def grid(self) -> Grid:
        """As a table."""
        by, span = self.asked.by, self.asked.span.name
        if by in ("rule", "scene"):
            return rates_grid(by, span, self.rates, self.sample)
        return standings_grid(by, span, self.standings, self.sample)

    def as_json(self) -> dict[str, Any]:
        """As plain values."""
        asked = self.asked
        rows = [standing_as_json(row) for row in self.standings] + [rate_as_json(row) for row in self.rates]
        return {
            "by": asked.by,
            "span": asked.span.name,
            "periods": list(asked.span.periods),
            "before": list(asked.span.before),
            "weeks": list(asked.span.trend),
            "sample": self.sample,
            "rows": rows,
        }


def answer(database: Database, asked: Asked) -> Answer:
    """Read one statistic.

    Raises:
        NotFound: no such team or agent. BookError: no such book.
    """
    sample, scripts = desk().sample, Scripts(shelf())
    with database.session() as session:
        people = People.of(session)
        chosen = _chosen(session, people, asked)
        if asked.by == "rule":
            return Answer(asked, sample, rates=rule_rates(session, scripts, asked.span, sample, chosen))
        if asked.by == "scene":
            return Answer(asked, sample, rates=scene_rates(session, scripts, asked.span, sample, chosen))
        reader = Reader(session, people, scripts, sample)
        if asked.by == "week":
            return Answer(asked, sample, reader.weeks(asked.span.weeks, chosen))
        rows = reader.standings(asked.by, asked.span, chosen)
        # One agent among himself is no first.
        return Answer(
            asked, sample, [replace(r, rank=None, level=False) for r in rows] if asked.agent else rows
        )


def rule_weeks(database: Database, asked: Asked, rule: str) -> list[tuple[str, Share]]:
    """A rule's share violated in each week of a span.

    Raises:
        NotFound: no such team or agent. BookError: no such book.
    """
    weeks = asked.span.weeks
    with database.session() as session:
        chosen = replace(_chosen(session, People.of(session), asked), rules=frozenset({rule}))
        found: dict[str, Judged] = defaultdict(Judged)
        for (week, _, _), judged in rule_sums(session, weeks, chosen).items():
            found[week] += judged
    return [(week, found[week].rate) for week in weeks]


def _chosen(session: Session, people: People, asked: Asked) -> Chosen:
    if asked.book:
        shelf()[asked.book]
    agents = None
    if asked.team:
        agents = people.of_team(str(team_named(session, asked.team).name))
    if asked.agent:
        one = frozenset({_code(session, asked.agent)})
        agents = one if agents is None else one & agents
    return Chosen(asked.book, None, agents)


def _code(session: Session, agent: str) -> str:
    """An agent's code; he need not be on the roster if there are conversations of his."""
    try:
        return str(agent_named(session, agent).code)
    except NotFound:
        known = select(ConversationTally.agent).where(ConversationTally.agent == agent.strip()).limit(1)
        if session.execute(known).first() is None:
            raise
        return agent.strip()
