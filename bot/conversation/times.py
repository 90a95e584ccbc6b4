"""Times as people and machines write them, in seconds."""

import re
from datetime import UTC, datetime

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2}(?:[.,]\d{1,9})?)", re.ASCII)
_SECONDS = re.compile(r"(\d{1,15}(?:\.\d{1,18})?)\s*(ms|毫秒|s|秒)?", re.ASCII)
_DATE = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII,
)
#: From here on a number of seconds is counted from 1970, and from `_EPOCH_MS` on it is milliseconds.
EPOCH = 1e8
_EPOCH_MS = 1e11


def seconds_of(text: str) -> float | None:
    """Seconds in `mm:ss`, `hh:mm:ss` (with fractions), `12.5`, `12.5s`, `850ms`, or a date with a time of day.

    Dates, and numbers that can only be dates, come as seconds from 1970 (at least `EPOCH`).

    Returns:
        None when `text` is no time.
    """
    text = text.strip().replace("：", ":")
    if match := _CLOCK.fullmatch(text):
        hours, minutes, seconds = match.groups()
        return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))
    if match := _SECONDS.fullmatch(text):
        value = float(match[1])
        return value / 1000 if match[2] in ("ms", "毫秒") or value >= _EPOCH_MS else value
    moment = _moment(text)
    if moment is None or moment.year < 1980:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def iso_of(text: str) -> str | None:
    """A date, with or without a time of day, in ISO 8601; None when it is none."""
    moment = _moment(text.strip().replace("：", ":"))
    return moment.isoformat() if moment else None


def _moment(text: str) -> datetime | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    iso = f"{year}-{int(month):02}-{int(day):02}T{int(hour or 0):02}:{minute or '00'}:{second or '00'}"
    iso += f".{fraction:0<6}" if fraction else ""
    try:
        return datetime.fromisoformat(iso + (zone or ""))
    except ValueError:
        return None
