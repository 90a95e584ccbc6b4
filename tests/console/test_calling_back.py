"""Call-backs over HTTP."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from bot.console.calling_back import add_calling_back
from bot.console.errors import add_errors
from bot.records.database import database
from bot.records.desk import desk
from bot.records.people import put_user
from bot.records.roster import put_agent

Ask = Callable[..., Response]


@pytest.fixture
def tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The tokens of a supervisor and an agent, in a database of their own."""
    monkeypatch.setenv("HUASHU_DATABASE", f"sqlite:///{tmp_path / 'h.db'}")
    with database().session() as session:
        put_agent(session, "root", "A08", number="8", name="李敏", team="一组", book="exchange")
        put_agent(session, "root", "A09", number="9", name="王芳", team="二组")
        given = {"主管陈": put_user(session, "root", "主管陈", "supervisor")}
        given["李敏"] = put_user(session, "root", "李敏", "agent", "A08")
    return given


@pytest.fixture
def ask(tokens: dict[str, str]) -> Ask:
    """Sends a request as one of them."""
    app = FastAPI()
    add_errors(app)
    add_calling_back(app)
    client = TestClient(app)

    def send(method: str, path: str, body: Any = None, who: str = "主管陈", **params: Any) -> Response:
        headers = {"Authorization": f"Bearer {tokens.get(who, '')}"}
        given = {"content": body} if isinstance(body, bytes) else {"json": body}
        return client.request(method, f"/api/callbacks{path}", headers=headers, params=params, **given)  # type: ignore[arg-type]

    return send


def _added(ask: Ask, **given: object) -> dict[str, Any]:
    body = {"customer": "王先生", "phone": "13812345678", "agent": "A08", "reason": "查积分"}
    answer = ask("POST", "", body | given)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_calling_back_needs_a_token(ask: Ask) -> None:
    assert ask("GET", "", who="路人").status_code == 401
    assert ask("POST", "", {"customer": "王先生"}, who="路人").status_code == 401


def test_calling_back_added_listed_and_shown(ask: Ask) -> None:
    number = _added(ask)["id"]
    given = ask("GET", "", agent="李敏").json()
    assert [row["id"] for row in given["callbacks"]] == [number] and given["total"] == 1
    assert "keep_full" in given["masked"]
    shown = ask("GET", f"/{number}").json()
    assert shown["script"][0]["say"].startswith("您好我是兑换中心的客服代表，请问您是王先生吗")
    assert ask("GET", "", agent="A09").json()["callbacks"] == []


def test_calling_back_a_call_is_written_down(ask: Ask) -> None:
    number = _added(ask)["id"]
    refused = ask("POST", f"/{number}/attempts", {"outcome": "reached"}, who="李敏")
    assert refused.status_code == 409 and "还缺：回访结果" in refused.json()["detail"]
    done = ask(
        "POST",
        f"/{number}/attempts",
        {"outcome": "reached", "result": "积分已到账", "version": 1},
        who="李敏",
    )
    assert (done.json()["status"], done.json()["closed_by"]) == ("done", "李敏")
    assert ask("GET", f"/{number}").json()["attempts"][0]["outcome"] == "reached"


def test_calling_back_the_second_who_saw_the_same_gets_409(ask: Ask) -> None:
    number = _added(ask)["id"]
    ask("POST", f"/{number}/attempts", {"outcome": "no_answer", "version": 1})
    late = ask("POST", f"/{number}/close", {"result": "已答复", "version": 1})
    assert late.status_code == 409 and "刚刚被别人改过" in late.json()["detail"]


def test_calling_back_appointments(ask: Ask) -> None:
    number = _added(ask)["id"]
    refused = ask("POST", f"/{number}/appoint", {"at": "明天下午三点", "reason": "忙"}, who="李敏")
    assert refused.status_code == 409 and "还没有打过，不能往后约" in refused.json()["detail"]
    moved = ask("POST", f"/{number}/appoint", {"at": "明天下午三点", "reason": "客户出差"}).json()
    assert datetime.fromisoformat(moved["due_at"]).hour == 15 and moved["appointed"]
    assert (
        ask("POST", f"/{number}/appoint", {"at": "2020-01-01 10:00", "reason": "客户出差"}).status_code == 409
    )
    night = ask("POST", f"/{number}/appoint", {"at": "明天晚上十点", "reason": "客户出差"})
    assert night.status_code == 409 and "客户休息时间" in night.json()["detail"]


def test_calling_back_who_may_not_is_told(ask: Ask) -> None:
    own, other = _added(ask)["id"], _added(ask, agent="A09")["id"]
    assert ask("POST", f"/{own}/cancel", {"result": "不用了"}, who="李敏").status_code == 403
    assert ask("POST", f"/{other}/attempts", {"outcome": "no_answer"}, who="李敏").status_code == 403
    assert ask("POST", f"/{own}/cancel", {"result": "不用了"}).json()["status"] == "cancelled"


def test_calling_back_an_agent_sees_his_own_and_what_is_nobodys(ask: Ask) -> None:
    own, other, nobodys = (_added(ask, agent=agent, kind="member")["id"] for agent in ("A08", "A09", ""))
    assert [row["id"] for row in ask("GET", "", who="李敏").json()["callbacks"]] == [own, nobodys]
    assert ask("GET", f"/{other}", who="李敏").status_code == 403
    assert ask("GET", f"/{nobodys}", who="李敏").status_code == 200
    assert ask("GET", "/coverage", who="李敏").json()["members"] == 2
    assert ask("GET", "/export", who="李敏").text.count("王先生") == 2


def test_calling_back_what_is_not_there_is_404_and_what_is_wrong_422(ask: Ask) -> None:
    assert ask("GET", "/99").status_code == 404
    assert ask("GET", "", agent="A77").status_code == 404
    assert ask("POST", "/1/attempts", {"outcome": "maybe"}).status_code == 422
    assert ask("GET", "/export", format="pdf").status_code == 422


def test_calling_back_members_are_read_in_and_covered(ask: Ask) -> None:
    today = datetime.now(desk().timezone).date()
    data = f"姓名,会员号,办理时间\n王小明,V1,{today}\n李丽,V2,{today}\n".encode()
    assert ask("POST", "/members", data, name="会员.csv", agent="A08").json() == {
        "members": 2, "new": 2, "known": 0, "overdue": 0,
    }  # fmt: skip
    ask("POST", "/1/attempts", {"outcome": "reached", "result": "已答复"})
    assert ask("POST", "/2/close", {"result": "当面答复"}).json()["status"] == "settled"
    covered = ask("GET", "/coverage", **{"from": str(today), "to": str(today)}).json()
    assert (covered["members"], covered["in_time"], covered["settled"], covered["percent"]) == (
        2,
        1,
        1,
        "50%",
    )
    assert [(missing["reference"], missing["status"]) for missing in covered["missing"]] == [
        ("V2", "settled")
    ]
    wrong = ask("POST", "/members", "姓名,会员号\n,V1\n".encode())
    assert wrong.status_code == 409 and "第 2 行：没有姓名" in wrong.json()["detail"]


def test_calling_back_heard_promises_are_accepted_or_dropped(ask: Ask) -> None:
    from bot.records.callbacks.model import CallBack

    now = datetime.now(desk().timezone)
    with database().session() as session:
        for _ in range(2):
            session.add(
                CallBack(kind="promised", status="proposed", agent="A08", promised_at=now, due_at=now)
            )
    assert ask("GET", "").json()["proposed"] == 2
    assert ask("POST", "/1/accept", {"customer": "赵女士"}, who="李敏").json()["status"] == "open"
    assert ask("POST", "/2/drop", {}, who="李敏").status_code == 403
    assert ask("POST", "/2/drop", {}).json()["status"] == "dropped"


def test_calling_back_an_agent_sees_his_own_breaches(ask: Ask) -> None:
    long_ago = {"promised_at": "2026-01-05 10:00"}
    _added(ask, **long_ago)
    _added(ask, agent="A09", **long_ago)
    assert len(ask("GET", "/breaches", month="2026-01").json()) == 2
    own = ask("GET", "/breaches", who="李敏", month="2026-01", agent="A09").json()
    assert [breach["agent"] for breach in own] == ["A08"]


def test_calling_back_one_without_an_agent_is_given_to_somebody(ask: Ask) -> None:
    number = _added(ask, agent="")["id"]
    assert ask("POST", f"/{number}/assign", {"agent": "王芳"}, who="李敏").status_code == 403
    assert ask("POST", f"/{number}/assign", {"agent": "王芳"}).json()["agent"] == "A09"
    assert ask("POST", f"/{number}/assign", {"agent": "A08"}).status_code == 409


def test_calling_back_exported(ask: Ask) -> None:
    _added(ask, reference="=1+1")
    number = _added(ask)["id"]
    ask("POST", f"/{number}/cancel", {"result": "登错了"}, who="主管陈")
    shown = ask("GET", "/export", format="csv").content.decode("utf-8-sig")
    assert "'=1+1" in shown and len(shown.splitlines()) == 3
    assert len(ask("GET", "/export", status="open").content.decode("utf-8-sig").splitlines()) == 2
    assert ask("GET", "/export", format="xlsx").content[:2] == b"PK"


def test_calling_back_takes_the_time_of_a_call_as_one_says_it(ask: Ask) -> None:
    promised = "2026-01-05 10:00"
    number = _added(ask, promised_at=promised)["id"]
    made = ask("POST", f"/{number}/attempts", {"outcome": "no_answer", "at": "昨天上午十点"}).json()
    assert made["attempt"]["at"].endswith("T10:00:00+08:00")


def test_calling_back_says_why_there_is_no_opening(ask: Ask) -> None:
    shown = ask("GET", f"/{_added(ask, agent='A09')['id']}").json()
    assert shown["script"] == [] and "没有开场白" in shown["script_lacking"]
