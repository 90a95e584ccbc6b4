"""Amazon: Transcribe Call Analytics and Contact Lens (`Transcript`), Transcribe (`results.audio_segments`)."""

from typing import Any

from bot.conversation.services.shape import conversation, objects, pick, seconds, utterance, within

_CHANNELS = {"VOICE": "phone", "CHAT": "chat"}
_MILLI = 0.001


def converted(data: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The conversation of one output file."""
    if isinstance(data.get("Transcript"), list):
        return [_analytics(data)]
    segments = within(data, "results", "audio_segments")
    if isinstance(segments, list):
        turns = [
            utterance(
                pick(item, "speaker_label", "channel_label"),
                pick(item, "transcript"),
                seconds(item.get("start_time")),
                seconds(item.get("end_time")),
            )
            for item in objects(segments, "results.audio_segments")
        ]
        return [conversation(data, turns, id=pick(data, "jobName"))]
    return None


def _analytics(data: dict[str, Any]) -> dict[str, Any]:
    people = data.get("Participants")
    roles = {
        person["ParticipantId"]: person.get("ParticipantRole")
        for person in (people if isinstance(people, list) else [])
        if isinstance(person, dict) and isinstance(person.get("ParticipantId"), str)
    }
    turns = []
    for item in objects(data["Transcript"], "Transcript"):
        person = pick(item, "ParticipantRole", "ParticipantId")
        if isinstance(person, str):
            person = roles.get(person) or person
        start = pick(item, "BeginOffsetMillis")
        turns.append(
            utterance(
                person,
                pick(item, "Content") or "",
                seconds(pick(item, "AbsoluteTime")) if start is None else seconds(start, _MILLI),
                seconds(pick(item, "EndOffsetMillis"), _MILLI),
            )
        )
    channel = data.get("Channel")
    return conversation(
        data,
        turns,
        id=within(data, "CustomerMetadata", "ContactId") or pick(data, "JobName"),
        channel=_CHANNELS.get(channel) if isinstance(channel, str) else None,
    )
