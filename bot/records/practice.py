"""Practice sessions: what was said, what came of it, and how a trainee gets on over the weeks.

A session is its setting and the trainee's lines: the same lines play the same customer again, so that it can be
taken up after a restart, or from any turn.
"""

import json
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Boolean, Column, Integer, String, Text, select

from bot.check.finding import cost_by_rule
from bot.practice.scorecard import Scorecard
from bot.practice.session import PracticeSession
from bot.practice.setting import Setting
from bot.practice.voice import Recorded, configured
from bot.records.conversations import KeptConversation, KeptFinding, KeptReport
from bot.records.database import Base, Database, Instant
from bot.records.desk import stamped


class KeptPractice(Base):
    """One session. `lines`, `voiced` (the customer's words, where he had another voice) and `rules` (points by rule) are
    JSON; `exam` names the examination it belongs to.
    """

    __tablename__ = "practice_sessions"

    id = Column(String(32), primary_key=True)
    trainee = Column(String(200), nullable=False, index=True)
    started_at = Column(Instant, nullable=False, index=True)
    changed_at = Column(Instant, nullable=False)
    mode = Column(String(20), nullable=False, default="free")
    exam = Column(String(32), nullable=False, default="", index=True)
    book = Column(String(50), nullable=False)
    scene = Column(String(100), nullable=False)
    difficulty = Column(Integer, nullable=False)
    seed = Column(Integer, nullable=False)
    agent_number = Column(String(20), nullable=False, default="")
    lines = Column(Text, nullable=False, default="[]")
    voiced = Column(Text, nullable=False, default="[]")
    over = Column(Boolean, nullable=False, default=False)
    won = Column(Boolean, nullable=False, default=False)
    score = Column(Integer, nullable=False, default=0)
    passed = Column(Boolean, nullable=False, default=False)
    critical = Column(Boolean, nullable=False, default=False)
    rules = Column(Text, nullable=False, default="{}")


@dataclass(frozen=True)
class Progress:
    """How a trainee stands in one scene.

    Attributes:
        scores: of his finished sessions, the oldest first.
    """

    book: str
    scene: str
    scores: tuple[int, ...]

    @property
    def best(self) -> int:
        """His best score."""
        return max(self.scores)


def begin(
    database: Database, trainee: str, session: PracticeSession, mode: str = "free", exam: str = ""
) -> str:
    """Store a new session; returns its id.

    Raises:
        StoreError: the database cannot be opened.
    """
    number, now, setting = uuid.uuid4().hex, datetime.now(UTC), session.setting
    row = KeptPractice(
        id=number,
        trainee=trainee[:200],
        started_at=now,
        changed_at=now,
        mode=mode,
        exam=exam,
        book=setting.book,
        scene=setting.scene,
        difficulty=setting.difficulty,
        seed=setting.seed,
        agent_number=setting.agent_number[:20],
    )
    with database.session() as transaction:
        transaction.add(row)
    return number


def keep(database: Database, number: str, session: PracticeSession) -> None:
    """Store where a session stands."""
    card = Scorecard.of(session)
    with database.session() as transaction:
        row = transaction.get(KeptPractice, number)
        if row is None:
            return
        row.changed_at = datetime.now(UTC)
        row.lines = json.dumps([e.said for e in session.exchanges], ensure_ascii=False).replace("\\u0000", "")
        row.voiced = json.dumps(session.voiced, ensure_ascii=False).replace("\\u0000", "")
        row.over, row.won = session.over, card.won
        row.score, row.passed, row.critical = card.score, card.passed, card.report.critical
        row.rules = json.dumps(cost_by_rule(card.report.findings))


def load(database: Database, number: str) -> tuple[PracticeSession, KeptPractice] | None:
    """A stored session as it stood, and its row; None where there is none."""
    with database.session() as transaction:
        row = transaction.get(KeptPractice, number)
    return None if row is None else (again(row), row)


def again(row: KeptPractice, lines: int | None = None) -> PracticeSession:
    """A session played again from its lines; the first `lines` of them only, to try from there anew."""
    setting = Setting(row.book, row.scene, row.difficulty, row.seed, row.agent_number or "8")
    voiced = json.loads(row.voiced)
    session = PracticeSession(setting, voice=Recorded(voiced) if voiced else None)
    for line in json.loads(row.lines)[:lines]:
        if session.due is None:
            break
        session.say(line)
    session.speak_with(configured())
    return session


def unfinished(database: Database, trainee: str) -> KeptPractice | None:
    """The trainee's newest session that is not over."""
    with database.session() as transaction:
        found: KeptPractice | None = transaction.execute(
            select(KeptPractice)
            .where(KeptPractice.trainee == trainee[:200], KeptPractice.over.is_(False))
            .order_by(KeptPractice.started_at.desc())
            .limit(1)
        ).scalar_one_or_none()
    return found


def of_exam(database: Database, exam: str) -> Sequence[KeptPractice]:
    """The sessions of an examination, in the order in which they were begun."""
    with database.session() as transaction:
        rows = transaction.execute(
            select(KeptPractice).where(KeptPractice.exam == exam).order_by(KeptPractice.started_at)
        ).scalars()
        return list(rows)


def sessions_of(database: Database, trainee: str, limit: int = 200) -> Sequence[KeptPractice]:
    """The trainee's finished sessions, the oldest first, of the newest `limit`."""
    with database.session() as transaction:
        rows = transaction.execute(
            select(KeptPractice)
            .where(KeptPractice.trainee == trainee[:200], KeptPractice.over.is_(True))
            .order_by(KeptPractice.started_at.desc())
            .limit(limit)
        ).scalars()
        return list(rows)[::-1]


def progress(database: Database, trainee: str) -> list[Progress]:
    """By scene, in the order in which they were first practised."""
    found: dict[tuple[str, str], list[int]] = {}
    for row in sessions_of(database, trainee):
        found.setdefault((row.book, row.scene), []).append(row.score)
    return [Progress(book, scene, tuple(scores)) for (book, scene), scores in found.items()]


def weak_rules(database: Database, trainee: str) -> list[tuple[str, int]]:
    """The rules that cost the trainee most in practice, with their points, the costliest first."""
    points = Counter[str]()
    for row in sessions_of(database, trainee):
        points.update(json.loads(row.rules))
    return points.most_common()


def weak_points(database: Database, trainee: str) -> dict[str, int]:
    """By rule, what it has cost the trainee: in practice, and in the conversations of his that were checked."""
    points = Counter(dict(weak_rules(database, trainee)))
    with database.session() as transaction:
        rows = transaction.execute(
            select(KeptFinding.rule, KeptFinding.points)
            .join(KeptReport, KeptFinding.report_id == KeptReport.id)
            .join(KeptConversation, KeptReport.conversation_id == KeptConversation.id)
            .where(KeptConversation.agent == trainee[:200])
        )
        for rule, cost in rows:
            points[str(rule)] += int(cost)
    return dict(points)


def as_json(row: KeptPractice) -> dict[str, Any]:
    """A row as plain values."""
    names = (
        "id",
        "trainee",
        "mode",
        "exam",
        "book",
        "scene",
        "difficulty",
        "seed",
        "over",
        "won",
        "score",
        "passed",
    )
    return {name: getattr(row, name) for name in names} | {"started_at": stamped(row.started_at)}
