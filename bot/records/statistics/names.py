"""What people call agents, books, rules and scenes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.book.binding import scene_of_rule
from bot.book.shelf import Shelf
from bot.records.database import Database
from bot.records.people import Agent, Team

#: What agents without a team, agents that are not known, and rules without a scene are gathered under.
NO_TEAM, NOBODY, EVERYWHERE = "未分组", "未知", "通用"


@dataclass(frozen=True)
class People:
    """The roster as statistics need it: by code, each agent's name and team."""

    names: Mapping[str, str]
    teams: Mapping[str, str]

    @classmethod
    def of(cls, session: Session) -> "People":
        """Read the roster, with those who have left."""
        rows = session.execute(
            select(Agent.code, Agent.name, Team.name).outerjoin(Team, Agent.team_id == Team.id)
        ).all()
        return cls(
            {code: name for code, name, _ in rows}, {code: team for code, _, team in rows if team is not None}
        )

    def name(self, code: str) -> str:
        """What an agent is called; his code where the roster has no name."""
        return self.names.get(code) or code or NOBODY

    def team(self, code: str) -> str:
        """His team."""
        return self.teams.get(code, NO_TEAM)

    def of_team(self, team: str) -> frozenset[str]:
        """The codes of a team's agents."""
        return frozenset(code for code, own in self.teams.items() if own == team)


def team_names(database: Database) -> list[str]:
    """The teams there are."""
    with database.session() as session:
        return list(session.execute(select(Team.name).order_by(Team.name)).scalars())


@dataclass(frozen=True)
class Scripts:
    """The books as statistics need them."""

    shelf: Shelf

    @cached_property
    def rules(self) -> dict[str, str]:
        """By rule, its name: a rule means the same in every book."""
        return {name: rule.name for book in reversed(list(self.shelf)) for name, rule in book.rules.items()}

    @cached_property
    def scenes(self) -> dict[tuple[str, str], str]:
        """By book and rule, the scene that it belongs to; empty where it belongs everywhere."""
        return {
            (book.book, name): scene_of_rule(book, rule)
            for book in self.shelf
            for name, rule in book.rules.items()
        }

    def scene_name(self, scene: str) -> str:
        """What a scene is called."""
        return self.shelf.scene(scene).name if scene else EVERYWHERE

    def scene_of(self, book: str, rule: str) -> str:
        """The scene of a rule in a book; empty also for a rule that the book no longer has."""
        return self.scenes.get((book, rule), "")
