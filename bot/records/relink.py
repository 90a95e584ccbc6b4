"""Conversations of an agent who has come onto the roster only now, or got another number or name."""

from collections import Counter

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.records.conversations import KeptConversation, KeptFinding
from bot.records.intake import Roster
from bot.records.ledger import Entry
from bot.records.people import Agent
from bot.records.review.appeal import Appeal
from bot.records.review.waiting import Waiting
from bot.records.tallies import Change, ConversationTally, RuleTally


def relink(session: Session, agent: Agent) -> int:
    """Give him what is stored under his number or name, where nobody else is meant by it.

    Returns:
        How many conversations are his now that were not.
    """
    roster = Roster(session)
    code = str(agent.code)
    aliases = [
        alias for alias in {str(agent.number), str(agent.name)} - {"", code} if roster.code(alias) == code
    ]
    if not aliases:
        return 0
    moved = session.execute(
        update(KeptConversation).where(KeptConversation.agent.in_(aliases)).values(agent=code)
    ).rowcount
    for table in (KeptFinding, Waiting, Entry, Appeal):
        session.execute(update(table).where(table.agent.in_(aliases)).values(agent=code))
    _move_totals(session, aliases, code)
    return int(moved)


def _move_totals(session: Session, aliases: list[str], code: str) -> None:
    change = Change()
    for row in session.execute(
        select(ConversationTally).where(ConversationTally.agent.in_(aliases))
    ).scalars():
        counts = change.conversations.setdefault((row.period, code, row.book), Counter())
        for name in ("conversations", "passed", "critical", "score_sum", "score_squares"):
            counts[name] += getattr(row, name)
        session.delete(row)
    for row in session.execute(select(RuleTally).where(RuleTally.agent.in_(aliases))).scalars():
        names = ("met", "violated", "confirmed", "dismissed", "points")
        change.rule((row.period,), code, row.book, row.rule, **{name: getattr(row, name) for name in names})
        session.delete(row)
    session.flush()
    change.write(session, moved=True)
