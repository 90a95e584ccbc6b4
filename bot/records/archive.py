"""Conversations of the database read back, the newest first, to be judged once more."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from bot.conversation.model import Conversation
from bot.records.conversations import KeptConversation
from bot.records.database import Database
from bot.records.intake import DESK
from bot.records.stored import conversation_from

#: Conversations of one query.
_AT_ONCE = 500


@dataclass(slots=True)
class Archive:
    """The conversations that the desk has brought in; what agents pasted themselves is not among them.

    Attributes:
        limit: at most so many; 0: all. `since`: none that began before; None: from the beginning.
        masked: how many of those read so far were stored with their personal data masked.
        emptied: how many were left out because their words have been deleted.
    """

    database: Database
    limit: int = 0
    since: datetime | None = None
    masked: int = 0
    emptied: int = 0

    def __iter__(self) -> Iterator[tuple[int, Conversation]]:
        """Each with its number; one without an id is called after its number.

        The numbers are fixed at the beginning: what is taken in or reviewed meanwhile is not waited for.
        """
        numbers = self._numbers()
        for begin in range(0, len(numbers), _AT_ONCE):
            yield from self._read(numbers[begin : begin + _AT_ONCE])

    def _numbers(self) -> list[int]:
        began = KeptConversation.started_at
        chosen = (
            select(KeptConversation.id)
            .where(KeptConversation.sender == DESK)
            .order_by(began.desc(), KeptConversation.id.desc())
        )
        if self.since is not None:
            chosen = chosen.where(began >= self.since)
        if self.limit:
            chosen = chosen.limit(self.limit)
        with self.database.session() as session:
            return list(session.execute(chosen).scalars())

    def _read(self, numbers: list[int]) -> Iterator[tuple[int, Conversation]]:
        chosen = select(
            KeptConversation.id, KeptConversation.masked, KeptConversation.head, KeptConversation.turns
        ).where(KeptConversation.id.in_(numbers))
        with self.database.session() as session:
            rows = {row.id: row for row in session.execute(chosen)}
        for number in numbers:
            row = rows.get(number)
            conversation = conversation_from(row.head, row.turns) if row is not None else None
            if row is None or conversation is None or not conversation.turns:
                self.emptied += 1
                continue
            self.masked += bool(row.masked)
            head = conversation.head
            yield (
                number,
                (conversation if head.id else replace(conversation, head=replace(head, id=f"{number} 号"))),
            )
