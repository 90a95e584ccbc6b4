"""What no database can hold is told at the edge of the API, in a sentence."""

import logging
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import text

from bot.console.errors import add_errors
from bot.console.housekeeping import clear_out
from bot.console.statistics import asked_span
from bot.errors import HuashuError
from bot.records.database import database
from tests.console.test_review_pages import Served, served
from tests.console.test_reviewing import Api, api

__all__ = ["api", "served"]

JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize("token", [b"\\ud800", b"a\\u0000b"], ids=["surrogate", "nul"])
def test_bounds_signing_in_with_what_is_no_text(api: Api, token: bytes) -> None:
    answer = api.client.post("/api/signin", content=b'{"token":"' + token + b'"}', headers=JSON)
    assert answer.status_code == 422 and answer.json()["detail"].startswith("文字里有")


@pytest.mark.parametrize("field", ["team", "name", "number"])
def test_bounds_text_fields_take_text_only(api: Api, field: str) -> None:
    status, answer = api("主管", "PUT", "/api/agents/A20", {field: "a\0b"})
    assert status == 422 and "空字符" in answer["detail"]


@pytest.mark.parametrize(
    "path", ["/api/review/queue?rule=%00", "/api/agents?team=a%00b", "/api/month/2026-10/%00"]
)
def test_bounds_addresses_are_text_too(api: Api, path: str) -> None:
    assert api("主管", "GET", path)[0] == 422


@pytest.mark.parametrize("number", ["3000000000", "9" * 20, "9" * 5000, "-" + "9" * 20])
@pytest.mark.parametrize("kind", ["findings", "conversations"])
def test_bounds_there_is_no_such_number(api: Api, kind: str, number: str) -> None:
    status, answer = api("质检", "GET", f"/api/{kind}/{number}")
    assert status == 404 and answer["detail"].startswith("没有 ")


def test_bounds_nor_in_a_body(api: Api) -> None:
    status, answer = api("李敏", "POST", "/api/appeals", {"finding": 10**20, "reason": "x"})
    assert status == 404 and answer["detail"].startswith("没有 ")


@pytest.mark.parametrize("number", ["99999999999999999999", "9" * 5000, "99"])
@pytest.mark.parametrize("path", ["talk", "review"])
def test_bounds_pages_know_no_such_conversation(served: Served, page: Any, path: str, number: str) -> None:
    served.sign_in(page, "小质")
    answer = page.goto(f"http://{served.address}/{path}?conversation={number}")
    assert answer.status == 200
    page.get_by_text("号会话。请看看").wait_for()


@pytest.mark.parametrize("after", ["²-1", "1-" + "9" * 20, "x", "1-2-3", "-1-2"])
def test_bounds_a_page_that_is_none_is_refused(api: Api, after: str) -> None:
    status, answer = api("质检", "GET", f"/api/review/queue?after={after}")
    assert status == 422 and "next" in answer["detail"]


@pytest.mark.parametrize(
    "path",
    ["/api/review/agreement?since=0001-01-01", "/api/month/0001-01", "/api/month/9999-12"],
)
def test_bounds_days_at_the_edge_of_the_calendar(api: Api, path: str) -> None:
    status, answer = api("主管", "GET", path)
    assert status == 422 and "2000 到 2100" in answer["detail"]


@pytest.mark.parametrize(
    "ends",
    [{"month": "0001-01"}, {"month": "9999-12"}, {"from_week": "0001-W01"}, {"to_week": "9999-W52"}],
)
def test_bounds_statistics_too(ends: dict[str, str]) -> None:
    with pytest.raises(HuashuError, match="2000 到 2100"):
        asked_span(**ends)


@pytest.mark.parametrize("yuan", [10**20, 3 * 10**9, 100_001])
def test_bounds_a_sum_with_noughts_too_many(api: Api, yuan: int) -> None:
    body = {"agent": "A08", "item": "K.5.8", "on": "2026-10-03", "yuan": yuan, "reason": "x"}
    status, answer = api("主管", "POST", "/api/ledger", body)
    assert status == 409 and "最多 100000 元" in answer["detail"]


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("/api/agents/A20", {"name": "名" * 101}, "name 太长，最多 100 个字。"),
        ("/api/agents/A20", {"team": "组" * 101}, "team 太长，最多 100 个字。"),
        ("/api/agents/A20", {"number": "8" * 51}, "number 太长，最多 50 个字。"),
        ("/api/agents/A20", {"joined_on": "很久以前"}, "joined_on 应当是日期，例如 2026-10-12。"),
        ("/api/agents/A20", [], "内容 应当是一个 JSON 对象。"),
    ],
)
def test_bounds_fields_that_do_not_fit_are_told_in_a_sentence(
    api: Api, path: str, body: object, said: str
) -> None:
    status, answer = api("主管", "PUT", path, body)
    assert (status, answer["detail"]) == (422, said)


def test_bounds_reasons_are_not_essays(api: Api) -> None:
    status, answer = api(
        "质检", "POST", "/api/findings/1/verdict", {"verdict": "dismiss", "reason": "长" * 1001}
    )
    assert status == 422 and "最多 1000 个字" in answer["detail"]


def test_bounds_the_roster_answers_with_the_real_team(api: Api) -> None:
    api("主管", "PUT", "/api/agents/A20", {"name": "赵六", "team": "三组"})
    assert api("主管", "PUT", "/api/agents/A20", {"name": "赵七"})[1]["team"] == "三组"
    assert api("主管", "PUT", "/api/agents/A20", {"team": ""})[1]["team"] == ""


@pytest.mark.parametrize("path", ["/api/month/2026-10/x", "/api/ledger?agent=x", "/api/appeals?agent=王芳"])
def test_bounds_an_agent_learns_no_names(api: Api, path: str) -> None:
    status, answer = api("李敏", "GET", path)
    assert status == 403 and "王芳" not in answer["detail"]


@pytest.mark.parametrize("named", ["A08", "李敏"])
def test_bounds_an_agent_may_name_himself(api: Api, named: str) -> None:
    assert api("李敏", "GET", f"/api/month/2026-10/{named}")[1]["agent"] == "A08"
    assert api("李敏", "GET", f"/api/ledger?agent={named}") == (200, [])


def test_bounds_a_cut_ledger_says_so(api: Api) -> None:
    from urllib.parse import unquote

    body = {"agent": "A08", "item": "迟到", "on": "2026-10-12", "points": 2, "reason": "9:05 到"}
    assert api("主管", "POST", "/api/ledger", body)[0] == 200
    names = "agent,month,occurred_on,scheme,item,name,kind,points,dismissal,source,rule,status,entered_by,entered_at,closed_by,closed_why"
    more = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 1000) "
    with database().session() as session:
        session.execute(
            text(f"{more} INSERT INTO ledger ({names}, reason) SELECT {names}, n.i FROM ledger, n LIMIT 999")
        )
    headers = {"Authorization": f"Bearer {api.tokens['主管']}"}
    whole = api.client.get("/api/ledger", headers=headers)
    assert (len(whole.json()), "X-Huashu-Note" in whole.headers) == (1000, False)
    assert api("主管", "POST", "/api/ledger", body | {"reason": "9:10 到", "on": "2026-10-13"})[0] == 200
    cut = api.client.get("/api/ledger", headers=headers)
    assert len(cut.json()) == 1000
    assert unquote(cut.headers["X-Huashu-Note"]) == "只列出前 1000 条，请按坐席或月份看。"


@pytest.mark.parametrize(
    ("statement", "status", "said"),
    [
        ("SELECT * FROM nowhere", 503, "数据库这会儿用不了"),
        (
            "INSERT INTO teams (id, name) VALUES (1, 'a'), (2, 'a')",
            409,
            "刚刚有人写了同一件事，没有写入。请再看一遍。",
        ),
    ],
)
def test_bounds_what_the_database_refuses_is_told_and_logged(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    statement: str,
    status: int,
    said: str,
) -> None:
    monkeypatch.setenv("HUASHU_DATABASE", f"sqlite:///{tmp_path / 'h.db'}")
    app = FastAPI()
    add_errors(app)

    @app.get("/broken")
    def _broken() -> None:
        with database().session() as session:
            session.execute(text(statement))

    answer = TestClient(app).get("/broken")
    assert answer.status_code == status and said in answer.json()["detail"]
    assert "/broken" in caplog.text and "_broken" in caplog.text


def test_bounds_housekeeping_goes_on_tomorrow(api: Api, caplog: pytest.LogCaptureFixture) -> None:
    with database().session() as session:
        session.execute(text("DROP TABLE interactions"))
    with caplog.at_level(logging.ERROR):
        clear_out()
    assert "interactions" in caplog.text


def test_bounds_choices_and_unreadable_bodies_are_told_in_chinese(api: Api) -> None:
    status, answer = api("质检", "POST", "/api/findings/1/verdict", {"verdict": "maybe"})
    assert (status, answer["detail"]) == (422, "verdict 只能是 confirm、dismiss、change。")
    token = {"Authorization": f"Bearer {api.tokens['质检']}"} | JSON
    read = api.client.post("/api/findings/1/verdict", content=b"\xff\xfe{", headers=token)
    assert read.status_code == 400 and read.json()["detail"] == "内容读不出来：请发 UTF-8 编码的 JSON。"
