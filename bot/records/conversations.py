"""Conversations that were checked, their reports, and the findings that wait for a person to confirm them.

Personal data is masked before anything is stored, unless the desk keeps conversations in full.
"""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    String,
    Text,
    UniqueConstraint,
    func,
    select,
    update,
)
from sqlalchemy.orm import Session

from bot.conversation.model import Turn
from bot.records.database import Base, Instant, numbered

#: A finding that nobody has looked at yet. Only a person makes it count.
OPEN = "open"
#: A person has found it right, or right but for its rule or points.
CONFIRMED = "confirmed"
#: A person has found it wrong.
DISMISSED = "dismissed"
#: A later report of the same conversation has taken its place.
SUPERSEDED = "superseded"


class KeptConversation(Base):
    """One conversation. `head` and `turns` are JSON, empty once their time to be kept is over.

    `digest` is the content hash of both as they are stored: masked, for a hash of the plain words beside the masked
    ones would give a telephone number away.
    """

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("sender", "digest"),)

    id = Column(Integer, primary_key=True)
    stored_at = Column(Instant, nullable=False, index=True)
    sender = Column(String(200), nullable=False)
    channel = Column(String(50), nullable=False, default="")
    digest = Column(String(64), nullable=False)
    transcript = Column(String(200), nullable=False, default="", index=True)
    agent = Column(String(200), nullable=False, default="")
    book = Column(String(50), nullable=False, default="")
    started_at = Column(Instant, nullable=True)
    masked = Column(Boolean, nullable=False, default=True)
    head = Column(Text, nullable=False)
    turns = Column(Text, nullable=False)


class KeptReport(Base):
    """What one version of a book and of the model found in a conversation. `outcomes` is JSON.

    `score`, `passed` and `critical` are the machine's; `settled…` follow what people decide. `marking` is JSON: how the
    script scored then, for nobody is scored anew by a later one. Of several reports of a conversation one is `current`.
    """

    __tablename__ = "reports"
    __table_args__ = (UniqueConstraint("conversation_id", "book", "book_version", "model_version"),)

    id = Column(Integer, primary_key=True)
    conversation_id = Column(Integer, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False)
    checked_at = Column(Instant, nullable=False)
    book = Column(String(50), nullable=False)
    book_version = Column(String(64), nullable=False)
    model_version = Column(String(64), nullable=False)
    score = Column(Integer, nullable=False)
    passed = Column(Boolean, nullable=False)
    critical = Column(Boolean, nullable=False)
    outcomes = Column(Text, nullable=False)
    settled = Column(Integer, nullable=False)
    settled_passed = Column(Boolean, nullable=False)
    settled_critical = Column(Boolean, nullable=False)
    marking = Column(Text, nullable=False, default="")
    current = Column(Boolean, nullable=False, default=True)


class KeptFinding(Base):
    """One deviation. `evidence` and `parts` are JSON.

    `rule`, `severity`, `points` and `critical` are the machine's; what a person made of them stands in `final_…`. `version` goes
    up with every change: who changes it says which version he saw.
    """

    __tablename__ = "findings"

    id = Column(Integer, primary_key=True)
    report_id = Column(Integer, ForeignKey("reports.id", ondelete="CASCADE"), nullable=False, index=True)
    conversation_id = Column(Integer, nullable=False, index=True)
    agent = Column(String(200), nullable=False, default="")
    book = Column(String(50), nullable=False, default="")
    source = Column(String(20), nullable=False, default="machine")
    status = Column(String(20), nullable=False, default=OPEN)
    version = Column(Integer, nullable=False, default=1)
    rule = Column(String(50), nullable=False, index=True)
    name = Column(Text, nullable=False, default="")
    clause = Column(String(200), nullable=False, default="")
    severity = Column(String(20), nullable=False)
    points = Column(Integer, nullable=False)
    critical = Column(Boolean, nullable=False)
    turn = Column(Integer, nullable=False)
    start = Column(Float, nullable=True)
    message = Column(Text, nullable=False)
    expected = Column(Text, nullable=False, default="")
    why = Column(Text, nullable=False, default="")
    confidence = Column(Float, nullable=False)
    evidence = Column(Text, nullable=False)
    parts = Column(Text, nullable=False)
    final_rule = Column(String(50), nullable=False, default="")
    final_severity = Column(String(20), nullable=False, default="")
    final_points = Column(Integer, nullable=True)
    final_critical = Column(Boolean, nullable=True)
    decided_by = Column(String(100), nullable=False, default="")
    decided_at = Column(Instant, nullable=True)

    @property
    def counts_for(self) -> int:
        """The points it costs as matters stand: a person's where he set some; none where it was dismissed."""
        if self.status in (DISMISSED, SUPERSEDED):
            return 0
        return int(self.points if self.final_points is None else self.final_points)

    @property
    def fails(self) -> bool:
        """Whether it fails the conversation as matters stand: its rule is critical, and it was not dismissed."""
        if self.status in (DISMISSED, SUPERSEDED):
            return False
        return bool(self.critical if self.final_critical is None else self.final_critical)


def conversation_numbered(session: Session, number: int) -> KeptConversation:
    """The conversation of that number.

    Raises:
        NotFound: there is none.
    """
    return numbered(
        session,
        KeptConversation,
        number,
        f"没有 {number} 号会话。请看看号码对不对。",
    )


def finding_numbered(session: Session, number: int) -> KeptFinding:
    """The finding of that number.

    Raises:
        NotFound: there is none.
    """
    return numbered(
        session,
        KeptFinding,
        number,
        f"没有 {number} 号发现。看一通会话有哪些发现：huashu review show 会话号。",
    )


def current_report(session: Session, conversation: int) -> KeptReport:
    """The report that stands for a conversation."""
    chosen = select(KeptReport).where(
        KeptReport.conversation_id == conversation, KeptReport.current.is_(True)
    )
    return session.execute(chosen).scalar_one()


def judged_by(session: Session, conversation: int, version: tuple[str, str, str]) -> bool:
    """Whether a conversation has a report of this book, version of it and version of the model."""
    chosen = select(KeptReport.book, KeptReport.book_version, KeptReport.model_version)
    return version in map(tuple, session.execute(chosen.where(KeptReport.conversation_id == conversation)))


def hold(session: Session, report: int) -> KeptReport:
    """Hold a report until the transaction ends, as it is now: who wants to change something in it waits his turn."""
    session.execute(
        update(KeptReport)
        .where(KeptReport.id == report)
        .values(current=KeptReport.current)
        .execution_options(synchronize_session=False)
    )
    chosen = select(KeptReport).where(KeptReport.id == report).execution_options(populate_existing=True)
    return session.execute(chosen).scalar_one()


def hold_current(session: Session, conversation: int) -> KeptReport:
    """Hold the report that stands for a conversation; another may take its place while we wait for it."""
    while True:
        report = hold(session, int(current_report(session, conversation).id))
        if report.current:
            return report


def findings_of(session: Session, report: int) -> list[KeptFinding]:
    """The findings of a report as they are now, in the order of the turns."""
    chosen = (
        select(KeptFinding)
        .where(KeptFinding.report_id == report)
        .order_by(KeptFinding.turn, KeptFinding.rule, KeptFinding.id)
        .execution_options(populate_existing=True)
    )
    return list(session.execute(chosen).scalars())


def beside(
    turns: Sequence[Turn], findings: Iterable[KeptFinding]
) -> Iterator[tuple[Turn | None, list[KeptFinding]]]:
    """Each turn with what was found in it; at the end, without a turn, what belongs to none that is still there."""
    found: dict[int, list[KeptFinding]] = {}
    for finding in findings:
        found.setdefault(int(finding.turn), []).append(finding)
    for place, turn in enumerate(turns):
        yield turn, found.pop(place, [])
    yield None, [finding for rest in found.values() for finding in rest]


def unseen(session: Session) -> int:
    """How many findings nobody has judged."""
    chosen = select(func.count()).select_from(KeptFinding).where(KeptFinding.status == OPEN)
    return int(session.execute(chosen).scalar_one())
