import json
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.check.desk import checker
from bot.console import checking
from bot.conversation.conversation import conversation_of
from bot.report.json_form import as_json

GOOD: dict[str, Any] = {
    "id": "c-1",
    "book": "exchange",
    "turns": [
        {"role": "agent", "text": "喂，哪位？"},
        {"role": "customer", "text": "查一下，我电话13812345678"},
        {"role": "agent", "text": "你等着，13812345678没有积分"},
    ],
}


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = FastAPI()
    checking.add_checking(app)
    return TestClient(app)


def test_checking_one_transcript_gives_its_report(client: TestClient) -> None:
    answer = client.post("/api/check?show_personal=true", json=GOOD)
    assert answer.status_code == 200
    assert answer.json() == json.loads(json.dumps(as_json(checker("exchange").check(conversation_of(GOOD)))))


def test_checking_list_gives_reports_in_order_and_names_the_unreadable(client: TestClient) -> None:
    second = {**GOOD, "id": "c-2"}
    broken = {"turns": [{"role": "agent", "text": "好"}, {"role": "robot", "text": "好"}]}
    answer = client.post("/api/check", json=[GOOD, broken, second, 5, {**GOOD, "book": "bank"}]).json()
    assert [item.get("id") for item in answer] == ["c-1", None, "c-2", None, None]
    assert (answer[1]["index"], answer[1]["turn"]) == (1, 1)
    assert "role" in answer[1]["error"]
    assert "exchange" in answer[4]["error"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"5",
        b"{}",
        b'{"turns": []}',
        b'{"turns": [{"role": "agent"}]}',
        b"\xff\xfe\x00",
        b"[" * 5000,
    ],
    ids=["empty", "half", "number", "no turns", "none", "no text", "bytes", "deep"],
)
def test_checking_unusable_transcript_is_refused_with_the_reason(client: TestClient, body: bytes) -> None:
    answer = client.post("/api/check", content=body)
    assert answer.status_code == 422
    assert answer.json()["index"] == 0
    assert any("一" <= character <= "龥" for character in answer.json()["error"])


def test_checking_book_is_taken_for_transcripts_that_name_none(client: TestClient) -> None:
    given = {name: value for name, value in GOOD.items() if name != "book"}
    assert client.post("/api/check?book=gym", json=given).json()["book"] == "gym"
    assert client.post("/api/check", json=given).json()["book"] == "exchange"


def test_checking_personal_data_is_masked_unless_asked(client: TestClient) -> None:
    given = {**GOOD, "turns": [*GOOD["turns"], {"role": "agent", "text": "张教练的手机是13912340000"}]}
    assert "13912340000" not in client.post("/api/check", json=given).text
    assert "13912340000" in client.post("/api/check?show_personal=true", json=given).text


@pytest.mark.parametrize("announced", [True, False], ids=["announced", "streamed"])
def test_checking_body_too_large_is_refused(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, announced: bool
) -> None:
    monkeypatch.setattr(checking, "LARGEST", 1 << 20)
    body = b" " * (1 << 20) + json.dumps(GOOD).encode()
    pieces = (body[start : start + 65536] for start in range(0, len(body), 65536))
    answer = client.post("/api/check", content=body if announced else pieces)
    assert answer.status_code == 413
    assert "1 MB" in answer.json()["detail"]


def test_checking_is_documented(client: TestClient) -> None:
    assert "requestBody" in client.get("/openapi.json").json()["paths"]["/api/check"]["post"]
