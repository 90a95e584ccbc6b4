from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from bot.errors import StoreError
from bot.records import database as records
from bot.records.database import Database
from bot.records.interactions import Interaction, log, rate, recent


def test_database_is_made_by_its_migrations(empty: Database) -> None:
    assert {"interactions", "alembic_version"} <= set(inspect(empty.engine).get_table_names())


def test_database_interaction_is_kept_and_rated(database: Database) -> None:
    log(
        database,
        Interaction(
            sender="a", kind="scene", question="客户不说话", scene="silent_call", line="silent_call_1"
        ),
    )
    log(database, Interaction(sender="b", kind="scene", question="杂音", scene="noisy_line"))
    assert rate(database, "a", True)
    newest, older = recent(database)
    assert (newest.sender, newest.helped) == ("b", None)
    assert (older.question, older.scene, older.line, older.helped) == (
        "客户不说话",
        "silent_call",
        "silent_call_1",
        True,
    )
    assert older.asked_at is not None


def test_database_talk_is_not_what_is_rated(database: Database) -> None:
    log(database, Interaction(sender="a", kind="clause", question="迟到扣几分"))
    log(database, Interaction(sender="a", kind="talk", question="谢谢"))
    assert rate(database, "a", False)
    assert [i.helped for i in recent(database)] == [None, False]


def test_database_nothing_to_rate_is_said(database: Database) -> None:
    assert not rate(database, "nobody", True)


@pytest.mark.parametrize(
    "question", ["a\x00b", "\ud800坏的", "长" * 50_000, ""], ids=["nul", "surrogate", "long", "empty"]
)
def test_database_takes_any_text(database: Database, question: str) -> None:
    log(database, Interaction(sender="a" * 500, kind="unknown", question=question))
    (kept,) = recent(database)
    assert len(kept.question) <= 4000


@pytest.mark.parametrize("url", ["sqlite:////proc/nowhere/h.db", "nonsense", "postgresql://localhost:1/x"])
def test_database_that_cannot_be_opened_is_one_clear_line(url: str) -> None:
    with pytest.raises(StoreError, match="HUASHU_DATABASE") as caught:
        assert Database(url).engine
    assert "\n" not in str(caught.value)


def test_database_follows_the_address_configured_now(monkeypatch: pytest.MonkeyPatch) -> None:
    for url in ("sqlite:////a/h.db", "sqlite:////b/h.db", "sqlite:////a/h.db"):
        monkeypatch.setenv("HUASHU_DATABASE", url)
        assert records.database().url == url
    assert records.database() is records.database()


def test_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'h.db'}"
    with create_engine(url, future=True).begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('9999')"))
    with pytest.raises(StoreError, match="更新的版本（9999）"):
        assert Database(url).engine


def test_database_password_is_not_shown() -> None:
    with pytest.raises(StoreError) as caught:
        assert Database("postgresql://me:secret@localhost:1/x").engine
    assert "secret" not in str(caught.value)
