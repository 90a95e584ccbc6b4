"""Conversations out of the rows of a table, wherever the table comes from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.conversation.columns import HEAD_NAMES, head_data, joined
from bot.conversation.conversation import conversation_of
from bot.conversation.errors import TranscriptError, shown
from bot.conversation.marks import mark_of
from bot.conversation.origin import Found, Origin
from bot.conversation.relative import relative
from bot.conversation.speaker import speaker_of
from bot.conversation.times import seconds_of

#: The line from 1, the cells, and what is wrong with the row (empty when nothing is).
Row = tuple[int, Sequence[object], str]
#: The index of the column for each place in a turn (`role`, `text`, ...) or head (`head.id`, ...).
Columns = Mapping[str, int]

_TURN = {
    "role": "role speaker 角色 说话人 发言人 说话者 发言者 讲话人 身份 发送者 发送方 发送人 speaker_role participant sender "
    "说话方 对话角色",
    "text": "text content 内容 文本 文字 说话内容 消息 消息内容 message utterance 对话内容 通话内容 聊天内容 转写 转写文本 转写内容 "
    "识别结果 识别文本 transcript 语句 句子 发言 发言内容 会话内容",
    "start": "start begin 开始 开始时间 起始 起始时间 start_time begin_time 开始秒 时间 时间戳 time timestamp start_s 发送时间 开始(秒) "
    "开始时间(秒) 开始时间(s)",
    "end": "end 结束 结束时间 end_time 结束秒 end_s 终止 终止时间 结束(秒) 结束时间(秒) 结束时间(s)",
    "start_ms": "start_ms begin_ms 开始毫秒 开始(毫秒) 开始时间(毫秒) 开始时间(ms) 开始(ms) start(ms) begin_offset_millis",
    "end_ms": "end_ms 结束毫秒 结束(毫秒) 结束时间(毫秒) 结束时间(ms) 结束(ms) end(ms) end_offset_millis",
    "signals": "signals 信号 标记",
    "confidence": "confidence 置信度",
}
_TURN_NAMES = {name: place for place, names in _TURN.items() for name in names.split()}


@dataclass
class _Group:
    """The rows of one conversation. `wrong`: what is wrong with it, and on which line."""

    line: int
    id: str
    head: dict[str, str] = field(default_factory=dict)
    turns: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    wrong: tuple[str, int] | None = None


def columns_of(cells: Iterable[object]) -> Columns | None:
    """Which columns a header names; None when role or text is not among them."""
    found: dict[str, int] = {}
    script = -1
    for index, cell in enumerate(cells):
        name = joined(cell) if isinstance(cell, str) and len(cell) < 40 else ""
        place = _TURN_NAMES.get(name) or (f"head.{HEAD_NAMES[name]}" if name in HEAD_NAMES else "")
        if place:
            found.setdefault(place, index)
        if name == "话术":
            script = index
    if "text" not in found and script >= 0 and found.get("head.book") == script:
        found["text"] = found.pop("head.book")
    return found if "role" in found and "text" in found else None


def conversations_of(rows: Iterable[Row], columns: Columns, origin: Origin) -> Iterator[Found]:
    """The conversations in `rows`, in the order in which each begins. A row without an id goes on with the last one."""
    groups: dict[str, _Group] = {}
    last = ""
    count = 0
    for line, cells, wrong in rows:
        given = {place: cell_text(cells[at]) for place, at in columns.items() if at < len(cells)}
        if not wrong and not any(given.values()):
            continue
        count += 1
        if count > origin.limits.rows:
            yield origin.unreadable(f"超过 {origin.limits.rows} 行。请拆成几个文件。", line)
            return
        last = given.get("head.id") or last
        group = groups.get(last)
        if group is None:
            group = groups[last] = _Group(line, last)
        if group.wrong is None:
            reason = wrong or _add(group, given, line)
            if reason:
                group.wrong = (f"{reason}。", line)
                group.turns.clear()
    for group in groups.values():
        yield _finished(group, origin, alone=len(groups) == 1 and "head.id" not in columns)


def cell_text(value: object) -> str:
    """What stands in a cell, as text."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, timedelta):
        return f"{value.total_seconds():.3f}"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)


def _add(group: _Group, given: Mapping[str, str], line: int) -> str:
    """Add a row to its conversation; returns what is wrong with it, or nothing."""
    for place, text in given.items():
        if text and place.startswith("head.") and place != "head.id":
            group.head.setdefault(place.removeprefix("head."), text)
    speaker = speaker_of(given.get("role", ""))
    if speaker is None:
        return f"角色是{shown(given.get('role', ''))}。请写客服或客户"
    if speaker.role == "system":
        return ""
    text = given.get("text", "")
    signal = mark_of(text)
    turn: dict[str, Any] = {"role": speaker.role, "text": "" if signal else text}
    signals = [*given.get("signals", "").replace("，", ",").replace("、", ",").split(","), signal]
    if any(signals):
        turn["signals"] = [s.strip() for s in signals if s]
    for place, name, unit in (
        ("start", "start", ""),
        ("end", "end", ""),
        ("start_ms", "start", "ms"),
        ("end_ms", "end", "ms"),
    ):
        written = given.get(place)
        if written:
            turn[name] = seconds_of(written if not unit or ":" in written else written + unit)
            if turn[name] is None:
                return f"{'开始' if name == 'start' else '结束'}时间是{shown(written)}。请写秒数或 分:秒"
    if given.get("confidence"):
        try:
            turn["confidence"] = float(given["confidence"])
        except ValueError:
            return f"置信度是{shown(given['confidence'])}。请写 0 到 1 之间的数"
    if speaker.role == "agent" and speaker.label:
        group.head.setdefault("label", speaker.label)
    group.turns.append(turn)
    group.lines.append(line)
    return ""


def _finished(group: _Group, origin: Origin, *, alone: bool) -> Found:
    if group.wrong:
        return origin.unreadable(*group.wrong)
    relative(group.turns)
    label = group.head.pop("label", "")
    if label and "agent.number" not in group.head:
        group.head.setdefault("agent.id", label)
    try:
        data = head_data([("id", group.id), *group.head.items()]) | {"turns": group.turns}
        return conversation_of(data, fallback=origin.stem if alone else f"{origin.stem}-{group.line}")
    except TranscriptError as error:
        line = group.line if error.turn is None else group.lines[error.turn]
        return origin.unreadable(error.reason, line)
