"""The databases that records are kept in: each test runs on both."""

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.check.finding import Evidence, Finding, Part, Report
from bot.conversation.model import Agent, Conversation, Head, Turn
from bot.errors import StoreError
from bot.records.conversations import KeptFinding, current_report, findings_of
from bot.records.database import Base, Database
from bot.records.desk import read_desk
from bot.records.intake import DESK, take
from bot.records.people import put_user
from bot.records.prepared import prepared
from bot.records.review.given import Given
from bot.records.review.verdicts import decide
from bot.records.roster import put_agent


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """One without a table, in a folder that is not there yet."""
    if request.param == "sqlite":
        return Database(f"sqlite:///{tmp_path / 'deep' / 'h.db'}")
    url: str = request.getfixturevalue("postgres")
    _drop_everything(url)
    return Database(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """One with all its tables, and nothing in them."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("made"), tmp_path / "h.db")
        return Database(f"sqlite:///{tmp_path / 'h.db'}")
    url: str = request.getfixturevalue("postgres")
    database = Database(url)
    try:
        assert database.engine
    except StoreError:
        # A test has left an older or a newer one.
        _drop_everything(url)
        database = Database(url)
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with database.engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
    return database


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all its tables, for every test to copy: making them takes longer than most tests."""
    path: Path = tmp_path_factory.mktemp("made") / "h.db"
    engine = Database(f"sqlite:///{path}").engine
    with engine.connect() as connection:
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    engine.dispose()
    return path


def _drop_everything(url: str) -> None:
    engine = create_engine(url, future=True)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()


NOW = datetime(2026, 10, 20, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Desk:
    """A desk with a roster: A08 李敏 (her user is 李敏), A09 王芳; 小质 and 小检 review, 培训周 trains, 主管陈 and 主管林 lead."""

    database: Database

    def conversation(
        self,
        *findings: Finding,
        agent: str = "A08",
        name: str = "c-1",
        at: str = "2026-10-19T10:00:00+08:00",
        sender: str = DESK,
        model: str = "m1",
    ) -> int:
        """Take in a conversation with these findings; its number."""
        head = Head(id=name, book="exchange", agent=Agent(id=agent), started_at=at)
        talk = Conversation(
            head, (Turn("customer", f"您好，{name}"), Turn("agent", "不归我管"), Turn("agent", "再见"))
        )
        critical = any(finding.critical for finding in findings)
        score = max(0, 100 - sum(finding.points for finding in findings))
        outcomes = {"O01": "met", "S07": "not_applicable"} | {
            finding.rule: "violated" for finding in findings
        }
        score = min(score, 59) if critical else score
        report = Report(
            name,
            "exchange",
            "b1",
            model,
            agent,
            score,
            score >= 60 and not critical,
            critical,
            findings,
            outcomes,
        )
        return take(self.database, [prepared(talk, report, read_desk())], sender=sender).numbers[0]

    def findings(self, conversation: int) -> list[KeptFinding]:
        """Its findings."""
        with self.database.session() as session:
            return findings_of(session, int(current_report(session, conversation).id))

    def confirmed(self, *, agent: str = "A08", name: str = "c-1", by: str = "小质") -> int:
        """The number of a finding that has just been confirmed."""
        (finding,) = self.findings(self.conversation(found(), agent=agent, name=name))
        with self.database.session() as session:
            decide(session, by, int(finding.id), Given("confirm"), NOW)
        return int(finding.id)


def found(rule: str = "F02", points: int = 5, *, critical: bool = False, sure: float = 0.9) -> Finding:
    """A finding of that rule in the second turn."""
    return Finding(
        rule=rule,
        name="推卸责任",
        severity="severe" if critical else "light",
        points=points,
        critical=critical,
        turn=1,
        start=None,
        evidence=(Evidence(1, (0, 4), "不归我管"),),
        clause="K.1.7",
        message="推卸责任：不归我管",
        expected="我马上为您转接，请稍等。",
        parts=(Part("请稍等", False),),
        why="客户找到谁，谁就代表单位。",
        confidence=sure,
    )


@pytest.fixture
def desk(database: Database) -> Desk:
    with database.session() as session:
        put_agent(
            session,
            "root",
            "A08",
            number="8",
            name="李敏",
            team="一组",
            book="exchange",
            joined_on=date(2026, 1, 5),
        )
        put_agent(
            session,
            "root",
            "A09",
            number="9",
            name="王芳",
            team="二组",
            book="exchange",
            joined_on=date(2026, 1, 5),
        )
        for name, role in {
            "小质": "reviewer",
            "小检": "reviewer",
            "培训周": "trainer",
            "主管陈": "supervisor",
            "主管林": "supervisor",
        }.items():
            put_user(session, "root", name, role)
        put_user(session, "root", "李敏", "agent", "A08")
        put_user(session, "root", "王芳", "agent", "A09")
    return Desk(database)
