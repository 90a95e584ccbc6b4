"""Call-backs as programs and people read them: JSON, lines, and tables for Excel."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, BinaryIO

from bot.book.shelf import shelf
from bot.records.callbacks.breaches import Breach
from bot.records.callbacks.coverage import Coverage
from bot.records.callbacks.model import KINDS, OUTCOMES, STATUSES, Attempt, CallBack
from bot.records.callbacks.times import lasting, told
from bot.records.desk import desk
from bot.report.safe import one_line
from bot.report.sheets import Looks, Sheet, Sheets
from bot.report.table import BOM, line

#: What a masked number means, and how the desk changes that.
MASKED = (
    "号码中间已经隐去，不能照着拨：请到业务系统里查号码。要让系统保留完整号码，在 scripts/desk/desk.yml 的 keep_full 里加上 "
    "callbacks（只对以后登记的有效）。"
)

_COLUMNS = (
    *(
        "编号",
        "状态",
        "种类",
        "客户",
        "电话",
        "订单或会员号",
        "话术",
        "坐席",
        "事由",
        "答应时间",
        "期限",
        "逾期",
    ),
    *("次数", "最近一次", "最近结果", "办结时间", "办结人", "回访结果", "是否满意"),
)
_LOOKS = Looks(
    {"电话": 16, "事由": 36, "回访结果": 36, "订单或会员号": 18, "客户": 14}
    | dict.fromkeys(("答应时间", "期限", "最近一次", "办结时间"), 18),
    wrapped=frozenset({"事由", "回访结果"}),
)
_SATISFIED = {True: "满意", False: "不满意", None: ""}


def as_json(row: CallBack, now: datetime) -> dict[str, Any]:
    """A call-back as plain values; moments are ISO 8601 by the desk's clock."""
    over = row.overdue(now)
    return {
        "id": row.id,
        "kind": row.kind,
        "status": row.status,
        "customer": row.customer,
        "phone": row.phone,
        "dialable": row.dialable,
        "reference": row.reference,
        "book": row.book,
        "agent": row.agent,
        "conversation": row.conversation_id,
        "reason": row.reason,
        "promised_at": _iso(row.promised_at),
        "due_at": _iso(row.due_at),
        "appointed": row.appointed,
        "asked": row.asked,
        "overdue_seconds": None if over is None else int(over.total_seconds()),
        "closed_at": _iso(row.closed_at),
        "closed_by": row.closed_by,
        "result": row.result,
        "satisfied": row.satisfied,
        "version": row.version,
    }


def attempt_as_json(made: Attempt) -> dict[str, Any]:
    """An attempt as plain values."""
    return {
        "at": _iso(made.at),
        "by": made.by,
        "outcome": made.outcome,
        "appointment_at": _iso(made.appointment_at),
        "in_rest_hours": made.in_rest_hours,
        "late_seconds": max(0, int((made.at - made.limit_at).total_seconds())),
        "note": made.note,
    }


def coverage_as_json(found: Coverage) -> dict[str, Any]:
    """A coverage as plain values."""
    counts = {
        name: getattr(found, name)
        for name in (
            *("members", "in_time", "late", "open", "overdue", "given_up", "settled", "refused", "cancelled"),
            "percent",
        )
    }
    missing = [
        {"id": m.callback, "customer": m.customer, "reference": m.reference, "agent": m.agent}
        | {"due_at": _iso(m.due_at), "overdue": m.overdue, "status": m.status}
        for m in found.missing
    ]
    return {"from": found.begin.isoformat(), "to": found.end.isoformat()} | counts | {"missing": missing}


def breach_as_json(found: Breach) -> dict[str, Any]:
    """A breach as plain values."""
    return {
        "key": found.key,
        "rule": found.rule,
        "clause": found.clause,
        "id": found.callback,
        "agent": found.agent,
        "book": found.book,
        "occurred_on": found.occurred_on.isoformat(),
        "late_seconds": None if found.late is None else int(found.late.total_seconds()),
        "done_at": _iso(found.done_at),
        "tried": found.tried,
        "message": found.message,
    }


def due_line(row: CallBack, now: datetime) -> str:
    """Until when, and how it stands: 今天 15:00（逾期 2 小时）."""
    when = told(row.due_at, now, desk().timezone)
    over = row.overdue(now)
    return f"{when}（逾期 {lasting(over)}）" if over else when


def member_lines(found: Coverage) -> Iterator[str]:
    """How far the members are called back, and who is still missing."""
    if not found.members:
        yield f"{found.begin} 到 {found.end} 没有要回访的会员。"
    else:
        yield (
            f"{found.begin} 到 {found.end} 应回访会员 {found.members} 位，已回访 {found.reached} 位（{found.percent}）："
            f"按时 {found.in_time}，晚了 {found.late}；还没回访 {found.open}（逾期 {found.overdue}），"
            f"没有回访成 {found.given_up}，未通话办结 {found.settled}。"
        )
    apart = {"客户谢绝": found.refused, "已取消": found.cancelled}
    if any(apart.values()):
        yield f"另有{'，'.join(f'{name} {count} 位' for name, count in apart.items() if count)}，不算在内。"
    if found.missing:
        yield "还差（必须 100% 回访，K.7.2）："
    for missing in found.missing:
        named = f"{missing.customer} {missing.reference}".strip()
        yield f"{missing.callback}\t{named}\t坐席 {missing.agent or '未定'}\t{missing.state}"


def write_csv(output: BinaryIO, rows: Iterable[tuple[CallBack, list[Attempt]]], now: datetime) -> None:
    """A row a call-back, as Excel in China opens it; no cell can be taken for a formula."""
    output.write(BOM + line(_COLUMNS))
    for row, attempts in rows:
        output.write(line(_cells(row, attempts, now)))


def write_xlsx(output: BinaryIO, rows: Iterable[tuple[CallBack, list[Attempt]]], now: datetime) -> None:
    """A workbook of call-backs and of attempts."""
    attempted = ("编号", "客户", "时间", "谁打的", "结果", "改约到", "在休息时间", "说明")
    sheets = Sheets({"回访": Sheet(_COLUMNS), "每次通话": Sheet(attempted)}, _LOOKS)
    for row, attempts in rows:
        sheets.append("回访", _cells(row, attempts, now))
        for made in attempts:
            when = (
                _written(made.at),
                one_line(str(made.by)),
                OUTCOMES[made.outcome],
                _written(made.appointment_at),
            )
            resting = "是" if made.in_rest_hours else ""
            sheets.append("每次通话", (int(row.id), str(row.customer), *when, resting, str(made.note)))
    sheets.save(output)


def _cells(row: CallBack, attempts: list[Attempt], now: datetime) -> list[str | int]:
    over, last, books = row.overdue(now), attempts[-1] if attempts else None, shelf().books
    return [
        int(row.id),
        STATUSES[row.status],
        KINDS[row.kind],
        str(row.customer),
        str(row.phone),
        str(row.reference),
        books[row.book].title if row.book in books else str(row.book),
        str(row.agent),
        str(row.reason),
        _written(row.promised_at),
        _written(row.due_at),
        lasting(over) if over else "",
        len(attempts),
        _written(last.at) if last else "",
        OUTCOMES[last.outcome] if last else "",
        _written(row.closed_at),
        str(row.closed_by),
        str(row.result),
        _SATISFIED[row.satisfied],
    ]


def _written(moment: datetime | None) -> str:
    return "" if moment is None else f"{moment.astimezone(desk().timezone):%Y-%m-%d %H:%M}"


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(desk().timezone).isoformat(timespec="seconds")
