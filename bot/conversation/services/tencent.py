"""Tencent Cloud 录音文件识别: `ResultDetail`, or the lines of `Result`; speakers are numbered."""

import re
from typing import Any

from bot.conversation.services.shape import conversation, objects, pick, seconds, utterance

_MILLI = 0.001
_LINE = re.compile(r"\[\s*([\d:.]+)\s*,\s*([\d:.]+)\s*(?:,\s*(\w+)\s*)?\]\s*(.*)", re.ASCII)


def converted(data: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The conversation of one answer of DescribeTaskStatus, with or without its envelope."""
    inner = pick(data, "Response") or data
    inner = pick(inner, "Data") or inner
    detail = pick(inner, "ResultDetail")
    if isinstance(detail, list) and detail:
        turns = [
            utterance(
                item.get("SpeakerId"),
                pick(item, "FinalSentence", "WrittenText") or "",
                seconds(item.get("StartMs"), _MILLI),
                seconds(item.get("EndMs"), _MILLI),
            )
            for item in objects(detail, "ResultDetail")
        ]
        return [conversation(data, turns, id=pick(inner, "TaskId"))]
    lines = pick(inner, "Result")
    if not isinstance(lines, str):
        return None
    matches = [match for line in lines.split("\n") if (match := _LINE.fullmatch(line.strip()))]
    if not matches:
        return None
    turns = [utterance(m[3], m[4], seconds(m[1]), seconds(m[2])) for m in matches]
    return [conversation(data, turns, id=pick(inner, "TaskId"))]
