"""Days and times as they are kept in a form: `2026-11-28`, `2026-11-28 15:00`, `2026-11-28 上午`."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

#: Parts of the day, with the time they are taken to begin where one time is wanted.
PARTS = {
    "凌晨": time(1),
    "早上": time(8),
    "上午": time(9),
    "中午": time(12),
    "下午": time(14),
    "傍晚": time(18),
    "晚上": time(19),
}

_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Moment:
    """A day, and where it is known the time or the part of the day."""

    day: date
    at: time | None = None
    part: str = ""

    @property
    def kept(self) -> str:
        """How it is kept."""
        return (
            f"{self.day.isoformat()} {self.at:%H:%M}"
            if self.at
            else f"{self.day.isoformat()} {self.part}".strip()
        )

    @property
    def shown(self) -> str:
        """How it is shown: with the day of the week."""
        weekday = f"{self.day.isoformat()}（周{_WEEKDAYS[self.day.weekday()]}）"
        return f"{weekday}{self.at:%H:%M}" if self.at else f"{weekday}{self.part}"

    def begins(self, zone: tzinfo | None) -> datetime:
        """The moment, or the beginning of the part of the day; a day alone begins at nine."""
        return datetime.combine(self.day, self.at or PARTS.get(self.part, time(9)), zone)

    def ends(self, zone: tzinfo | None) -> datetime:
        """The moment; of a day or a part of one, the last moment."""
        if self.at:
            return datetime.combine(self.day, self.at, zone)
        later = [begins for begins in PARTS.values() if begins > PARTS[self.part]] if self.part else []
        over = datetime.combine(self.day, min(later), zone) if later else _midnight(self.day, zone)
        return over - timedelta(seconds=1)


def moment_at(exact: datetime) -> Moment:
    """The moment, to the minute; `exact` has the desk's time zone."""
    return Moment(exact.date(), time(exact.hour, exact.minute))


def kept_moment(kept: str) -> Moment:
    """The moment that was kept.

    Raises:
        ValueError: it is none.
    """
    day, _, rest = kept.partition(" ")
    if rest and rest not in PARTS:
        return Moment(date.fromisoformat(day), time.fromisoformat(rest))
    return Moment(date.fromisoformat(day), None, rest)


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone)
