import csv
import io
import json
import random

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import attempt, broken, seeds, workbook
from bot.conversation.conversation import conversation_of
from bot.conversation.files import READERS
from bot.conversation.model import SIGNALS, Conversation, Turn
from bot.conversation.origin import Origin

MATERIAL = seeds()
ENDINGS = [*MATERIAL, ""]
QUICK = settings(max_examples=150, deadline=None)

KEYS = (
    "id turns role text start end signals confidence agent customer records type conversations roles "
    "Transcript ParticipantId Content results audio_segments entries messages transcript "
    "transcriptSegments words tickets recognizedPhrases phrases nBest offset dialogue sentences Data "
    "ResultInfo AsrResult Result Sentences Paragraphs Words Transcription transcripts Response "
    "ResultDetail segments result"
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS.split()),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
SPOKEN = WORDS.map(str.strip).filter(lambda text: text and ":" not in text and "：" not in text)
TIMES = st.lists(st.integers(0, 3_000_000).map(lambda n: n / 1000), min_size=8, max_size=8).map(sorted)


@st.composite
def conversations(draw: st.DrawFn, texts: st.SearchStrategy[str] = WORDS) -> list[Turn]:
    """Turns with times in order."""
    times = draw(TIMES)
    count = draw(st.integers(1, 4))
    return [
        Turn(draw(st.sampled_from(["agent", "customer"])), draw(texts), times[2 * i], times[2 * i + 1])
        for i in range(count)
    ]


def read(ending: str, data: bytes) -> Conversation:
    (found,) = READERS[ending](io.BytesIO(data), Origin("f", "f"))
    assert isinstance(found, Conversation), found
    return found


@pytest.mark.parametrize("ending", ENDINGS)
@QUICK
@given(data=st.binary(max_size=300))
def test_any_bytes_give_conversations_or_named_trouble(ending: str, data: bytes) -> None:
    assert attempt(data, ending) == ""


@pytest.mark.parametrize("ending", ENDINGS)
@QUICK
@given(
    text=st.text(
        st.sampled_from("客服户：:[]()（）无声00:1,23\t\n\r\"'-->#= {}<v>id&;\x00\ufeff"), max_size=80
    )
)
def test_any_text_gives_conversations_or_named_trouble(ending: str, text: str) -> None:
    assert attempt(text.encode(), ending) == ""


@pytest.mark.parametrize("ending", ENDINGS)
@QUICK
@given(seed=st.integers(0, 1 << 32))
def test_any_broken_transcript_gives_conversations_or_named_trouble(ending: str, seed: int) -> None:
    rng = random.Random(seed)
    assert attempt(broken(rng.choice(MATERIAL[ending or rng.choice(list(MATERIAL))]), rng), ending) == ""


@settings(max_examples=300, deadline=None)
@given(value=JSON)
def test_any_json_gives_conversations_or_named_trouble(value: object) -> None:
    assert attempt(json.dumps(value).encode(), ".json") == ""


@QUICK
@given(
    turns=conversations(),
    signals=st.lists(st.sampled_from(SIGNALS), unique=True),
    id=st.text("abc-1", min_size=1),
)
def test_any_conversation_survives_json(turns: list[Turn], signals: list[str], id: str) -> None:
    rows = [
        {"role": t.role, "text": t.text, "start": t.start, "end": t.end, "signals": signals} for t in turns
    ]
    data = {"id": id, "turns": rows, "shift": [1, {"a": None}]}
    expected = conversation_of(data)
    assert expected.turns[0].signals == tuple(signals)
    assert read(".jsonl", orjson.dumps(data)) == expected
    assert read(".json", json.dumps([data], ensure_ascii=False, indent=2).encode()) == expected


@QUICK
@given(turns=conversations(SPOKEN.filter(lambda text: text[0] not in "([（【<《" and text.isprintable())))
def test_any_conversation_survives_text_and_tables(turns: list[Turn]) -> None:
    names = {"agent": "客服", "customer": "客户"}
    rows = [["角色", "内容", "开始", "结束"], *([names[t.role], t.text, t.start, t.end] for t in turns)]
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    assert list(read(".csv", stream.getvalue().encode()).turns) == turns
    lines = [f"{names[t.role]}：{t.text}\n" for t in turns]
    assert [(t.role, t.text) for t in read(".txt", "".join(lines).encode()).turns] == [
        (t.role, t.text) for t in turns
    ]


@settings(max_examples=15, deadline=None)
@given(turns=conversations(st.text("您好请讲喂ab,1\"'", min_size=1)))
def test_any_conversation_survives_a_workbook(turns: list[Turn]) -> None:
    rows = [["role", "text", "start", "end"], *([t.role, f"说{t.text}", t.start, t.end] for t in turns)]
    assert [(t.role, t.text[1:], t.start, t.end) for t in read(".xlsx", workbook(rows)).turns] == [
        (t.role, t.text, t.start, t.end) for t in turns
    ]


@QUICK
@given(turns=conversations(st.text("您好请讲喂，。", min_size=1)))
def test_any_conversation_survives_subtitles(turns: list[Turn]) -> None:
    def clock(seconds: float) -> str:
        whole = round(seconds * 1000)
        return f"{whole // 3600000:02}:{whole // 60000 % 60:02}:{whole // 1000 % 60:02},{whole % 1000:03}"

    cues = (f"{n}\n{clock(t.start)} --> {clock(t.end)}\n{t.role}：{t.text}\n" for n, t in enumerate(turns, 1))
    found = read(".srt", "\n".join(cues).encode()).turns
    assert [(t.role, t.text, t.start, t.end) for t in found] == [
        (t.role, t.text, pytest.approx(t.start), pytest.approx(t.end)) for t in turns
    ]
