"""A month as plain values: every sum with the entries it is made of."""

from bot.assess.mark import Mark
from bot.records.sheets import Sheet


def sheet_as_json(one: Sheet) -> dict[str, object]:
    """A month as plain values, each sum with the entries it is made of."""
    its = one.assessment
    return {
        "month": str(its.month),
        "agent": one.agent.code,
        "name": one.agent.name,
        "team": one.team,
        "base": its.base,
        "bonus": its.bonus,
        "deduction": its.deduction,
        "extra": its.extra,
        "extra_from": [mark.id for mark in its.causes],
        "trainer": its.trainer,
        "total": its.total,
        "score": its.score,
        "grade": its.grade,
        "pay": its.pay,
        "pay_note": its.pay_note,
        "yuan": one.yuan,
        "conversations": one.conversations,
        "rank": one.rank,
        "last": its.last,
        "flags": list(its.flags),
        "proposed": one.proposed,
        "revision": one.revision,
        "changed": one.changed,
        "entries": [_mark_as_json(mark) for mark in its.marks],
        "fines": [{"entry": fine.mark.id, "yuan": fine.yuan, "text": fine.text} for fine in its.fines],
        "lines": its.lines(),
    }


def _mark_as_json(mark: Mark) -> dict[str, object]:
    return {
        "entry": mark.id,
        "on": str(mark.occurred_on),
        "item": mark.item,
        "name": mark.name,
        "kind": mark.kind,
        "points": mark.points,
        "yuan": mark.yuan,
        "source": mark.source,
        "rule": mark.rule,
        "finding": mark.finding_id,
        "conversation": mark.conversation_id,
        "reason": mark.reason,
        "counted": mark.counted,
        "why_not": mark.why_not,
    }
