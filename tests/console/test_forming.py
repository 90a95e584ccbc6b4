"""Forms over HTTP."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import Response

from bot.console.errors import add_errors
from bot.console.forming import add_forming
from bot.records.database import database
from bot.records.people import put_user
from bot.records.roster import put_agent

Ask = Callable[..., Response]

COMPLAINT: dict[str, Any] = {
    "customer": "王小明",
    "phone": "138 1234 5678",
    "way": "1",
    "content": "前台态度差",
    "loss": "没有",
    "投诉类别": "一般",
}
CLOSING = {"result": "已道歉", "justified": "成立", "handler": "李敏", "satisfied": "满意"}


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Sends a request as one of the desk's people, in a database of their own."""
    monkeypatch.setenv("HUASHU_DATABASE", f"sqlite:///{tmp_path / 'h.db'}")
    with database().session() as session:
        put_agent(session, "root", "A08", number="8")
        put_agent(session, "root", "A09", number="9")
        tokens = {"主管陈": put_user(session, "root", "主管陈", "supervisor")}
        tokens["李敏"] = put_user(session, "root", "李敏", "agent", "A08")
        put_agent(session, "root", "A10", number="10", name="郑爽")
        tokens["王芳"] = put_user(session, "root", "王芳", "agent", "A09")
    app = FastAPI()
    add_errors(app)
    add_forming(app)
    client = TestClient(app)

    def sent(method: str, path: str = "", who: str = "李敏", **more: Any) -> Response:
        head = {"Authorization": f"Bearer {tokens[who]}"} if who else {}
        return client.request(method, f"/api/forms{path}", headers=head, **more)

    return sent


def _open(ask: Ask, **more: Any) -> dict[str, Any]:
    answer = ask("POST", json={"type": "complaint", "fields": COMPLAINT | more})
    assert answer.status_code == 201, answer.text
    opened: dict[str, Any] = answer.json()
    return opened


def test_forming_opens_shows_corrects_and_closes(ask: Ask) -> None:
    opened = _open(ask)
    number = opened["number"]
    assert (opened["class"], opened["agent"], opened["opened_by"]) == ("一般投诉", "A08", "李敏")
    assert opened["fields"]["phone"] == "138****5678"
    changed = ask(
        "PATCH", f"/{number}", "主管陈", json={"fields": {"level": "3", "about": None}, "version": 1}
    ).json()
    assert changed["class"] == "危机事件" and changed["due_at"] == changed["opened_at"]
    blind = ask("PATCH", f"/{number}", "主管陈", json={"fields": {"level": "3"}})
    assert blind.status_code == 422
    closed = ask("POST", f"/{number}/close", "主管陈", json={"fields": CLOSING, "version": 2}).json()
    assert (closed["status"], closed["done_by"]) == ("done", "主管陈")
    assert ask("GET", f"/{number}").json()["fields"]["result"] == "已道歉"


def test_forming_tells_what_must_be_done_at_once(ask: Ask) -> None:
    assert "马上报告主管" in _open(ask, 投诉类别="危机事件")["notes"][0]


def test_forming_lists_and_counts(ask: Ask) -> None:
    first = _open(ask)["number"]
    crisis = _open(ask, 投诉类别="危机事件")["number"]
    found = ask("GET", params={"type": "complaint"}).json()
    assert [form["number"] for form in found["forms"]] == [crisis, first]
    assert found["counts"] == {"open": 2, "done": 0, "cancelled": 0, "overdue": 1}
    late = ask("GET", params={"overdue": True}).json()["forms"]
    assert [form["number"] for form in late] == [crisis]
    assert ask("GET", params={"agent": "9"}).json()["forms"] == []
    beyond = ask("GET", params={"conversation": 10**20})
    assert beyond.status_code == 422 and beyond.json()["detail"].startswith("conversation 太大")


@pytest.mark.parametrize(
    ("given", "status", "complaint"),
    [
        ({"type": "complaint", "fields": {"customer": "王"}}, 409, "还缺：联系电话、投诉方式"),
        ({"type": "complaint", "fields": {**COMPLAINT, "phone": "138"}}, 422, "没有看出电话号码"),
        ({"type": "complaint", "fields": {**COMPLAINT, "phone": ["138"]}}, 422, "要写文字或数字"),
        ({"type": "leave", "fields": {}}, 404, "没有“leave”这种单子"),
        ({"type": "complaint", "fields": COMPLAINT, "conversation": 7}, 404, "没有 7 号会话"),
        ({"type": "complaint", "fields": COMPLAINT, "conversation": 10**20}, 422, "conversation 太大"),
        ({"type": "complaint", "fields": COMPLAINT, "agent": "A77"}, 403, "不是您的记录"),
    ],
)
def test_forming_bad_form_is_refused_and_nothing_written(
    ask: Ask, given: dict[str, Any], status: int, complaint: str
) -> None:
    answer = ask("POST", json=given)
    assert (answer.status_code, complaint in answer.json()["detail"]) == (status, True), answer.text
    assert ask("GET").json()["forms"] == []


def test_forming_names_each_field_that_is_wrong(ask: Ask) -> None:
    given = {"type": "complaint", "fields": {**COMPLAINT, "phone": "138", "way": "飞鸽"}}
    assert set(ask("POST", json=given).json()["fields"]) == {"phone", "way"}
    half = ask("POST", json={"type": "visit", "fields": {"customer": "王"}}).json()
    assert half["missing"] == ["联系方式", "来访事由", "有没有预约"]


def test_forming_second_writer_is_told(ask: Ask) -> None:
    number = _open(ask)["number"]
    ask("PATCH", f"/{number}", json={"fields": {"content": "态度很差"}, "version": 1})
    answer = ask("POST", f"/{number}/close", "主管陈", json={"fields": CLOSING, "version": 1})
    assert answer.status_code == 409 and "刚刚被别人改过" in answer.json()["detail"]
    again = ask("PATCH", f"/{number}", json={"fields": {"content": "晚"}, "version": 1})
    assert again.status_code == 409 and ask("GET", f"/{number}").json()["fields"]["content"] == "态度很差"


def test_forming_closed_without_result_or_twice_is_refused(ask: Ask) -> None:
    number = _open(ask)["number"]
    half = ask("POST", f"/{number}/close", "主管陈", json={"fields": {"handler": "李敏"}})
    assert half.status_code == 409 and half.json()["missing"] == ["处理结果", "投诉是否成立", "客户是否满意"]
    assert ask("POST", f"/{number}/close", "主管陈", json={"fields": CLOSING}).status_code == 200
    again = ask("POST", f"/{number}/close", "主管陈", json={"fields": CLOSING})
    assert again.status_code == 409 and "已办结（主管陈" in again.json()["detail"]


def test_forming_is_cancelled_by_its_own_with_a_reason(ask: Ask) -> None:
    number = _open(ask)["number"]
    assert ask("POST", f"/{number}/cancel", "王芳", json={"reason": "重复"}).status_code == 403
    assert ask("POST", f"/{number}/cancel", json={}).status_code == 409
    assert ask("POST", f"/{number}/cancel", json={"reason": "重复"}).json()["status"] == "cancelled"


def test_forming_unknown_number_is_told(ask: Ask) -> None:
    for method, path in (("GET", ""), ("PATCH", ""), ("POST", "/close"), ("POST", "/cancel")):
        answer = ask(method, f"/T-2026-9999{path}", json={"fields": {}, "version": 1})
        assert answer.status_code == 404 and "没有 T-2026-9999 这张单子" in answer.json()["detail"]


def test_forming_is_for_those_who_have_signed_in(ask: Ask) -> None:
    for method, path in (
        ("GET", ""),
        ("GET", "/types"),
        ("GET", "/export"),
        ("POST", ""),
        ("GET", "/T-2026-0001"),
    ):
        assert ask(method, path, "", json={"type": "call", "fields": {}}).status_code == 401


def test_forming_exports_a_table(ask: Ask) -> None:
    _open(ask, content="=1+1")
    (row,) = csv.DictReader(io.StringIO(ask("GET", "/export").content.decode("utf-8-sig")))
    assert row["投诉内容"] == "'=1+1"
    assert ask("GET", "/export", params={"format": "xlsx"}).content.startswith(b"PK")
    assert ask("GET", "/export", params={"format": "doc"}).status_code == 422


def test_forming_says_what_the_forms_ask_for(ask: Ask) -> None:
    kinds = {kind["form"]: kind for kind in ask("GET", "/types").json()}
    assert set(kinds) == {"call", "complaint", "registration", "repair", "visit"}
    assert kinds["registration"]["fields"][1]["unit"] == "岁"


def test_forming_agent_sees_his_own(ask: Ask) -> None:
    number = _open(ask)["number"]
    assert (
        ask("GET", who="王芳").json()["forms"] == [] and ask("GET", who="王芳").json()["counts"]["open"] == 0
    )
    assert number not in ask("GET", "/export", "王芳").content.decode("utf-8-sig")
    for method, path in (("GET", ""), ("PATCH", ""), ("POST", "/close")):
        answer = ask(method, f"/{number}{path}", "王芳", json={"fields": {}, "version": 1})
        assert answer.status_code == 403 and "不是您登记的" in answer.json()["detail"]
    for who in ("李敏", "主管陈"):
        assert [form["number"] for form in ask("GET", who=who).json()["forms"]] == [number]
        assert number in ask("GET", "/export", who).content.decode("utf-8-sig")


def test_forming_agent_decides_no_complaint(ask: Ask) -> None:
    number = _open(ask, against="9号")["number"]
    for path, fields in (("", {"against": "A10"}), ("/close", CLOSING)):
        answer = ask("POST" if path else "PATCH", f"/{number}{path}", json={"fields": fields, "version": 1})
        assert answer.status_code == 403 and "来定，李敏是坐席" in answer.json()["detail"]
    assert ask("GET", f"/{number}").json()["fields"]["against"] == "A09"


def test_forming_complaint_names_somebody_on_the_roster(ask: Ask) -> None:
    answer = ask("POST", json={"type": "complaint", "fields": COMPLAINT | {"against": "郑双"}})
    assert answer.status_code == 409 and "是不是A10 郑爽？" in answer.json()["detail"]
    _open(ask, against="郑爽")
    (row,) = csv.DictReader(io.StringIO(ask("GET", "/export").content.decode("utf-8-sig")))
    assert row["被投诉的人"] == "A10 郑爽"


def test_forming_an_agent_opens_none_in_anothers_name(ask: Ask) -> None:
    answer = ask("POST", json={"type": "complaint", "fields": COMPLAINT, "agent": "A09"})
    assert (answer.status_code, answer.json()["detail"]) == (403, "这不是您的记录，只能看自己的。")
    assert (
        ask("POST", who="主管陈", json={"type": "complaint", "fields": COMPLAINT, "agent": "A09"}).status_code
        == 201
    )


def test_forming_who_is_complained_of_corrects_nothing(ask: Ask) -> None:
    number = _open(ask)["number"]
    ask("PATCH", f"/{number}", "主管陈", json={"fields": {"against": "A08"}, "version": 1})
    answer = ask("PATCH", f"/{number}", json={"fields": {"content": "没什么"}, "version": 2})
    assert (answer.status_code, "投诉的就是李敏本人" in answer.json()["detail"]) == (403, True)
