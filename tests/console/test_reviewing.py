"""Review, appeals, ledger and month over HTTP: everybody by his own token."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.console.bookkeeping import add_bookkeeping
from bot.console.errors import add_errors
from bot.console.identity import add_identity
from bot.console.reviewing import add_reviewing
from bot.console.rostering import add_rostering
from bot.records.callbacks.entries import add
from bot.records.database import database
from bot.records.people import put_user
from bot.records.roster import put_agent

TALK = {
    "id": "c-1",
    "book": "exchange",
    "started_at": "2026-10-19T10:00:00+08:00",
    "agent": {"id": "A08"},
    "turns": [
        {"role": "agent", "text": "您好，兑换中心，8号为您服务。"},
        {"role": "customer", "text": "我的积分怎么没了？"},
        {"role": "agent", "text": "哎哟笑死，讲的什么鸟语，你是不是傻。"},
        {"role": "customer", "text": "你这什么态度！"},
        {"role": "agent", "text": "感谢您的来电，再见。"},
    ],
}


@dataclass
class Api:
    """The API, asked by somebody."""

    client: TestClient
    tokens: dict[str, str]

    def __call__(self, who: str, method: str, path: str, body: object = None) -> tuple[int, object]:
        headers = {"Authorization": f"Bearer {self.tokens[who]}"} if who else {}
        answer = self.client.request(method, path, json=body, headers=headers)
        return answer.status_code, answer.json()


@pytest.fixture
def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Api:
    monkeypatch.setenv("HUASHU_DATABASE", f"sqlite:///{tmp_path / 'h.db'}")
    app = FastAPI()
    add_errors(app)
    add_identity(app)
    add_rostering(app)
    add_reviewing(app)
    add_bookkeeping(app)
    with database().session() as session:
        put_agent(session, "root", "A08", name="李敏", book="exchange")
        put_agent(session, "root", "A09", name="王芳", book="exchange")
        tokens = {
            "质检": put_user(session, "root", "质检", "reviewer"),
            "复检": put_user(session, "root", "复检", "reviewer"),
            "主管": put_user(session, "root", "主管", "supervisor"),
            "李敏": put_user(session, "root", "李敏", "agent", "A08"),
            "王芳": put_user(session, "root", "王芳", "agent", "A09"),
        }
    api = Api(TestClient(app), tokens)
    status, taken = api("主管", "POST", "/api/import", TALK)
    assert (status, taken) == (200, {"conversations": [1], "new": 1, "refused": []})
    return api


def _first(api: Api) -> dict:
    _, queue = api("质检", "GET", "/api/review/queue")
    _, conversation = api("质检", "GET", f"/api/conversations/{queue['items'][0]['conversation']}")
    return next(f for f in conversation["findings"] if f["rule"] == "F04")


def test_reviewing_nobody_gets_in_without_a_token(api: Api) -> None:
    status, answer = api("", "GET", "/api/review/queue")
    assert status == 401 and "请先登录" in answer["detail"]


def test_reviewing_the_same_conversation_comes_in_once(api: Api) -> None:
    assert api("主管", "POST", "/api/import", [TALK, TALK])[1] == {
        "conversations": [1, 1],
        "new": 0,
        "refused": [],
    }


def test_reviewing_what_cannot_be_read_is_named_and_the_rest_taken(api: Api) -> None:
    _, taken = api("主管", "POST", "/api/import", [{"turns": []}, TALK | {"id": "c-2"}])
    assert taken["new"] == 1 and taken["refused"][0]["index"] == 0


def test_reviewing_from_the_queue_to_the_ledger(api: Api) -> None:
    finding = _first(api)
    assert finding["status"] == "open" and finding["evidence"][0]["quote"]
    status, decided = api(
        "质检", "POST", f"/api/findings/{finding['id']}/verdict", {"verdict": "confirm", "seen": 1}
    )
    assert (status, decided["status"], decided["version"]) == (200, "confirmed", 2)
    _, (entry,) = api("主管", "GET", "/api/ledger?month=2026-10")
    assert (entry["points"], entry["finding_id"], entry["agent"]) == (-20, finding["id"], "A08")
    _, month = api("主管", "GET", "/api/month/2026-10/A08")
    assert (month["score"], month["entries"][0]["finding"]) == (60, finding["id"])


def test_reviewing_who_comes_second_is_told(api: Api) -> None:
    finding = _first(api)
    api("质检", "POST", f"/api/findings/{finding['id']}/verdict", {"verdict": "confirm", "seen": 1})
    status, answer = api(
        "复检",
        "POST",
        f"/api/findings/{finding['id']}/verdict",
        {"verdict": "dismiss", "reason": "x", "seen": 1},
    )
    assert status == 409 and "已由质检复核" in answer["detail"]


def test_reviewing_agents_see_their_own_alone(api: Api) -> None:
    assert api("李敏", "GET", "/api/conversations/1")[0] == 200
    assert api("王芳", "GET", "/api/conversations/1")[0] == 403
    assert api("李敏", "GET", "/api/review/queue")[0] == 403
    assert api("王芳", "GET", "/api/month/2026-10/A08")[0] == 403
    assert [row["agent"] for row in api("王芳", "GET", "/api/month/2026-10")[1]] == ["A09"]


def test_reviewing_appeals_go_to_somebody_else(api: Api) -> None:
    finding = _first(api)
    api("质检", "POST", f"/api/findings/{finding['id']}/verdict", {"verdict": "confirm"})
    status, appeal = api("李敏", "POST", "/api/appeals", {"finding": finding["id"], "reason": "不是我说的"})
    assert (status, appeal["status"]) == (200, "pending")
    body = {"upheld": True, "reason": "录音里是客户"}
    assert api("质检", "POST", f"/api/appeals/{appeal['id']}", body)[0] == 403
    assert api("复检", "POST", f"/api/appeals/{appeal['id']}", body)[1]["status"] == "upheld"
    assert api("主管", "GET", "/api/month/2026-10/A08")[1]["score"] == 80


def test_reviewing_opinions_and_readings_make_agreement(api: Api) -> None:
    finding = _first(api)
    api("质检", "POST", f"/api/findings/{finding['id']}/verdict", {"verdict": "confirm"})
    assert api("复检", "POST", f"/api/findings/{finding['id']}/opinion", {"verdict": "confirm"})[0] == 200
    for who in ("质检", "复检"):
        assert api(who, "POST", "/api/conversations/1/reading", {"broken": ["F04"]})[0] == 200
    row = next(r for r in api("主管", "GET", "/api/review/agreement")[1] if r["rule"] == "F04")
    assert (row["people"]["pairs"], row["verdicts"]["alike"]["value"], row["recall"]["value"]) == (
        1,
        1.0,
        1.0,
    )
    assert api("主管", "GET", "/api/review/rules")[1][0]["confirmed"] == 1


def test_reviewing_what_was_missed_is_added(api: Api) -> None:
    status, added = api(
        "质检", "POST", "/api/conversations/1/findings", {"rule": "S08", "turn": 4, "reason": "没回到问题"}
    )
    assert (status, added["source"], added["status"]) == (200, "person", "confirmed")


def test_reviewing_the_ledger_is_kept_by_trainer_and_supervisor(api: Api) -> None:
    body = {"agent": "A08", "item": "迟到", "on": "2026-10-12", "points": 2, "reason": "9:05 到"}
    assert api("质检", "POST", "/api/ledger", body)[0] == 403
    status, entry = api("主管", "POST", "/api/ledger", body)
    assert (status, entry["points"]) == (200, -2)
    assert api("主管", "POST", "/api/ledger", body | {"points": -2})[0] == 409
    assert (
        api("主管", "POST", f"/api/ledger/{entry['id']}/withdraw", {"reason": "记错"})[1]["status"]
        == "withdrawn"
    )


def test_reviewing_months_are_closed_once_they_are_over(api: Api) -> None:
    assert api("主管", "POST", "/api/month/2026-10/close")[1]["written"] == 2
    status, answer = api("主管", "POST", "/api/month/2099-01/close")
    assert status == 409 and "还没过完" in answer["detail"]
    assert api("主管", "GET", "/api/month/2026-13")[0] == 422


def test_reviewing_proposals_say_what_is_nobodys(api: Api) -> None:
    begun = datetime(2026, 10, 20, 2, 0, tzinfo=UTC)
    with database().session() as session:
        add(session, "主管", kind="promised", now=begun, customer="王先生")
        add(session, "主管", kind="promised", now=begun, customer="李先生", agent="A08")
    assert api("李敏", "POST", "/api/month/2026-10/propose")[0] == 403
    status, answer = api("主管", "POST", "/api/month/2026-10/propose")
    assert status == 200 and "K.7.4#三天之内" in [entry["item"] for entry in answer["entries"]]
    assert "1 号没有定坐席" in answer["passed_over"]


def test_reviewing_a_finding_shows_what_was_done_to_it(api: Api) -> None:
    finding = _first(api)
    api("质检", "POST", f"/api/findings/{finding['id']}/verdict", {"verdict": "dismiss", "reason": "玩笑"})
    _, shown = api("李敏", "GET", f"/api/findings/{finding['id']}")
    assert [(line["who"], line["action"]) for line in shown["history"]] == [("质检", "dismiss")]


def test_reviewing_what_is_not_there_is_404(api: Api) -> None:
    assert api("质检", "GET", "/api/conversations/99")[0] == 404
    assert api("质检", "POST", "/api/findings/99/verdict", {"verdict": "confirm"})[0] == 404


def test_reviewing_the_roster_is_the_supervisors(api: Api) -> None:
    assert api("质检", "PUT", "/api/agents/A20", {"name": "赵六"})[0] == 403
    assert api("主管", "PUT", "/api/agents/A20", {"name": "赵六", "team": "三组"})[1]["team"] == "三组"
    assert [a["code"] for a in api("质检", "GET", "/api/agents")[1]] == ["A08", "A09", "A20"]


def test_reviewing_browsers_sign_in_with_a_cookie(api: Api) -> None:
    assert api.client.post("/api/signin", json={"token": "nonsense"}).status_code == 401
    assert api.client.post("/api/signin", json={"token": api.tokens["质检"]}).json()["name"] == "质检"
    assert api.client.get("/api/me").json()["role"] == "reviewer"
    api.client.post("/api/signout")
    assert api.client.get("/api/me").status_code == 401
