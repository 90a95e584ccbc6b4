import pytest
from fastapi.testclient import TestClient

from bot.console.app import application
from bot.language.model import LanguageModel


@pytest.fixture(scope="module")
def client(model: LanguageModel) -> TestClient:
    return TestClient(application("http://127.0.0.1:1"))


def test_app_asks_as_the_command_does(client: TestClient) -> None:
    answer = client.post("/api/ask", json={"query": "客户不说话怎么办", "agent_number": "8"}).json()
    assert (answer["kind"], answer["scene"]) == ("scene", "silent_call")


def test_app_unknown_book_is_told_what_is_valid(client: TestClient) -> None:
    response = client.post("/api/ask", json={"query": "x", "book": "bank"})
    assert response.status_code == 422
    assert "exchange" in response.json()["detail"]


@pytest.mark.parametrize(
    "body", [{}, {"query": 1}, {"query": "长" * 30_000}], ids=["missing", "type", "long"]
)
def test_app_unusable_questions_are_refused(client: TestClient, body: dict) -> None:
    assert client.post("/api/ask", json=body).status_code == 422


def test_app_health_names_the_model(client: TestClient, model: LanguageModel) -> None:
    assert client.get("/api/health").json() == {"status": "ok", "model": model.version}


def test_app_page_is_there(client: TestClient) -> None:
    assert "话术教练" in client.get("/").text
