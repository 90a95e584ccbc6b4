"""Practice over HTTP."""

from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.console.practising import add_practising
from bot.console.rehearsals import Rehearsals
from bot.errors import HuashuError


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setenv("HUASHU_DATABASE", f"sqlite:///{tmp_path / 'h.db'}")
    app = FastAPI()

    @app.exception_handler(HuashuError)
    async def _unusable(_request: object, error: HuashuError) -> object:
        from fastapi.responses import JSONResponse

        return JSONResponse({"detail": str(error)}, status_code=422)

    add_practising(app, Rehearsals())
    return TestClient(app)


def _started(client: TestClient, **given: object) -> dict[str, object]:
    answer = client.post("/api/practise", json={"scene": "无声电话", "seed": 4, "trainee": "小周"} | given)
    assert answer.status_code == 200, answer.text
    found: dict[str, object] = answer.json()
    return found


def _through(client: TestClient, number: object) -> dict[str, object]:
    answer: dict[str, object] = {}
    for _ in range(20):
        hint = client.get(f"/api/practise/{number}/hint").json()["hint"]
        answer = client.post(f"/api/practise/{number}/say", json={"text": hint}).json()
        if answer["over"]:
            break
    return answer


def test_practising_by_the_hints_ends_with_a_scorecard(client: TestClient) -> None:
    answer = _through(client, _started(client)["id"])
    assert answer["scorecard"]["score"] >= 95  # type: ignore[index]


def test_practising_outlives_the_server(client: TestClient) -> None:
    number = _started(client, scene="angry_caller")["id"]
    client.post(f"/api/practise/{number}/say", json={"text": "您好，兑换中心，8号为您服务。"})
    app = FastAPI()
    add_practising(app, Rehearsals())
    after = TestClient(app).get(f"/api/practise/{number}").json()
    assert [turn["role"] for turn in after["turns"]] == ["agent", "customer"]


def test_practising_retry_goes_back(client: TestClient) -> None:
    number = _started(client, scene="angry_caller")["id"]
    for text in ("您好，兑换中心，8号为您服务。", "不归我管"):
        client.post(f"/api/practise/{number}/say", json={"text": text})
    back = client.post(f"/api/practise/{number}/retry", json={"lines": 1}).json()
    assert [turn["role"] for turn in back["turns"]] == ["agent", "customer"]


def test_practising_over_is_told(client: TestClient) -> None:
    number = _started(client)["id"]
    _through(client, number)
    assert client.post(f"/api/practise/{number}/say", json={"text": "喂"}).status_code == 409


def test_practising_unknown_scene_or_session_says_what_there_is(client: TestClient) -> None:
    assert "可以练" in client.post("/api/practise", json={"scene": "飞行"}).json()["detail"]
    assert client.get("/api/practise/nothing").status_code == 404


def test_practising_examination_has_five_scenes_and_no_hints(client: TestClient) -> None:
    exam = client.post("/api/practise/exam", json={"seed": 3, "trainee": "小周"}).json()
    assert len(set(exam["sessions"])) == 5
    assert client.get(f"/api/practise/{exam['sessions'][0]}/hint").status_code == 409
    for number in exam["sessions"]:
        for _ in range(10):
            if client.post(f"/api/practise/{number}/say", json={"text": "嗯"}).json()["over"]:
                break
    result = client.get(f"/api/practise/exam/{exam['exam']}").json()
    assert result["over"] and not result["passed"] and result["bonus"] == -10


def test_practising_progress_is_kept_by_trainee(client: TestClient) -> None:
    _through(client, _started(client)["id"])
    found = client.get("/api/practise/progress", params={"trainee": "小周"}).json()
    assert found["scenes"][0]["scene"] == "silent_call" and found["scenes"][0]["best"] >= 95
