"""What `huashu review` shows, line by line."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.records.audit import history
from bot.records.conversations import (
    KeptFinding,
    beside,
    conversation_numbered,
    current_report,
    finding_numbered,
    findings_of,
    unseen,
)
from bot.records.desk import desk
from bot.records.review.agreement import agreement
from bot.records.review.given import VERDICTS
from bot.records.review.trust import trust
from bot.records.review.verdicts import STATES
from bot.records.review.waiting import REASONS, Wanted, queue, waiting
from bot.records.stored import conversation_from
from bot.report.words import ROLES, costs, severity
from bot.statistics.interval import Share

_ACTIONS = {
    "confirm": "确认",
    "dismiss": "驳回",
    "change": "改判",
    "add": "补充",
    "opinion": "表态",
    "appeal": "申诉",
}


def queue_lines(session: Session, wanted: Wanted, limit: int) -> Iterator[str]:
    """The queue, and how much of it there is."""
    rows = queue(session, wanted, limit=limit)
    for row in rows:
        why = "、".join(REASONS[reason] for reason in row.reasons.split())
        rules = f"{row.findings} 处待复核（{row.rules.strip()}）" if row.findings else "没有发现，请通读"
        yield f"{row.conversation_id}\t{why}\t{row.agent or '坐席不详'}\t{row.book}\t{rules}"
    counts = waiting(session, wanted)
    if not counts.total:
        yield "没有等着复核的会话。"
        if wanted == Wanted() and (others := unseen(session)):
            yield f"另有 {others:,} 处发现没有排进队列，没人确认就不扣分。要看哪一通：huashu review show 会话号。"
        return
    yield f"共 {counts.total:,} 通等人复核：" + "，".join(
        f"{REASONS[reason]} {count:,}" for reason, count in counts.by_reason.items()
    )
    yield "看一通：huashu review show 会话号。"


def conversation_lines(session: Session, number: int) -> Iterator[str]:
    """A conversation, each finding below the turn it is found at."""
    kept = conversation_numbered(session, number)
    report = current_report(session, number)
    findings = findings_of(session, int(report.id))
    when = (kept.started_at or kept.stored_at).astimezone(desk().timezone)
    score = f"{report.settled} 分" + (
        f"（系统判 {report.score} 分）" if report.settled != report.score else ""
    )
    name = f"，原编号 {kept.transcript}" if kept.transcript else ""
    yield f"{number} 号会话{name} · {when:%Y-%m-%d %H:%M} · {kept.agent or '坐席不详'} · {report.book} · {score}"
    talk = conversation_from(str(kept.head), str(kept.turns))
    if not talk.turns:
        yield "　原文已按保存期限删除。"
    for place, (turn, found) in enumerate(beside(talk.turns, findings)):
        if turn is not None:
            yield f"{place + 1:>3} {ROLES[turn.role]}：{turn.text or '（没有声音）'}"
        for finding in found:
            yield from _finding_lines(finding)
    if not findings:
        yield "没有发现。通读后请记一笔：huashu review read " + str(number)


def _finding_lines(finding: KeptFinding) -> Iterator[str]:
    state = STATES[str(finding.status)]
    if finding.decided_by:
        state += f"（{finding.decided_by}）"
    source = "人工补充" if finding.source == "person" else f"把握 {finding.confidence:.0%}"
    yield (
        f"    ▲ {finding.id} 号 {finding.rule} {finding.message} · {costs(int(finding.points))} · {severity(finding.severity)} · "
        f"条款 {finding.clause} · {source} · {state}"
    )
    if finding.final_rule or finding.final_points is not None or finding.final_severity:
        grade = severity(finding.final_severity or finding.severity)
        yield f"      改判：{finding.final_rule or finding.rule}，{grade}，{costs(finding.counts_for)}"
    if finding.expected:
        yield f"      应当：{finding.expected}"


def agreement_lines(session: Session, since: datetime | None, book: str) -> Iterator[str]:
    """A line a rule: people with people, machine with people."""
    rows = agreement(session, since, book)
    if not rows:
        yield "还没有人通读过会话，也没有两个人看过同一处发现。通读：huashu review read 会话号 --broken 规则。"
        return
    yield "规则\t人与人：一致率\tκ\t对数\t同一发现：一致率\t对数\t系统对人：查准\t查全"
    for row in rows:
        right, found = row.detection
        kappa = row.people.kappa
        yield "\t".join(
            [
                row.rule,
                _share(row.people.alike),
                "无法计算" if kappa is None else f"{kappa:.2f}",
                str(row.people.pairs),
                _share(row.verdicts.alike),
                str(row.verdicts.pairs),
                _share(right),
                _share(found),
            ]
        )


def trust_lines(session: Session, book: str) -> Iterator[str]:
    """A line a rule that people have judged."""
    rows = trust(session, book)
    if rows:
        yield "行业\t规则\t确认\t驳回\t成立\t备注"
    for row in rows:
        yield f"{row.book}\t{row.rule}\t{row.confirmed}\t{row.dismissed}\t{_share(row.right)}\t{row.remark}"
    if not rows:
        yield "最近半年还没有人复核过。"


def history_lines(session: Session, number: int) -> Iterator[str]:
    """Who did what to a finding."""
    finding = finding_numbered(session, number)
    source = "人工补充" if finding.source == "person" else f"系统发现，把握 {finding.confidence:.0%}"
    yield f"{number} 号发现：{finding.rule} {finding.message}，{costs(int(finding.points))}（{source}）"
    for line in history(session, f"finding:{number}"):
        at = line.at.astimezone(desk().timezone)
        yield f"{at:%Y-%m-%d %H:%M} {line.who}{_ACTIONS.get(line.action, line.action)}{_done(json.loads(line.after))}"


def _done(after: dict[str, Any]) -> str:
    """What it came to, as far as the audit log says."""
    parts = []
    if "status" in after:
        parts.append(f"{STATES[after['status']]}，{after['rule']} {costs(after['points'])}")
    if "verdict" in after:
        parts.append(VERDICTS[after["verdict"]])
    if after.get("reason"):
        parts.append(f"理由：{after['reason']}")
    return "：" + "，".join(parts) if parts else ""


def _share(share: Share) -> str:
    if share.value is None or share.interval is None:
        return "—"
    return f"{share.value:.0%}（{share.interval.low:.0%}～{share.interval.high:.0%}）"
