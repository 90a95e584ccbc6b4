"""Appeals: an agent holds a mark to be wrong, and somebody else than its first judge decides. Two levels, then it is final."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.errors import Conflict, NotAllowed, Refused
from bot.records.audit import note
from bot.records.conversations import CONFIRMED, OPEN, KeptConversation, KeptFinding, finding_numbered
from bot.records.database import numbered
from bot.records.desk import desk
from bot.records.entries import entry_numbered, take_back
from bot.records.ledger import STANDING
from bot.records.people import User, allowed, user_named
from bot.records.review.appeal import (
    LAST_LEVEL,
    PENDING,
    REJECTED,
    STATES,
    UPHELD,
    Appeal,
    appeals_about,
    barred,
)
from bot.records.review.given import REVIEWERS
from bot.records.review.verdicts import overturn
from bot.records.review.waiting import held, put, row, settle
from bot.records.review.wording import written
from bot.report.words import choices


def file_against_finding(session: Session, who: str, number: int, reason: str, now: datetime) -> Appeal:
    """Appeal against a confirmed finding.

    Raises:
        NotFound: no such finding or user. NotAllowed: it is another agent's.
        Refused: it does not count (yet), it is too late, it was decided for good, or no reason is given.
    """
    finding = finding_numbered(session, number)
    user = _party(session, who, str(finding.agent))
    if finding.status == OPEN:
        raise Refused(f"{number} 号发现还没有人复核，现在不扣分，不用申诉。")
    if finding.status != CONFIRMED:
        raise Refused(f"{number} 号发现已经驳回或不再有效，没有扣分。")
    earlier = appeals_about(session, finding=number)
    level = _next_level(earlier, finding.decided_at, now, f"{number} 号发现")
    appeal = _file(session, user, str(finding.agent), level, reason, now, finding_id=number)
    _queue(session, finding, now)
    return appeal


def file_against_entry(session: Session, who: str, number: int, reason: str, now: datetime) -> Appeal:
    """Appeal against an entry of the ledger; one that came from a finding is appealed as that finding.

    Raises:
        as `file_against_finding`.
    """
    entry = entry_numbered(session, number)
    if entry.finding_id is not None:
        return file_against_finding(session, who, int(entry.finding_id), reason, now)
    user = _party(session, who, str(entry.agent))
    if entry.status != STANDING:
        raise Refused(f"{number} 号记录没有计分（还没确认，或已经撤销），不用申诉。")
    if entry.points > 0:
        raise Refused(f"{number} 号记录是加分，不能申诉。")
    earlier = appeals_about(session, entry=number)
    level = _next_level(earlier, entry.entered_at, now, f"{number} 号记录")
    return _file(session, user, str(entry.agent), level, reason, now, entry_id=number)


def decide_appeal(
    session: Session, who: str, number: int, upheld: bool, answer: str, now: datetime
) -> Appeal:
    """Decide an appeal: upheld, the mark is taken back and its points with it; rejected, it stays.

    Raises:
        NotFound: no such appeal or user. NotAllowed: the person judged in this matter before, is the agent himself, or
        may not decide at this level. Refused: it is decided already, or no answer is given.
        Conflict: somebody was quicker.
    """
    appeal = appeal_numbered(session, number)
    user = allowed(session, who, *(REVIEWERS if appeal.level < LAST_LEVEL else ("supervisor",)))
    if appeal.status != PENDING:
        raise Refused(f"{number} 号申诉{appeal.decided_by}已经裁决：{STATES[str(appeal.status)]}。")
    answer = written(answer)
    if not answer:
        raise Refused("裁决要写明理由，坐席会看到。")
    finding = finding_numbered(session, int(appeal.finding_id)) if appeal.finding_id is not None else None
    entry = entry_numbered(session, int(appeal.entry_id)) if appeal.entry_id is not None else None
    if bar := barred(session, user, appeal):
        raise NotAllowed(bar)
    taken = (
        update(Appeal)
        .where(Appeal.id == number, Appeal.status == PENDING)
        .values(status=UPHELD if upheld else REJECTED, decided_by=user.name, decided_at=now, answer=answer)
        .execution_options(synchronize_session=False)
    )
    if session.execute(taken).rowcount != 1:
        raise Conflict(f"{number} 号申诉刚刚由别人裁决了，您的裁决没有写入。")
    session.refresh(appeal)
    note(
        session,
        str(user.name),
        "appeal",
        f"appeal:{number}",
        {"status": PENDING},
        {"status": appeal.status, "answer": answer},
    )
    if upheld and finding is not None:
        overturn(session, finding, user, f"申诉成立：{answer}", now)
    if upheld and entry is not None:
        take_back(session, entry, str(user.name), f"申诉成立：{answer}", now)
    if finding is not None:
        _unqueue(session, finding)
    return appeal


def appeal_numbered(session: Session, number: int) -> Appeal:
    """The appeal of that number.

    Raises:
        NotFound: there is none.
    """
    return numbered(session, Appeal, number, f"没有 {number} 号申诉。看有哪些：huashu appeal list。")


def appeals(session: Session, *, status: str = "", agent: str = "", limit: int = 100) -> Sequence[Appeal]:
    """Appeals, those that wait longest first."""
    chosen = select(Appeal).order_by(Appeal.filed_at, Appeal.id).limit(limit)
    if status:
        if status not in STATES:
            raise Refused(f"没有“{status}”这种状态。可以写：{choices(STATES)}。")
        chosen = chosen.where(Appeal.status == status)
    if agent:
        chosen = chosen.where(Appeal.agent == agent)
    return list(session.execute(chosen).scalars())


def deadline(since: datetime) -> datetime:
    """Until when something that was decided then can be appealed: the end of the last day, by the desk's clock."""
    zone = desk().timezone
    day = since.astimezone(zone) + timedelta(days=desk().appeal_days + 1)
    return day.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def _party(session: Session, who: str, agent: str) -> User:
    """The agent himself, whatever else he is, or a supervisor or trainer who files for him."""
    user = user_named(session, who)
    if user.agent_code and user.agent_code == agent:
        return user
    if user.role == "agent":
        raise NotAllowed("这不是您的扣分，不能替别人申诉。")
    if user.role == "reviewer":
        raise NotAllowed(f"{user.name}是质检员。申诉由坐席本人提出，也可以请培训专员或主管代提。")
    return user


def _next_level(earlier: list[Appeal], decided_at: datetime | None, now: datetime, what: str) -> int:
    """The level at which it may be appealed now."""
    last = earlier[-1] if earlier else None
    if last is not None and last.status == PENDING:
        raise Refused(f"{what}已经在申诉中（{last.id} 号申诉），请等裁决。")
    if last is not None and last.level == LAST_LEVEL:
        raise Refused(f"{what}两级申诉都已裁决，{last.decided_at:%Y-%m-%d} 的裁决是最终的。")
    since = last.decided_at if last is not None else decided_at
    if since is not None and now >= deadline(since):
        last_day = deadline(since).astimezone(desk().timezone) - timedelta(days=1)
        raise Refused(f"{what}的申诉期到 {last_day:%Y-%m-%d} 为止（{desk().appeal_days} 天），已经过了。")
    return 1 if last is None else last.level + 1


def _file(
    session: Session, user: User, agent: str, level: int, reason: str, now: datetime, **about: int
) -> Appeal:
    reason = written(reason)
    if not reason:
        raise Refused("申诉要写明理由。")
    appeal = Appeal(
        level=level,
        agent=agent,
        status=PENDING,
        reason=reason,
        filed_by=user.name,
        filed_at=now,
        decided_by="",
        answer="",
        **about,
    )
    name = str(user.name)
    session.add(appeal)
    try:
        session.flush()
    except IntegrityError as error:
        raise Conflict("刚刚有人提过同一个申诉，这一次没有写入。") from error
    note(
        session,
        name,
        "appeal",
        f"appeal:{appeal.id}",
        None,
        {"level": level, "reason": reason, **about},
    )
    return appeal


def _queue(session: Session, finding: KeptFinding, now: datetime) -> None:
    conversation = session.get(KeptConversation, finding.conversation_id)
    assert conversation is not None
    place = row(int(conversation.id), ["appealed"], str(conversation.agent), str(finding.book), [], now)
    put(session, place, "appealed")


def _unqueue(session: Session, finding: KeptFinding) -> None:
    """Nothing of the conversation is appealed any more: it leaves the queue, unless it waits for something else."""
    # Held first: of two who decide on its last two appeals at once, the later one sees that none is left.
    held(session, int(finding.conversation_id))
    still = session.execute(
        select(Appeal.id)
        .join(KeptFinding, KeptFinding.id == Appeal.finding_id)
        .where(KeptFinding.conversation_id == finding.conversation_id, Appeal.status == PENDING)
        .limit(1)
    ).first()
    if still is None:
        settle(session, int(finding.conversation_id), reason="appealed")
