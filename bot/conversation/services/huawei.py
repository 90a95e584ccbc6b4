"""Huawei Cloud 录音文件识别: `segments`, whose analysis names AGENT and USER."""

from typing import Any

from bot.conversation.services.shape import conversation, objects, pick, seconds, utterance, within

_MILLI = 0.001


def converted(data: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The conversation of one answer of CollectTranscriberJob."""
    segments = data.get("segments")
    if not isinstance(segments, list) or not all(isinstance(pick(s, "result"), dict) for s in segments):
        return None
    turns = [
        utterance(
            within(item, "result", "analysis_info", "role"),
            within(item, "result", "text") or "",
            seconds(item.get("start_time"), _MILLI),
            seconds(item.get("end_time"), _MILLI),
        )
        for item in objects(segments, "segments")
    ]
    return [conversation(data, turns, id=pick(data, "job_id"))]
