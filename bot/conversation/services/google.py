"""Google: CCAI Insights (`entries`, or a conversation's `transcript`) and Dialogflow (`messages`)."""

from typing import Any

from bot.conversation.services.shape import conversation, objects, pick, seconds, utterance, within

_MICRO = 0.000001
_MEDIUMS = {"PHONE_CALL": "phone", "CHAT": "chat"}


def converted(data: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The conversation of one upload, export, or list of messages."""
    entries = data.get("entries")
    if isinstance(entries, list):
        turns = [
            utterance(
                pick(item, "role", "user_id"),
                item.get("text"),
                seconds(item.get("start_timestamp_usec"), _MICRO),
            )
            for item in objects(entries, "entries")
        ]
        return [conversation(data, turns, id=pick(data, "conversation_id"))]
    messages = data.get("messages")
    if isinstance(messages, list):
        turns = [
            utterance(
                pick(item, "participantRole", "participant_role", "role", "participant"),
                pick(item, "content", "text"),
                seconds(pick(item, "sendTime", "send_time", "createTime", "create_time")),
            )
            for item in objects(messages, "messages")
        ]
        return [conversation(data, turns, id=_last(pick(data, "name", "id")))]
    transcript = pick(data, "transcript")
    segments = pick(transcript, "transcriptSegments", "transcript_segments")
    return [_insights(data, segments)] if isinstance(segments, list) else None


def _insights(data: dict[str, Any], segments: list[Any]) -> dict[str, Any]:
    turns = []
    for item in objects(segments, "transcriptSegments"):
        words = item.get("words")
        words = words if isinstance(words, list) and words else [None]
        start = pick(words[0], "startOffset", "start_offset")
        turns.append(
            utterance(
                within(pick(item, "segmentParticipant", "segment_participant"), "role")
                or pick(item, "channelTag", "channel_tag"),
                item.get("text"),
                seconds(pick(item, "messageTime", "message_time") if start is None else start),
                None if start is None else seconds(pick(words[-1], "endOffset", "end_offset")),
                item.get("confidence"),
            )
        )
    medium = data.get("medium")
    return conversation(
        data,
        turns,
        id=_last(data.get("name")),
        channel=_MEDIUMS.get(medium) if isinstance(medium, str) else None,
        started_at=pick(data, "startTime", "start_time"),
        agent=pick(data, "agentId", "agent_id"),
    )


def _last(name: Any) -> Any:
    """The id at the end of a resource name such as projects/p/conversations/17."""
    return name.rsplit("/", 1)[-1] if isinstance(name, str) else name
