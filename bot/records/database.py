"""The database: SQLite in `var/huashu.db` by default, any SQLAlchemy address in `HUASHU_DATABASE`.

Its tables are made and changed by the migrations in `migrations/` only.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import DateTime, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session, declarative_base, sessionmaker
from sqlalchemy.types import TypeDecorator

from bot.errors import NotFound, StoreError
from bot.paths import home
from bot.records.bounds import LARGEST

Base = declarative_base()


class Instant(TypeDecorator):
    """A moment: stored in UTC, and given back with its time zone by SQLite as well, which keeps none."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Called by SQLAlchemy on the way in; a moment without a zone is refused, for nobody knows which it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Called by SQLAlchemy on the way out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


#: Seconds that a writer waits for another, and for another process's migration.
_BUSY, _LONGEST_MIGRATION = 30, 600

#: Under this key processes wait for each other in PostgreSQL.
_MIGRATION_LOCK = 7_204_501

_MIGRATIONS = Path(__file__).parent / "migrations"


def database_url() -> str:
    """Where the database is: `HUASHU_DATABASE`, or a file in the project's `var/`."""
    return os.environ.get("HUASHU_DATABASE") or f"sqlite:///{home() / 'var' / 'huashu.db'}"


@dataclass(frozen=True)
class Database:
    """One database, opened at first use and brought to the newest migration."""

    url: str

    @cached_property
    def engine(self) -> Engine:
        """The engine, with every table there.

        Raises:
            StoreError: the address is wrong, the database cannot be opened, or it is newer than we are.
        """
        try:
            url = make_url(self.url)
            if url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:"):
                Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(url, future=True)
            if url.get_backend_name() == "sqlite":
                event.listen(engine, "connect", _prepare_sqlite)
            with engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except (ArgumentError, SQLAlchemyError, OSError, ImportError) as error:
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise StoreError(
                f"数据库打不开：{_shown(self.url)}（{reason}）。请检查 HUASHU_DATABASE 和目录权限。"
            ) from error
        _migrate(engine, self.url)
        return engine

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A transaction: committed at the end, rolled back if anything fails."""
        factory = sessionmaker(self.engine, future=True, expire_on_commit=False)
        with factory.begin() as session:
            yield session


def database(url: str | None = None) -> Database:
    """The process's database at `url`, or at the address configured now."""
    return _opened(url or database_url())


@lru_cache(maxsize=8)
def _opened(url: str) -> Database:
    return Database(url)


Kept = TypeVar("Kept")


def numbered(session: Session, table: type[Kept], number: int, missing: str) -> Kept:
    """The row of that number.

    Raises:
        NotFound: there is none, with the sentence `missing`.
    """
    found: Kept | None = session.get(table, number) if abs(number) <= LARGEST else None
    if found is None:
        raise NotFound(missing)
    return found


def insert_into(session: Session, table: Any) -> Any:
    """An insert that can say what to do where the row is there already (`on_conflict_…`): each database has its own."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    return dialect.insert(table)


def _prepare_sqlite(connection, _record) -> None:  # type: ignore[no-untyped-def]
    """Readers and one writer side by side, and a wait instead of an error when it is locked."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute(f"PRAGMA busy_timeout={_BUSY * 1000}")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _migrate(engine: Engine, url: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    script = ScriptDirectory.from_config(config)

    def current(connection: Connection) -> str | None:
        revision: str | None = MigrationContext.configure(connection).get_current_revision()
        return revision

    with engine.connect() as connection:
        revision = current(connection)
    if revision == script.get_current_head():
        return
    if revision is not None and revision not in {r.revision for r in script.walk_revisions()}:
        raise StoreError(
            f"数据库 {_shown(url)} 是更新的版本（{revision}）写的。请升级 huashu，或换一个数据库。"
        )
    try:
        with engine.begin() as connection, _alone(connection):
            # Another process may have done it while this one waited.
            if current(connection) != script.get_current_head():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
    except (SQLAlchemyError, CommandError) as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise StoreError(f"数据库 {_shown(url)} 升级失败（{reason}）。数据没有改动。") from error


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """Let nobody else migrate meanwhile, and let all of it be written or none.

    The SQLite driver would commit before every change of a table; so the transaction is begun by hand.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
        yield
        return
    raw = connection.connection.dbapi_connection
    raw.isolation_level = None
    connection.exec_driver_sql(f"PRAGMA busy_timeout={_LONGEST_MIGRATION * 1000}")
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        yield
        raw.commit()
    except BaseException:
        raw.rollback()
        raise
    finally:
        raw.isolation_level = ""
        connection.exec_driver_sql(f"PRAGMA busy_timeout={_BUSY * 1000}")


def _shown(url: str) -> str:
    """The address without its password."""
    try:
        return str(make_url(url).render_as_string(hide_password=True))
    except ArgumentError:
        return url
