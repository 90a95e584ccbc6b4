"""What the desk has agreed on: `scripts/desk/desk.yml`.

Time limits, what is kept and for how long, what goes to a person, and when a score may be compared.
"""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, field_validator

from bot.book.source import read_yaml
from bot.book.validate import Strict, validated
from bot.paths import desk_file

Share = Annotated[float, Field(ge=0, le=1)]
Days = Annotated[int, Field(ge=0)]
Hours = Annotated[str, Field(pattern=r"^([01]\d|2[0-4]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$")]


class Review(Strict):
    """Which conversations a person looks at.

    Attributes:
        random_share: of all conversations, whether something was found in them or not.
        low_confidence: findings below it are looked at.
        new_agent_days: how long an agent is new, in days from joining.
    """

    random_share: Share = 0.02
    low_confidence: Share = 0.7
    new_agent_days: Days = 60


class Trust(Strict):
    """When a rule is no longer believed.

    Attributes:
        dismissed_share: this share of its findings, or more, was dismissed.
        least: findings that must have been reviewed before anything is said of the rule.
        stop_costing: such a rule costs no points.
    """

    dismissed_share: Share = 0.5
    least: Annotated[int, Field(ge=1)] = 20
    stop_costing: bool = False


class CallBacks(Strict):
    """K.7: within how many days, and when not."""

    days: Days = 3
    rest_hours: tuple[Hours, ...] = ("00:00-09:00", "12:00-14:00", "20:00-24:00")


class Desk(Strict):
    """The desk's settings.

    Attributes:
        zone: time zone by which days, weeks and months are told.
        keep_full: kinds of record whose personal data is not masked.
        keep_days: after so many days the words and the personal data are deleted.
        appeal_days: days in which a finding, or the first decision on an appeal, may be appealed.
        sample: least number of checked conversations for a rank.
    """

    zone: str = "Asia/Shanghai"
    keep_full: tuple[Literal["conversations", "callbacks", "forms"], ...] = ()
    keep_days: Annotated[int, Field(ge=1)] = 365
    appeal_days: Days = 7
    sample: Annotated[int, Field(ge=1)] = 20
    review: Review = Review()
    trust: Trust = Trust()
    callbacks: CallBacks = CallBacks()

    @field_validator("zone")
    @classmethod
    def _known_zone(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"没有“{zone}”这个时区，可以写 Asia/Shanghai") from error
        return zone

    @property
    def timezone(self) -> ZoneInfo:
        """The desk's time zone."""
        return ZoneInfo(self.zone)


def read_desk(path: Path | None = None) -> Desk:
    """Read the settings; a desk without a file has the defaults.

    Raises:
        BookError: with file, line and what would be valid.
    """
    path = path or desk_file()
    return validated(Desk, read_yaml(path)) if path.exists() else Desk()


def stamped(moment: datetime) -> str:
    """A moment as programs read it, by the desk's clock: 2026-10-19T09:14:05+08:00."""
    return moment.astimezone(desk().timezone).isoformat()


@lru_cache(maxsize=1)
def desk() -> Desk:
    """The project's desk, read once a process."""
    return read_desk()
