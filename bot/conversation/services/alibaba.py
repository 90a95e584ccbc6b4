"""Alibaba Cloud: 智能对话分析 (tickets, results), 通义晓蜜 sentences, 录音文件识别, 听悟, Paraformer."""

from typing import Any

from bot.conversation.services.shape import conversation, objects, pick, seconds, utterance, within

_MILLI = 0.001


def converted(data: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The conversations of one upload or result."""
    tickets = data.get("tickets")
    if isinstance(tickets, list):
        return [_ticket(item) for item in objects(tickets, "tickets")]
    results = within(data, "Data", "ResultInfo") or within(data, "data", "resultInfo")
    if isinstance(results, list) and results:
        return [_result(item) for item in objects(results, "ResultInfo")]
    heard = pick(data, "AsrResult", "asrResult")
    if isinstance(heard, dict | list):
        return [_result(data)]
    dialogue = data.get("dialogue")
    if isinstance(dialogue, list):
        return [_ticket(data)]
    said = pick(dialogue, "sentences")
    if isinstance(said, list):
        return [_sentences(data, said, id=pick(dialogue, "sessionId"))]
    return _recordings(data)


def _recordings(data: dict[str, Any]) -> list[dict[str, Any]] | None:
    paragraphs = within(data, "Transcription", "Paragraphs") or data.get("Paragraphs")
    if isinstance(paragraphs, list):
        return [
            conversation(
                data, [_paragraph(p) for p in objects(paragraphs, "Paragraphs")], id=pick(data, "TaskId")
            )
        ]
    sentences = (
        within(data, "Result", "Sentences") or within(data, "result", "sentences") or data.get("sentences")
    )
    if isinstance(sentences, list):
        return [_sentences(data, sentences, id=pick(data, "TaskId", "callId"))]
    transcripts = data.get("transcripts")
    if isinstance(transcripts, list):
        rows = [
            {"channel_id": item.get("channel_id")} | sentence
            for item in objects(transcripts, "transcripts")
            for sentence in objects(pick(item, "sentences") or [], "sentences")
        ]
        return [_sentences(data, rows)]
    return None


def _ticket(item: dict[str, Any]) -> dict[str, Any]:
    rows = objects(item.get("dialogue"), "dialogue")
    turns = []
    for row in rows:
        begin = pick(row, "begin")
        turns.append(
            utterance(
                row.get("role"),
                pick(row, "words", "text"),
                seconds(pick(row, "beginTime")) if begin is None else seconds(begin, _MILLI),
                None if begin is None else seconds(row.get("end"), _MILLI),
            )
        )
    return conversation(item, turns, id=pick(item, "tid", "id"))


def _result(item: dict[str, Any]) -> dict[str, Any]:
    heard = pick(item, "AsrResult", "asrResult")
    if isinstance(heard, dict):
        heard = pick(heard, "AsrResult", "asrResult")
    turns = [
        utterance(
            pick(row, "Role", "role"),
            pick(row, "Words", "words") or "",
            seconds(pick(row, "Begin", "begin"), _MILLI),
            seconds(pick(row, "End", "end"), _MILLI),
        )
        for row in objects(heard, "AsrResult")
    ]
    recording = pick(item, "Recording", "recording")
    return conversation(item, turns, id=pick(recording, "Id", "id") or pick(item, "TaskId", "taskId"))


def _sentences(data: dict[str, Any], rows: list[Any], **head: Any) -> dict[str, Any]:
    found = objects(rows, "sentences")
    by_channel = len({str(pick(row, "ChannelId", "channelId", "channel_id")) for row in found}) > 1
    channel = ("ChannelId", "channelId", "channel_id")
    speaker = ("SpeakerId", "speakerId", "speaker_id")
    turns = [
        utterance(
            pick(row, "role", "Role", *(channel + speaker if by_channel else speaker + channel)),
            pick(row, "Text", "text") or "",
            seconds(pick(row, "BeginTime", "beginTime", "begin_time"), _MILLI),
            seconds(pick(row, "EndTime", "endTime", "end_time"), _MILLI),
        )
        for row in found
    ]
    return conversation(data, turns, **head)


def _paragraph(item: dict[str, Any]) -> dict[str, Any]:
    words = objects(pick(item, "Words") or [], "Words")
    texts = [word.get("Text") for word in words]
    return utterance(
        item.get("SpeakerId"),
        "".join(text for text in texts if isinstance(text, str)),
        seconds(words[0].get("Start"), _MILLI) if words else None,
        seconds(words[-1].get("End"), _MILLI) if words else None,
    )
