"""Statistics over HTTP."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from bot.console.errors import add_errors
from bot.console.statistics import add_statistics
from bot.records.database import database
from bot.records.people import put_user
from bot.records.roster import put_agent
from bot.records.tallies import Change

Ask = Callable[..., Response]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Asks for statistics as one of three, of whom one is an agent."""
    monkeypatch.setenv("HUASHU_DATABASE", f"sqlite:///{tmp_path / 'h.db'}")
    tokens = {}
    change = Change()
    for score in (80, 90) * 15:
        change.conversation(["2026-10"], "A08", "exchange", score, passed=True, critical=False)
    with database().session() as session:
        put_agent(session, "root", "A08", name="=李敏", team="一组")
        for name, role in (("主管陈", "supervisor"), ("小质", "reviewer")):
            tokens[name] = put_user(session, "root", name, role)  # type: ignore[arg-type]
        tokens["李敏"] = put_user(session, "root", "李敏", "agent", "A08")
        change.write(session)
    app = FastAPI()
    add_errors(app)
    add_statistics(app)
    client = TestClient(app)

    def get(who: str = "主管陈", **params: str) -> Response:
        return client.get(
            "/api/stats", params=params, headers={"Authorization": f"Bearer {tokens.get(who, '')}"}
        )

    return get


@pytest.mark.parametrize("who", ["主管陈", "小质"])
def test_statistics_of_a_month(ask: Ask, who: str) -> None:
    found = ask(who, by="agent", month="2026-10").json()
    assert (found["span"], found["rows"][0]["key"], found["rows"][0]["mean"]) == ("2026-10", "A08", 85)


def test_statistics_are_not_for_everybody(ask: Ask) -> None:
    assert ask("nobody").status_code == 401
    refused = ask("李敏", month="2026-10")
    assert refused.status_code == 403
    assert "/month" in refused.json()["detail"]


@pytest.mark.parametrize(("format_", "start"), [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")])
def test_statistics_as_a_file(ask: Ask, format_: str, start: bytes) -> None:
    answer = ask(month="2026-10", format=format_)
    assert answer.content.startswith(start)
    assert answer.headers["content-disposition"] == f'attachment; filename="stats-agent-2026-10.{format_}"'


def test_statistics_csv_has_no_formula(ask: Ask) -> None:
    assert ",'=李敏," in ask(month="2026-10", format="csv").content.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"month": "2026-13"}, 422),
        ({"by": "moon"}, 422),
        ({"format": "pdf"}, 422),
        ({"book": "bank"}, 422),
        ({"team": "三组"}, 404),
        ({"agent": "X9"}, 404),
    ],
)
def test_statistics_of_what_is_not_there_are_refused(ask: Ask, params: dict[str, str], status: int) -> None:
    assert ask(**params).status_code == status
