"""A desk that has promised to call Mr Wang back."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.paths import home
from bot.records import desk as settings
from bot.records.callbacks.attempts import Made, attempt
from bot.records.callbacks.entries import add
from bot.records.callbacks.model import CallBack, Outcome
from tests.records.conftest import NOW, Desk

#: 10:00 on Tuesday, the 20th of October 2026, in Shanghai: nobody rests.
PROMISED = NOW


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of October 2026 by the clock in Shanghai."""
    return datetime(2026, 10, day, hour, minute, tzinfo=settings.desk().timezone).astimezone(UTC)


def last(day: int) -> datetime:
    """The last second of a day of October 2026 at which one may call."""
    return at(day, 19, 59) + timedelta(seconds=59)


def promised(desk: Desk, who: str = "李敏", **given: object) -> int:
    """The number of a call-back that A08 has promised Mr Wang on Tuesday at ten: it is due when Friday ends."""
    values = {"kind": "promised", "now": NOW, "customer": "王先生", "phone": "13812345678", "agent": "A08"}
    with desk.database.session() as session:
        return int(add(session, who, **(values | given)).id)  # type: ignore[arg-type]


def call(desk: Desk, number: int, outcome: Outcome, when: datetime, **given: object) -> Made:
    """Write down a call that 李敏 makes now."""
    with desk.database.session() as session:
        return attempt(session, "李敏", number, outcome, now=when, **given)  # type: ignore[arg-type]


def stored(desk: Desk, number: int) -> CallBack:
    """It, as the database has it."""
    with desk.database.session() as session:
        found: CallBack = session.get(CallBack, number)
        return found


@pytest.fixture
def settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Writes the desk's settings."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "data").symlink_to(home() / "data")
    (folder / "models").symlink_to(home() / "models")
    shutil.copytree(home() / "scripts", folder / "scripts")
    monkeypatch.setenv("HUASHU_HOME", str(folder))

    def write(text: str) -> None:
        (folder / "scripts" / "desk" / "desk.yml").write_text(text, "utf-8")
        settings.desk.cache_clear()

    yield write
    settings.desk.cache_clear()
