"""The two tables: call-backs, and the attempts to make them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Text

from bot.records.conversations import KeptConversation
from bot.records.database import Base, Instant

Kind = Literal["promised", "member", "visit", "repair", "appointment"]
Status = Literal["proposed", "open", "done", "settled", "refused", "given_up", "cancelled", "dropped"]
Outcome = Literal["reached", "no_answer", "inconvenient", "refused", "wrong_number"]

#: Clauses of the handbook that call-backs rest on: their time limits, rest hours, members, and what is to be written down.
CLAUSES = (
    *("K.7.1", "K.7.2", "K.7.3", "K.7.4", "C.6.1.5", "C.6.1.7"),
    *("C.6.2.1", "C.6.2.2", "C.6.2.3", "C.6.2.4", "C.6.2.5", "C.6.2.6", "I.7"),
)
#: Why a customer is called back.
KINDS: Mapping[Kind, str] = {
    "promised": "答应的",
    "member": "会员",
    "visit": "就诊",
    "repair": "报修",
    "appointment": "约好的",
}
#: How a call-back stands. `proposed` was heard in a conversation and waits for a person; `dropped` was no promise. In a call
#: the customer was spoken to (`done`) or declined (`refused`); `settled` was closed without having spoken to him.
STATUSES: Mapping[Status, str] = {
    "proposed": "待确认",
    "open": "待回访",
    "done": "已回访",
    "settled": "未通话办结",
    "refused": "客户谢绝",
    "given_up": "没有回访成",
    "cancelled": "已取消",
    "dropped": "不是承诺",
}
#: What came of an attempt.
OUTCOMES: Mapping[Outcome, str] = {
    "reached": "已回访",
    "no_answer": "没人接",
    "inconvenient": "客户不方便",
    "refused": "客户谢绝",
    "wrong_number": "号码不对",
}

#: What the audit log calls each change of a call-back.
ACTIONS: Mapping[str, str] = {
    "callback.add": "登记",
    "callback.appoint": "改约时间",
    "callback.assign": "定坐席",
    "callback.accept": "确认是答应过的",
    "callback.drop": "记作不是承诺",
    # Written while closing without a call was not told from a call.
    "callback.done": "办结",
    "callback.settled": "未通话办结",
    "callback.given_up": "记作没有回访成",
    "callback.cancelled": "取消",
} | {f"callback.{outcome}": f"记下通话：{name}" for outcome, name in OUTCOMES.items()}

#: So long after an appointed time a call is still at that time.
GRACE = timedelta(minutes=30)


class CallBack(Base):
    """A promise or a duty to call somebody.

    Attributes:
        customer: surname and title, as he is addressed.
        phone: masked, unless the desk keeps call-backs in full.
        reference: order or member number.
        agent: code of the agent who owes it.
        appointed: `due_at` is an appointed time; `asked`: the customer wished for it, even in rest hours.
        satisfied: what he said when asked, or None.
        version: goes up with every change; who changes it says which version he saw.
        key: what it was made from, so that the same thing makes it once.
    """

    __tablename__ = "callbacks"

    id = Column(Integer, primary_key=True)
    kind = Column(String(20), nullable=False)
    status = Column(String(20), nullable=False, default="open")
    customer = Column(String(50), nullable=False, default="")
    phone = Column(String(50), nullable=False, default="")
    reference = Column(String(100), nullable=False, default="")
    book = Column(String(50), nullable=False, default="")
    agent = Column(String(200), nullable=False, default="")
    conversation_id = Column(
        Integer, ForeignKey(KeptConversation.id, ondelete="SET NULL"), nullable=True, index=True
    )
    reason = Column(Text, nullable=False, default="")
    promised_at = Column(Instant, nullable=False)
    due_at = Column(Instant, nullable=False)
    appointed = Column(Boolean, nullable=False, default=False)
    asked = Column(Boolean, nullable=False, default=False)
    closed_at = Column(Instant, nullable=True)
    closed_by = Column(String(100), nullable=False, default="")
    result = Column(Text, nullable=False, default="")
    satisfied = Column(Boolean, nullable=True)
    version = Column(Integer, nullable=False, default=1)
    key = Column(String(200), nullable=True, unique=True)

    @property
    def limit(self) -> datetime:
        """The last moment at which a call is in time."""
        due: datetime = self.due_at
        return due + GRACE if self.appointed else due

    def overdue(self, now: datetime) -> timedelta | None:
        """By how much it is overdue; None where it is not, or is no longer owed, nor perhaps owed."""
        return now - self.due_at if self.status in ("open", "proposed") and now > self.limit else None

    @property
    def dialable(self) -> bool:
        """Whether the number can be dialled as it is kept."""
        return bool(self.phone) and "*" not in self.phone


class Attempt(Base):
    """One call.

    Attributes:
        by: name of the user who made it.
        limit_at: the last moment at which it would have been in time, as matters stood before it.
        in_rest_hours: made while the customer rests, and not because he asked for that time (K.7.1).
    """

    __tablename__ = "callback_attempts"

    id = Column(Integer, primary_key=True)
    callback_id = Column(Integer, ForeignKey(CallBack.id, ondelete="CASCADE"), nullable=False, index=True)
    at = Column(Instant, nullable=False, index=True)
    by = Column(String(100), nullable=False)
    outcome = Column(String(20), nullable=False)
    appointment_at = Column(Instant, nullable=True)
    limit_at = Column(Instant, nullable=False)
    in_rest_hours = Column(Boolean, nullable=False, default=False)
    note = Column(Text, nullable=False, default="")
