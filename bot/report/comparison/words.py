"""How a comparison is put into words; every format says it the same way."""

from collections.abc import Iterable, Iterator

from bot.check.comparison.books import Edit, Edition
from bot.check.comparison.pair import Kind
from bot.check.comparison.totals import AgentSums, RuleSums, Totals
from bot.report.comparison.case import Case, Told
from bot.report.words import number, result, severity, signed

KINDS: dict[Kind, str] = {"appeared": "新增", "vanished": "消失", "changed": "改分"}
EDITS = {"new": "新增", "removed": "删去", "changed": "改动"}
PARTS = {
    "rules": "规则",
    "lines": "话句",
    "scenes": "场景",
    "cues": "线索",
    "marking": "评分",
    "book": "整本",
}
FEW = "样本不足"


def edits(editions: Iterable[Edition]) -> Iterator[tuple[Edit, list[str]]]:
    """Every edit with the books that it is in: what is taken over by others is told once."""
    found: dict[Edit, list[str]] = {}
    for edition in editions:
        for edit in edition.edits:
            found.setdefault(edit, []).append(edition.book)
    yield from found.items()


def edit_text(edit: Edit) -> str:
    """规则 O01 改动：points 2 → 5、when."""
    text = f"{PARTS[edit.part]} {edit.name} {EDITS[edit.kind]}"
    return f"{text}：{'、'.join(edit.what)}" if edit.what else text


def edition_text(edition: Edition) -> str:
    """The book with what became of it as a whole."""
    named = f"{edition.book} {edition.title}"
    if not edition.old:
        return f"{named}：新的一本"
    return f"{named}：删去了" if not edition.new else f"{named}（{edition.old} → {edition.new}）"


def summary(totals: Totals) -> Iterator[str]:
    """The short summary, a sentence a line."""
    everyone, shifted = totals.everyone, totals.shifted
    if not everyone.conversations:
        yield "没有可比的会话。"
        return
    if not totals.differing:
        yield f"比了 {everyone.conversations:,} 个会话，结果完全一样。"
        return
    yield f"比了 {everyone.conversations:,} 个会话，{totals.differing:,} 个结果不同。"
    yield f"扣分项：新增 {shifted.appeared:,} 条，消失 {shifted.vanished:,} 条，改分 {shifted.changed:,} 条。"
    old, new = everyone.means
    yield (
        f"平均分 {number(old)} → {number(new)}（{signed(new - old)}）："
        f"{totals.lower:,} 个会话变低，{totals.higher:,} 个变高。"
    )
    yield (
        f"合格 {everyone.old.passed:,} → {everyone.new.passed:,} 个："
        f"{totals.failed:,} 个由合格变不合格，{totals.mended:,} 个由不合格变合格。"
    )


def rule_text(rule: RuleSums) -> str:
    """新增 3 消失 1 改分 2 · 违反率 10% → 12%."""
    shifted = rule.shifted
    counts = ((shifted.appeared, "新增"), (shifted.vanished, "消失"), (shifted.changed, "改分"))
    told = "，".join(f"{name} {count:,}" for count, name in counts if count)
    return (
        f"{told}（{rule.conversations:,} 个会话）；违反率 {share(rule.old.share)} → {share(rule.new.share)}"
    )


def agent_text(sums: AgentSums, sample: int) -> str:
    """92 → 88.1（−3.9），34 个会话."""
    old, new = sums.means
    few = f"，{FEW}" if sums.conversations < sample else ""
    return f"{number(old)} → {number(new)}（{signed(new - old)}），{sums.conversations:,} 个会话{few}"


def case_text(case: Case) -> str:
    """91 → 71 分（−20），合格 → 不合格."""
    score = f"{case.old.score} → {case.new.score} 分（{signed(case.moved)}）"
    old, new = outcomes(case)
    return f"{score}，{old} → {new}" if old != new else f"{score}，{new}"


def outcomes(case: Case) -> tuple[str, str]:
    """合格, 不合格 or 一票否决, on either side."""
    return result(case.old.passed, case.old.critical), result(case.new.passed, case.new.critical)


def costs(told: Told) -> tuple[int | None, int | None]:
    """What the finding costs on either side; None where it is not there."""
    shift = told.shift
    match shift.kind:
        case "appeared":
            return None, shift.finding.points
        case "vanished":
            return shift.finding.points, None
        case "changed":
            return (shift.before.points if shift.before else None), shift.finding.points


def cost_text(told: Told) -> str:
    """5 分; where something has changed, how: 2 → 5 分，轻度 → 中度，一票否决."""
    finding, before = told.shift.finding, told.shift.before
    if before is None:
        return f"{finding.points} 分{'，一票否决' if finding.critical else ''}"
    changed = [
        f"{before.points} → {finding.points} 分"
        if before.points != finding.points
        else f"{finding.points} 分"
    ]
    if before.severity != finding.severity:
        changed.append(f"{severity(before.severity)} → {severity(finding.severity)}")
    if before.critical != finding.critical:
        changed.append("变成一票否决" if finding.critical else "不再一票否决")
    return "，".join(changed)


def share(value: float | None) -> str:
    """12%, 0.5%; — where there is none."""
    if value is None:
        return "—"
    return f"{value:.1%}".replace(".0%", "%")
