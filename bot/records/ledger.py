"""The ledger: what an agent has won and lost, entry by entry, each with where it comes from.

An entry is never changed and never deleted: it stands, waits for a person (proposed), or was withdrawn.
"""

from sqlalchemy import Boolean, Column, Date, Integer, String, Text, UniqueConstraint

from bot.records.database import Base, Instant

#: It counts.
STANDING = "standing"
#: The machine has found it; a person must say whether it counts.
PROPOSED = "proposed"
#: It has counted, or was proposed, and does not count.
WITHDRAWN = "withdrawn"


class Entry(Base):
    """One entry of one agent in one month.

    Attributes:
        item: key of the scheme's item, or the id of the rule where no item names it.
        points: signed, of the assessment; 0 in the ledgers that reckon in yuan.
        money: yuan of a fine or reward, without a sign; None where a ladder reckons it.
        dismissal: it goes with dismissal, by the clause or by a person's choice.
        source: finding, person or machine.
        key: names a proposal, so that it is made once.
    """

    __tablename__ = "ledger"

    id = Column(Integer, primary_key=True)
    agent = Column(String(200), nullable=False)
    month = Column(String(7), nullable=False)
    occurred_on = Column(Date, nullable=False)
    scheme = Column(String(50), nullable=False)
    item = Column(String(100), nullable=False)
    name = Column(Text, nullable=False)
    kind = Column(String(20), nullable=False)
    points = Column(Integer, nullable=False, default=0)
    money = Column(Integer, nullable=True)
    dismissal = Column(Boolean, nullable=False, default=False)
    source = Column(String(20), nullable=False)
    rule = Column(String(50), nullable=False, default="")
    finding_id = Column(Integer, nullable=True, index=True)
    conversation_id = Column(Integer, nullable=True)
    status = Column(String(20), nullable=False)
    reason = Column(Text, nullable=False, default="")
    key = Column(String(200), nullable=True, unique=True)
    entered_by = Column(String(100), nullable=False)
    entered_at = Column(Instant, nullable=False)
    closed_by = Column(String(100), nullable=False, default="")
    closed_at = Column(Instant, nullable=True)
    closed_why = Column(Text, nullable=False, default="")


class KeptAssessment(Base):
    """A month of an agent as it was closed. Closed again with other figures, it has a higher revision. `sheet` is JSON."""

    __tablename__ = "assessments"
    __table_args__ = (UniqueConstraint("month", "agent", "revision"),)

    id = Column(Integer, primary_key=True)
    month = Column(String(7), nullable=False, index=True)
    agent = Column(String(200), nullable=False, index=True)
    revision = Column(Integer, nullable=False)
    closed_at = Column(Instant, nullable=False)
    closed_by = Column(String(100), nullable=False)
    score = Column(Integer, nullable=False)
    grade = Column(String(2), nullable=False, default="")
    pay = Column(Integer, nullable=True)
    fines = Column(Integer, nullable=False, default=0)
    conversations = Column(Integer, nullable=False)
    last = Column(Integer, nullable=False, default=0)
    sheet = Column(Text, nullable=False)
