import json
from typing import Any

import pytest

from bot.conversation.model import Turn
from bot.conversation.services import converted


def segment(text: str, start: str, end: str, role: str) -> dict[str, Any]:
    return {
        "text": text,
        "words": [{"word": text, "startOffset": start, "endOffset": end}],
        "segmentParticipant": {"role": role},
        "confidence": 0.9,
    }


SERVICES: dict[str, dict[str, Any]] = {
    "transcribe call analytics": {
        "JobName": "job",
        "Transcript": [
            {
                "Id": "1",
                "ParticipantRole": "AGENT",
                "Content": "您好",
                "BeginOffsetMillis": 0,
                "EndOffsetMillis": 1500,
            },
            {
                "Id": "2",
                "ParticipantRole": "CUSTOMER",
                "Content": "喂",
                "BeginOffsetMillis": 2000,
                "EndOffsetMillis": 2500,
            },
        ],
    },
    "contact lens": {
        "Channel": "VOICE",
        "CustomerMetadata": {"ContactId": "job"},
        "Participants": [
            {"ParticipantId": "p1", "ParticipantRole": "AGENT"},
            {"ParticipantId": "CUSTOMER", "ParticipantRole": "CUSTOMER"},
            {"ParticipantId": "s", "ParticipantRole": "SYSTEM"},
        ],
        "Transcript": [
            {"ParticipantId": "p1", "Content": "您好", "BeginOffsetMillis": 0, "EndOffsetMillis": 1500},
            {"ParticipantId": "s", "Content": "转接", "BeginOffsetMillis": 1600, "EndOffsetMillis": 1700},
            {
                "ParticipantId": "CUSTOMER",
                "Content": "喂",
                "BeginOffsetMillis": 2000,
                "EndOffsetMillis": 2500,
            },
        ],
    },
    "transcribe with speakers": {
        "jobName": "job",
        "results": {
            "audio_segments": [
                {"speaker_label": "spk_0", "transcript": "您好", "start_time": "0.0", "end_time": "1.5"},
                {"speaker_label": "spk_1", "transcript": "喂", "start_time": "2.0", "end_time": "2.5"},
            ]
        },
    },
    "insights export": {
        "name": "projects/p/locations/l/conversations/job",
        "medium": "PHONE_CALL",
        "transcript": {
            "transcriptSegments": [
                segment("您好", "0s", "1.5s", "HUMAN_AGENT"),
                segment("喂", "2s", "2.5s", "END_USER"),
            ]
        },
    },
    "azure batch": {
        "recognizedPhrases": [
            {
                "channel": 0,
                "speaker": 1,
                "offsetInTicks": 0.0,
                "durationInTicks": 15000000.0,
                "nBest": [{"display": "您好"}],
            },
            {
                "channel": 0,
                "speaker": 2,
                "offset": "PT2S",
                "duration": "PT0.5S",
                "nBest": [{"display": "喂"}],
            },
        ],
    },
    "azure fast, by channel": {
        "phrases": [
            {"channel": 0, "offsetMilliseconds": 0, "durationMilliseconds": 1500, "text": "您好"},
            {"channel": 1, "offsetMilliseconds": 2000, "durationMilliseconds": 500, "text": "喂"},
        ],
    },
    "alibaba tickets": {
        "tickets": [
            {
                "tid": "job",
                "dialogue": [
                    {"role": "客服", "words": "您好", "begin": 0, "end": 1500, "beginTime": 1525759820000},
                    {"role": "客户", "words": "喂", "begin": 2000, "end": 2500, "beginTime": 1525759822000},
                ],
            }
        ]
    },
    "alibaba result": {
        "Data": {
            "ResultInfo": [
                {
                    "TaskId": "job",
                    "AsrResult": {
                        "AsrResult": [
                            {"Role": "客服", "Words": "您好", "Begin": 0, "End": 1500},
                            {"Role": "客户", "Words": "喂", "Begin": 2000, "End": 2500},
                        ]
                    },
                }
            ]
        }
    },
    "alibaba recording": {
        "TaskId": "job",
        "Result": {
            "Sentences": [
                {"ChannelId": 1, "BeginTime": 2000, "EndTime": 2500, "Text": "喂", "SpeechRate": 80},
                {"ChannelId": 0, "BeginTime": 0, "EndTime": 1500, "Text": "您好", "EmotionValue": 5},
            ]
        },
    },
    "alibaba tingwu": {
        "TaskId": "job",
        "Transcription": {
            "Paragraphs": [
                {
                    "SpeakerId": "1",
                    "Words": [
                        {"Start": 0, "End": 700, "Text": "您"},
                        {"Start": 700, "End": 1500, "Text": "好"},
                    ],
                },
                {"SpeakerId": "2", "Words": [{"Start": 2000, "End": 2500, "Text": "喂"}]},
            ]
        },
    },
    "alibaba paraformer": {
        "transcripts": [
            {"channel_id": 0, "sentences": [{"begin_time": 0, "end_time": 1500, "text": "您好"}]},
            {"channel_id": 1, "sentences": [{"begin_time": 2000, "end_time": 2500, "text": "喂"}]},
        ]
    },
    "tencent detail": {
        "Response": {
            "Data": {
                "TaskId": 9,
                "ResultDetail": [
                    {"FinalSentence": "您好", "StartMs": 0, "EndMs": 1500, "SpeakerId": 0},
                    {"FinalSentence": "喂", "StartMs": 2000, "EndMs": 2500, "SpeakerId": 1},
                ],
            }
        }
    },
    "tencent lines": {
        "Data": {"TaskId": 9, "Result": "[0:0.000,0:1.500,0]  您好\n[0:2.000,0:2.500,1]  喂\n"}
    },
    "huawei": {
        "job_id": "job",
        "segments": [
            {
                "start_time": 0,
                "end_time": 1500,
                "result": {"text": "您好", "analysis_info": {"role": "AGENT"}},
            },
            {
                "start_time": 2000,
                "end_time": 2500,
                "result": {"text": "喂", "analysis_info": {"role": "USER"}},
            },
        ],
    },
}


@pytest.mark.parametrize("name", SERVICES)
def test_services_are_read_with_speakers_and_times(one, name: str) -> None:
    turns = one(".json", json.dumps(SERVICES[name])).turns
    assert [(t.role, t.text, t.start, t.end) for t in turns] == [
        ("agent", "您好", 0.0, 1.5),
        ("customer", "喂", 2.0, 2.5),
    ]


@pytest.mark.parametrize(
    "data",
    [
        {"entries": [{"role": "AGENT", "text": "您好", "user_id": 2, "start_timestamp_usec": 1700000000000000},
                     {"role": "CUSTOMER", "text": "喂", "user_id": 1, "start_timestamp_usec": 1700000002000000}]},
        {"messages": [{"participantRole": "HUMAN_AGENT", "content": "您好", "sendTime": "2026-11-02T09:14:05Z"},
                      {"participantRole": "END_USER", "content": "喂", "sendTime": "2026-11-02T09:14:07.000Z"}]},
    ],
    ids=["insights upload", "dialogflow"],
)  # fmt: skip
def test_services_count_dates_from_the_first_turn(one, data: dict[str, Any]) -> None:
    assert one(".json", json.dumps(data)).turns == (Turn("agent", "您好", 0.0), Turn("customer", "喂", 2.0))


def test_services_sentences_of_an_analysis(one) -> None:
    data = {
        "dialogue": {
            "sessionId": "s",
            "sentences": [{"role": "user", "text": "喂"}, {"role": "agent", "text": "您好"}],
        }
    }
    found = one(".json", json.dumps(data))
    assert (found.head.id, [t.role for t in found.turns]) == ("s", ["customer", "agent"])


@pytest.mark.parametrize(
    ("name", "id", "channel"),
    [("contact lens", "job", "phone"), ("insights export", "job", "phone"), ("tencent detail", "9", "")],
)
def test_services_give_id_and_channel(one, name: str, id: str, channel: str) -> None:
    head = one(".json", json.dumps(SERVICES[name])).head
    assert (head.id, head.channel) == (id, channel)


def test_services_roles_tell_who_is_who(one) -> None:
    data = SERVICES["tencent detail"] | {"roles": {"0": "customer", "1": "客服"}}
    assert [t.role for t in one(".json", json.dumps(data)).turns] == ["customer", "agent"]


def test_services_the_customer_answers_an_outbound_call(one) -> None:
    data = SERVICES["tencent detail"] | {"direction": "outbound"}
    assert [t.role for t in one(".json", json.dumps(data)).turns] == ["customer", "agent"]


def test_services_three_nameless_speakers_are_named_as_trouble(trouble) -> None:
    data = {"phrases": [{"speaker": n, "offsetInMs": n, "text": "喂"} for n in range(3)]}
    assert "分不清谁是客服" in trouble(".json", json.dumps(data))


def test_services_several_tickets_are_several_conversations(read) -> None:
    ticket = {"dialogue": [{"role": "客户", "words": "喂"}]}
    found = read(".json", json.dumps({"tickets": [ticket, ticket | {"tid": 5}]}))
    assert [item.head.id for item in found] == ["calls-1", "5"]


def test_services_nothing_else_is_taken_for_one() -> None:
    assert converted({"a": 1}) is None
