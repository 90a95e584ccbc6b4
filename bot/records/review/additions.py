"""Additions: deviations that the machine has missed and a person has seen."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.records.audit import note
from bot.records.charges import enter_finding
from bot.records.conversations import CONFIRMED, KeptFinding, conversation_numbered, hold_current
from bot.records.intake import DESK
from bot.records.people import allowed
from bot.records.review.given import REVIEWERS, rule_named
from bot.records.review.persons import not_own
from bot.records.review.standing import follow
from bot.records.review.wording import written
from bot.records.stored import conversation_from
from bot.report.json_form import encoded


def add(
    session: Session, who: str, conversation: int, rule: str, turn: int, reason: str, now: datetime
) -> KeptFinding:
    """Add a deviation that the machine has missed; it counts at once, and can be appealed like any other.

    Args:
        turn: the turn it is found at, from 0.

    Raises:
        NotFound, NotAllowed: as `decide`.
        Refused: an agent pasted the conversation, no such rule or turn, no reason, or it is there already.
    """
    user = allowed(session, who, *REVIEWERS)
    kept = conversation_numbered(session, conversation)
    not_own(session, user, [str(kept.agent)])
    if kept.sender != DESK:
        raise Refused(
            f"{conversation} 号会话是坐席自己贴进来自查的，不算成绩也不扣分，不用补发现。要扣分，请先导入这通会话。"
        )
    report = hold_current(session, conversation)
    known = rule_named(str(report.book), rule)
    words = conversation_from(str(kept.head), str(kept.turns))
    if not 0 <= turn < len(words.turns):
        raise Refused(f"这通会话有 {len(words.turns)} 句，没有第 {turn + 1} 句。")
    if words.turns[turn].role != "agent":
        raise Refused(f"第 {turn + 1} 句是客户说的。请写坐席的那一句；该说没说的，写它后面坐席的那一句。")
    reason = written(reason)
    if not reason:
        raise Refused("补一处发现要写明理由，坐席会看到。")
    twice = session.execute(
        select(KeptFinding.id).where(
            KeptFinding.report_id == report.id, KeptFinding.rule == rule, KeptFinding.turn == turn
        )
    ).first()
    if twice is not None:
        raise Refused(f"第 {turn + 1} 句的 {rule} 已经有了，是 {twice[0]} 号发现。")
    text = words.turns[turn].text
    finding = KeptFinding(
        report_id=report.id,
        conversation_id=conversation,
        agent=kept.agent,
        book=report.book,
        source="person",
        status=CONFIRMED,
        version=1,
        rule=rule,
        name=known.name,
        clause=known.clause,
        severity=known.severity,
        points=known.points,
        critical=known.critical,
        turn=turn,
        start=words.turns[turn].start,
        message=reason,
        expected=known.advice,
        why=known.why,
        confidence=1.0,
        evidence=_evidence(turn, text),
        parts="[]",
        final_rule="",
        final_severity="",
        decided_by=user.name,
        decided_at=now,
    )
    session.add(finding)
    follow(session, finding, None, report)
    note(
        session,
        str(user.name),
        "add",
        f"finding:{finding.id}",
        None,
        {"rule": rule, "turn": turn, "reason": reason},
    )
    enter_finding(session, finding, str(user.name), now)
    return finding


def _evidence(turn: int, text: str) -> str:
    return encoded([{"turn": turn, "span": [0, len(text)], "quote": text}]).decode()
