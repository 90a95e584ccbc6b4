"""Who decided what on a finding, and why: the lines under it, for the reviewer and for the agent."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from nicegui import ui
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversation.model import Turn
from bot.records.conversations import KeptFinding, beside
from bot.records.desk import desk
from bot.records.review.appeal import STATES as APPEAL_STATES
from bot.records.review.appeal import Appeal
from bot.records.review.given import VERDICTS
from bot.records.review.review import Review
from bot.records.review.verdicts import STATES
from bot.report.words import ROLES, costs, severity


def reviews_of(session: Session, findings: Sequence[int]) -> dict[int, list[Review]]:
    """By finding, what people said of it, in the order in which they said it."""
    found: defaultdict[int, list[Review]] = defaultdict(list)
    chosen = select(Review).where(Review.finding_id.in_(findings)).order_by(Review.id)
    for review in session.execute(chosen).scalars():
        found[int(review.finding_id)].append(review)
    return found


def appeals_by_finding(session: Session, findings: Sequence[int]) -> dict[int, list[Appeal]]:
    """By finding, its appeals, the first level first."""
    found: defaultdict[int, list[Appeal]] = defaultdict(list)
    chosen = select(Appeal).where(Appeal.finding_id.in_(findings)).order_by(Appeal.level)
    for appeal in session.execute(chosen).scalars():
        found[int(appeal.finding_id)].append(appeal)
    return found


def bubbles(turns: Sequence[Turn], findings: Sequence[KeptFinding]) -> Iterator[list[KeptFinding]]:
    """Draw each turn of a stored conversation; what was found in it is handed over, to be drawn below."""
    if not turns:
        ui.label("原文已按保存期限删除，分数和结论还在。").classes("soft")
    for place, (turn, found) in enumerate(beside(turns, findings)):
        if turn is not None:
            ui.label(f"{place + 1} {ROLES[turn.role]}：{turn.text or '（没有声音）'}").classes(
                f"bubble {turn.role}"
            )
        yield found


def finding_head(finding: KeptFinding, more: str = "") -> None:
    """What was found, what it costs, and what should have been said."""
    ui.label(f"{finding.rule} {finding.message}").classes("font-medium")
    ui.label(
        f"{costs(int(finding.points))} · {severity(str(finding.severity))} · 条款 {finding.clause}{more}"
    ).classes("soft")
    if finding.expected:
        ui.label(f"应当：{finding.expected}").classes("should")


def verdict_lines(finding: KeptFinding, said: Sequence[Review], *, opinions: bool) -> None:
    """How a finding was decided, with the reasons; `opinions` with what else reviewers thought of it."""
    changed = finding.final_rule or finding.final_points is not None or finding.final_severity
    now = ""
    if changed:
        degree = f"（{severity(str(finding.final_severity))}）" if finding.final_severity else ""
        now = f" · 改判 {finding.final_rule or finding.rule} {costs(finding.counts_for)}{degree}"
    by = f"（{finding.decided_by}）" if finding.decided_by else ""
    ui.label(f"{STATES[str(finding.status)]}{by}{now}").classes("soft font-medium")
    for review in said:
        # An appeal that was upheld is told with the appeal itself.
        if review.kind == "decision" and review.reason:
            ui.label(f"{VERDICTS[review.verdict]}理由（{review.reviewer}）：{review.reason}").classes("soft")
        if review.kind == "opinion" and opinions:
            rule = f" {review.rule} {costs(int(review.points))}" if review.verdict == "change" else ""
            why = f"：{review.reason}" if review.reason else ""
            ui.label(f"看法（{review.reviewer}）：{VERDICTS[review.verdict]}{rule}{why}").classes("soft")


def level_name(appeal: Appeal) -> str:
    """第一级 or 第二级."""
    return f"第{'一' if appeal.level == 1 else '二'}级"


def appeal_line(appeal: Appeal) -> None:
    """An appeal with its reason, and what became of it."""
    day = appeal.filed_at.astimezone(desk().timezone)
    ui.label(f"{level_name(appeal)}申诉（{appeal.filed_by}，{day:%m月%d日}）：{appeal.reason}").classes(
        "soft"
    )
    answer = f"（{appeal.decided_by}）：{appeal.answer}" if appeal.decided_by else ""
    ui.label(f"{APPEAL_STATES[str(appeal.status)]}{answer}").classes("soft font-medium")
