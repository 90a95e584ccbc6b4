"""Azure Speech: batch transcription (`recognizedPhrases`) and fast transcription (`phrases`), with speakers or channels."""

from typing import Any

from bot.conversation.services.shape import conversation, objects, pick, seconds, utterance

_TICK = 0.0000001
_MILLI = 0.001


def converted(data: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The conversation of one result file. Channels go before speakers where both are given and differ."""
    phrases, name = data.get("recognizedPhrases"), "recognizedPhrases"
    if not isinstance(phrases, list):
        phrases, name = data.get("phrases"), "phrases"
    if not isinstance(phrases, list):
        return None
    items = objects(phrases, name)
    by_channel = len({str(item.get("channel")) for item in items}) > 1
    turns = []
    for item in items:
        best = item.get("nBest")
        heard = best[0] if isinstance(best, list) and best else item
        start, length = _times(item)
        both = isinstance(start, int | float) and isinstance(length, int | float)
        turns.append(
            utterance(
                pick(item, "channel") if by_channel else pick(item, "speaker", "channel"),
                pick(heard, "display", "text", "itn", "lexical") or "",
                start,
                start + length if both else None,
                pick(heard, "confidence"),
            )
        )
    return [conversation(data, turns)]


def _times(item: dict[str, Any]) -> tuple[Any, Any]:
    """Start and length of a phrase in seconds."""
    if "offsetInTicks" in item:
        return seconds(item["offsetInTicks"], _TICK), seconds(item.get("durationInTicks"), _TICK)
    start = pick(item, "offsetMilliseconds", "offsetInMs", "offset")
    length = pick(item, "durationMilliseconds", "durationInMs", "duration")
    return _milliseconds(start), _milliseconds(length)


def _milliseconds(value: Any) -> Any:
    """Milliseconds, or a duration such as PT0.07S, in seconds."""
    if isinstance(value, str) and value.startswith("PT") and value.endswith("S"):
        minutes, _, rest = value[2:-1].rpartition("M")
        hours, _, minutes = minutes.rpartition("H")
        parts = [seconds(part or "0") for part in (hours, minutes, rest)]
        if all(isinstance(part, int | float) for part in parts):
            return parts[0] * 3600 + parts[1] * 60 + parts[2]
        return value
    return seconds(value, _MILLI)
