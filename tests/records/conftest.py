"""The databases that records are kept in: each test runs on both."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.records.database import Database


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """An empty one, in a folder that is not there yet."""
    if request.param == "sqlite":
        return Database(f"sqlite:///{tmp_path / 'deep' / 'h.db'}")
    url = request.getfixturevalue("postgres")
    engine = create_engine(url, future=True)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return Database(url)
