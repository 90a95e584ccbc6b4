"""Databases of earlier versions are brought up to date, with what is in them."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, insert, inspect, select, text
from sqlalchemy.exc import OperationalError

from bot.errors import StoreError
from bot.paths import home
from bot.records.callbacks.model import Attempt, CallBack
from bot.records.conversations import KeptConversation, KeptFinding, KeptReport
from bot.records.database import Base, Database
from bot.records.review.waiting import Waiting

OLD = """
INSERT INTO conversations (id, stored_at, sender, channel, digest, transcript, agent, masked, head, turns)
VALUES (1, '2026-10-05 08:00:00', 'rest-1', 'rest', 'd1', 'c-1', '8', {true}, '{{}}', '[]');
INSERT INTO reports (id, conversation_id, checked_at, book, book_version, model_version, score, passed, critical, outcomes)
VALUES (1, 1, '2026-10-05 08:00:00', 'exchange', 'b1', 'm1', 95, {true}, {false}, '{{}}');
INSERT INTO reports (id, conversation_id, checked_at, book, book_version, model_version, score, passed, critical, outcomes)
VALUES (2, 1, '2026-10-06 08:00:00', 'exchange', 'b2', 'm1', 93, {true}, {false}, '{{}}');
INSERT INTO findings (id, report_id, status, rule, name, clause, severity, points, critical, turn, message, expected, why,
confidence, evidence, parts)
VALUES (1, 1, 'open', 'F02', '', '', 'light', 5, {false}, 1, '', '', '', 0.9, '[]', '[]');
INSERT INTO findings (id, report_id, status, rule, name, clause, severity, points, critical, turn, message, expected, why,
confidence, evidence, parts)
VALUES (2, 2, 'open', 'F02', '', '', 'light', 7, {false}, 1, '', '', '', 0.9, '[]', '[]');
"""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(home() / "bot" / "records" / "migrations"))
    return config


def _at(database: Database, revision: str) -> None:
    """Bring an empty database to an old revision."""
    engine = create_engine(database.url, future=True)
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


@pytest.fixture
def old(empty: Database) -> Database:
    """A database of the third revision with a conversation in it that was checked twice."""
    if empty.url.startswith("sqlite:///"):
        Path(empty.url.removeprefix("sqlite:///")).parent.mkdir(parents=True)
    _at(empty, "0003")
    engine = create_engine(empty.url, future=True)
    values = (
        {"true": "true", "false": "false"}
        if engine.dialect.name == "postgresql"
        else {"true": "1", "false": "0"}
    )
    with engine.begin() as connection:
        for statement in OLD.format(**values).split(";"):
            if statement.strip():
                connection.execute(text(statement))
    engine.dispose()
    return empty


def test_migrations_tell_whose_an_old_finding_is(old: Database) -> None:
    with old.session() as session:
        finding = session.get(KeptFinding, 2)
    assert (finding.agent, finding.book, finding.conversation_id, finding.source) == (
        "8",
        "exchange",
        1,
        "machine",
    )


def test_migrations_the_newest_old_report_stands(old: Database) -> None:
    with old.session() as session:
        reports = session.execute(select(KeptReport).order_by(KeptReport.id)).scalars().all()
        findings = session.execute(select(KeptFinding).order_by(KeptFinding.id)).scalars().all()
    assert [report.current for report in reports] == [False, True]
    assert [finding.status for finding in findings] == ["superseded", "open"]
    assert [report.settled for report in reports] == [95, 93]


def test_migrations_old_open_findings_come_into_the_queue(old: Database) -> None:
    with old.session() as session:
        waiting = session.execute(select(Waiting)).scalar_one()
        conversation = session.get(KeptConversation, 1)
    assert (waiting.conversation_id, waiting.reasons, waiting.findings) == (1, " pasted ", 1)
    assert conversation.book == "exchange" and conversation.started_at == conversation.stored_at


def test_migrations_make_what_the_models_say(empty: Database) -> None:
    # Everything that declares a table.
    from bot.records import expiry, interactions, practice, proposals

    assert expiry and interactions and practice and proposals
    there = inspect(empty.engine)
    for table in Base.metadata.sorted_tables:
        columns = {column["name"] for column in there.get_columns(table.name)}
        assert columns == {column.name for column in table.columns}, table.name


def test_migrations_tell_old_call_backs_apart_by_what_the_calls_came_to(empty: Database) -> None:
    if empty.url.startswith("sqlite:///"):
        Path(empty.url.removeprefix("sqlite:///")).parent.mkdir(parents=True)
    _at(empty, "0007")
    day = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
    ended = [("done", "reached"), ("done", "no_answer"), ("given_up", "refused"), ("given_up", "no_answer")]
    engine = create_engine(empty.url, future=True)
    with engine.begin() as connection:
        for number, (status, outcome) in enumerate(ended, 1):
            row = {"id": number, "kind": "member", "status": status, "promised_at": day, "due_at": day}
            connection.execute(insert(CallBack).values(row))
            made = {"callback_id": number, "at": day, "by": "李敏", "outcome": outcome, "limit_at": day}
            connection.execute(insert(Attempt).values(made))
    engine.dispose()
    with empty.session() as session:
        found = session.execute(select(CallBack.status).order_by(CallBack.id)).scalars().all()
    assert found == ["done", "settled", "refused", "given_up"]
    with empty.engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0007")
        again = connection.execute(select(CallBack.status).order_by(CallBack.id)).scalars().all()
    assert again == [status for status, _ in ended]


def test_migrations_go_back_and_forth(old: Database) -> None:
    assert old.engine
    config = _config()
    with old.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0003")
        command.upgrade(config, "head")
    with old.session() as session:
        assert session.get(KeptFinding, 2).conversation_id == 1


def test_migrations_stand_in_one_line() -> None:
    script = ScriptDirectory.from_config(_config())
    assert len(script.get_heads()) == 1 and len(script.get_bases()) == 1


def test_migrations_that_fail_leave_everything_as_it_was(
    old: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alembic.command.upgrade", _failing(command.upgrade))
    with pytest.raises(StoreError, match="升级失败（no space left）。数据没有改动"):
        assert old.engine
    engine = create_engine(old.url, future=True)
    tables = set(inspect(engine).get_table_names())
    engine.dispose()
    assert "conversations" in tables and "ledger" not in tables


def _failing(upgrade):
    """`upgrade` that breaks down when everything has been done."""

    def done(config: Config, revision: str) -> None:
        upgrade(config, revision)
        raise OperationalError("CREATE", {}, Exception("no space left"))

    return done


def test_migrations_of_several_processes_at_once_are_one(tmp_path: Path) -> None:
    code = "from bot.records.database import Database; import sys; assert Database(sys.argv[1]).engine"
    url = f"sqlite:///{tmp_path / 'h.db'}"
    children = [subprocess.Popen([sys.executable, "-c", code, url], cwd=home()) for _ in range(4)]
    assert [child.wait() for child in children] == [0, 0, 0, 0]
