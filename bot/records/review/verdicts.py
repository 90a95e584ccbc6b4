"""Verdicts: a person confirms, changes or dismisses a finding.

One person's verdict counts; further ones are opinions, kept to see how far people agree. What the machine said stays
as it was beside every verdict.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.errors import Conflict, Refused
from bot.records.audit import note
from bot.records.charges import enter_finding, withdraw_finding
from bot.records.conversations import (
    CONFIRMED,
    DISMISSED,
    OPEN,
    SUPERSEDED,
    KeptFinding,
    finding_numbered,
    findings_of,
    hold,
)
from bot.records.people import User, allowed
from bot.records.review.given import REVIEWERS, Given, rule_named, settled_by
from bot.records.review.persons import agents_of, not_own
from bot.records.review.review import Review
from bot.records.review.standing import Verdict, follow
from bot.records.review.waiting import settle
from bot.records.review.wording import written

#: What a finding's state is called.
STATES = {OPEN: "待复核", CONFIRMED: "已确认", DISMISSED: "已驳回", SUPERSEDED: "已由新的质检代替"}


def decide(session: Session, who: str, number: int, given: Given, now: datetime) -> KeptFinding:
    """Judge a finding; what is confirmed enters the ledger.

    Raises:
        NotFound: no such finding or user. NotAllowed: the person judges nobody, or it is his own conversation.
        Refused: it is judged already, the verdict is not complete, or its reason is too long. Conflict: somebody was quicker.
    """
    user = allowed(session, who, *REVIEWERS)
    finding = finding_numbered(session, number)
    not_own(session, user, agents_of(session, finding))
    _open(finding, user)
    given = replace(given, reason=written(given.reason))
    rule, severity, points = settled_by(finding, given)
    if given.seen is not None and given.seen != finding.version:
        raise _taken(number)
    status = DISMISSED if given.word == "dismiss" else CONFIRMED

    def change() -> None:
        _change(session, finding, status, user, now, final=(rule, severity, points), given=given)

    _judged(session, finding, change)
    session.add(review_of(finding, user, "decision", given, (rule, severity, points), now))
    left = [str(f.rule) for f in findings_of(session, int(finding.report_id)) if f.status == OPEN]
    settle(session, int(finding.conversation_id), left=left)
    if status == CONFIRMED:
        enter_finding(session, finding, str(user.name), now)
    return finding


def overturn(session: Session, finding: KeptFinding, user: User, reason: str, now: datetime) -> None:
    """Dismiss a finding that was confirmed: an appeal has been upheld. Its entries leave the ledger."""
    given = Given("dismiss", reason)
    final = (str(finding.final_rule or finding.rule), str(finding.final_severity or finding.severity), 0)

    def change() -> None:
        _change(session, finding, DISMISSED, user, now, final=None, given=given)

    _judged(session, finding, change)
    session.add(review_of(finding, user, "appeal", given, final, now))
    withdraw_finding(session, int(finding.id), str(user.name), reason, now)


def _judged(session: Session, finding: KeptFinding, change: Callable[[], None]) -> None:
    """Change a finding and let everything follow that depends on it."""
    report = hold(session, int(finding.report_id))
    was = Verdict.of(finding)
    change()
    follow(session, finding, was, report)


def _change(
    session: Session,
    finding: KeptFinding,
    status: str,
    user: User,
    now: datetime,
    *,
    final: tuple[str, str, int] | None,
    given: Given,
) -> None:
    """Write it if it is still what the person saw; `final` is None where rule and points stay."""
    old = _as_it_stands(finding)
    values: dict[str, Any] = {"status": status, "version": finding.version + 1}
    values |= {"decided_by": user.name, "decided_at": now}
    if final is not None:
        own = (finding.rule, finding.severity, finding.points)
        values["final_rule"] = final[0] if final[0] != own[0] else ""
        values["final_severity"] = final[1] if final[1] != own[1] else ""
        values["final_points"] = final[2] if final[2] != own[2] else None
        critical = bool(finding.critical)
        if final[0] != own[0]:
            critical = rule_named(str(finding.book), final[0]).critical
        # What is not worth a point fails nobody.
        critical = critical and final[2] > 0
        values["final_critical"] = critical if critical != finding.critical else None
    put = (
        update(KeptFinding)
        .where(KeptFinding.id == finding.id, KeptFinding.version == finding.version)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if session.execute(put).rowcount != 1:
        raise _taken(int(finding.id))
    session.refresh(finding)
    new = _as_it_stands(finding)
    note(
        session,
        str(user.name),
        given.word,
        f"finding:{finding.id}",
        old,
        new | {"reason": given.reason},
    )


def _as_it_stands(finding: KeptFinding) -> dict[str, Any]:
    """What the audit log keeps of a finding."""
    return {
        "status": finding.status,
        "rule": finding.final_rule or finding.rule,
        "severity": finding.final_severity or finding.severity,
        "points": finding.counts_for,
    }


def _taken(number: int) -> Conflict:
    return Conflict(f"{number} 号发现刚刚被别人改过，您的结论没有写入。请重新打开看一看再定。")


def review_of(
    finding: KeptFinding, user: User, kind: str, given: Given, final: tuple[str, str, int], now: datetime
) -> Review:
    """The line that keeps who judged how."""
    return Review(
        finding_id=finding.id,
        reviewer=user.name,
        kind=kind,
        verdict=given.word,
        rule=final[0],
        severity=final[1],
        points=final[2],
        reason=given.reason,
        at=now,
    )


def _open(finding: KeptFinding, user: User) -> None:
    if finding.status == OPEN:
        return
    if finding.status == SUPERSEDED:
        raise Refused(f"{finding.id} 号发现已由新的质检代替，不用再复核。")
    state = STATES[str(finding.status)]
    if finding.decided_by == user.name:
        raise Refused(f"{finding.id} 号发现您已经复核过（{state}），不能再复核一次。坐席可以申诉。")
    raise Refused(
        f"{finding.id} 号发现已由{finding.decided_by}复核（{state}）。别的复核人有不同看法，打开这通会话写下看法；坐席可以申诉。"
    )
