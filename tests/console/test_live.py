"""The live socket, over real WebSockets of the application."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.testclient import WebSocketTestSession

from benchmarks.check import conversations
from bot.check.desk import checker
from bot.console.calls import Calls
from bot.console.live import add_live
from bot.conversation.conversation import conversation_of
from bot.report.json_form import as_json, encoded
from bot.report.masking import mask_report

HEAD = {"book": "exchange", "channel": "phone", "agent": {"number": "8"}}
OPENING = "您好，兑换中心，8号为您服务。"


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def client(clock: Clock) -> TestClient:
    app = FastAPI()
    add_live(app, Calls(most=3, kept=60, clock=clock))
    return TestClient(app)


@pytest.fixture
def socket(client: TestClient) -> Iterator[WebSocketTestSession]:
    with client.websocket_connect("/api/live") as session:
        yield session


def told(socket: WebSocketTestSession, type_: str, **message: Any) -> dict[str, Any]:
    return raw(socket, json.dumps({"type": type_, **message}))


def raw(socket: WebSocketTestSession, text: str) -> dict[str, Any]:
    socket.send_text(text)
    return json.loads(socket.receive_text())


def said(socket: WebSocketTestSession, seq: object, role: str, text: object, **more: Any) -> dict[str, Any]:
    return told(socket, "turn", seq=seq, role=role, text=text, **more)


def test_live_start_says_what_to_open_with(socket: WebSocketTestSession) -> None:
    started = told(socket, "start", **HEAD)
    assert (started["type"], started["next_seq"], started["session"] != "") == ("started", 0, True)
    assert started["suggest"][0]["say"] == OPENING


def test_live_turn_is_answered_with_its_findings(socket: WebSocketTestSession) -> None:
    told(socket, "start", **HEAD)
    said(socket, 0, "agent", OPENING)
    answer = said(socket, 1, "agent", "这不归我管，你去找别人")
    assert (answer["type"], answer["seq"]) == ("turn", 1)
    assert "F02" in [finding["rule"] for finding in answer["findings"]]


def test_live_checklist_ticks_itself(socket: WebSocketTestSession) -> None:
    before = told(socket, "start", **HEAD)["checklist"]
    after = said(socket, 0, "agent", OPENING)["checklist"]
    states = [{item["rule"]: item["state"] for item in given}["O01"] for given in (before, after)]
    assert states == ["open", "done"]


def test_live_end_report_equals_the_batch_report(client: TestClient) -> None:
    for data in list(conversations("dev"))[::8]:
        given = {name: value for name, value in data.items() if name != "labels"}
        conversation = conversation_of(given)
        report = mask_report(checker(given["book"]).check(conversation), conversation)[0]
        with client.websocket_connect("/api/live") as socket:
            told(socket, "start", **{name: value for name, value in given.items() if name != "turns"})
            for seq, turn in enumerate(given["turns"]):
                assert told(socket, "turn", seq=seq, **turn)["type"] == "turn"
            answer = told(socket, "end")
        assert answer.pop("type") == "report"
        assert encoded(answer) == encoded(as_json(report))


def test_live_end_completes_the_head(socket: WebSocketTestSession) -> None:
    turns = [
        {"role": "agent", "text": OPENING},
        {"role": "customer", "text": "我的卡怎么还没到？你给我查查！"},
    ]
    turns.append({"role": "agent", "text": "不知道。"})
    told(socket, "start", id="c1", **HEAD)
    for seq, turn in enumerate(turns):
        told(socket, "turn", seq=seq, **turn)
    answer = told(socket, "end", ended_by="agent")
    whole = conversation_of({**HEAD, "id": "c1", "ended_by": "agent", "turns": turns})
    assert answer["outcomes"] == dict(checker("exchange").check(whole).outcomes)
    assert answer["outcomes"]["F08"] == "violated"


def test_live_findings_of_the_turns_are_those_of_the_report(socket: WebSocketTestSession) -> None:
    told(socket, "start", **HEAD)
    found = []
    for seq, (role, text) in enumerate(
        [("agent", "喂"), ("customer", "查积分"), ("agent", "你等着，不归我管")]
    ):
        found += said(socket, seq, role, text)["findings"]
    report = told(socket, "end")["findings"]
    assert [finding for finding in found if finding not in report] == []
    assert found


@pytest.mark.parametrize("seq", [0, 1, 2], ids=["oldest", "middle", "last"])
def test_live_sending_a_turn_again_changes_nothing(socket: WebSocketTestSession, seq: int) -> None:
    turns = [("agent", "喂"), ("customer", "查一下积分"), ("agent", "你等一下")]
    told(socket, "start", **HEAD)
    answers = [said(socket, n, *turn) for n, turn in enumerate(turns)]
    assert said(socket, seq, "agent", "别的话") == answers[seq]
    assert said(socket, 3, "customer", "好")["seq"] == 3


def test_live_gap_is_told_and_nothing_is_lost(socket: WebSocketTestSession) -> None:
    told(socket, "start", **HEAD)
    said(socket, 0, "agent", OPENING)
    answer = said(socket, 2, "agent", "好的")
    assert (answer["type"], answer["expected"]) == ("error", 1)
    assert said(socket, 1, "customer", "你好")["type"] == "turn"
    assert said(socket, 2, "agent", "好的")["type"] == "turn"


def test_live_dropped_connection_resumes_where_it_was(client: TestClient) -> None:
    with client.websocket_connect("/api/live") as socket:
        told(socket, "start", session="s1", **HEAD)
        last = said(socket, 0, "agent", "喂")
    with client.websocket_connect("/api/live") as socket:
        started = told(socket, "start", session="s1")
        assert (started["session"], started["next_seq"], started["ended"]) == ("s1", 1, False)
        assert said(socket, 0, "agent", "喂") == last
        said(socket, 1, "customer", "你好")
        assert told(socket, "end")["outcomes"]["O01"] == "violated"


def test_live_report_lost_on_the_way_is_given_again(client: TestClient) -> None:
    with client.websocket_connect("/api/live") as socket:
        told(socket, "start", session="s1", **HEAD)
        said(socket, 0, "agent", OPENING)
        report = told(socket, "end")
    with client.websocket_connect("/api/live") as socket:
        assert told(socket, "start", session="s1")["ended"] is True
        assert told(socket, "end") == report


def test_live_second_connection_takes_a_hanging_call_over(client: TestClient) -> None:
    with client.websocket_connect("/api/live") as hanging, client.websocket_connect("/api/live") as fresh:
        told(hanging, "start", session="s1", **HEAD)
        said(hanging, 0, "agent", OPENING)
        assert told(fresh, "start", session="s1")["next_seq"] == 1
        assert said(fresh, 1, "customer", "你好")["type"] == "turn"
        assert said(hanging, 2, "agent", "好")["type"] == "error"


def test_live_dropped_call_is_forgotten_in_the_end(client: TestClient, clock: Clock) -> None:
    with client.websocket_connect("/api/live") as socket:
        told(socket, "start", session="s1", **HEAD)
        said(socket, 0, "agent", OPENING)
    clock.now = 61
    with client.websocket_connect("/api/live") as socket:
        assert told(socket, "start", session="s1", **HEAD)["next_seq"] == 0


def test_live_oldest_dropped_call_makes_room(client: TestClient, clock: Clock) -> None:
    for number in range(4):
        clock.now = number
        with client.websocket_connect("/api/live") as socket:
            told(socket, "start", session=f"s{number}", **HEAD)
            said(socket, 0, "agent", OPENING)
    places = []
    for number in (3, 2, 1):
        with client.websocket_connect("/api/live") as socket:
            places.append(told(socket, "start", session=f"s{number}", **HEAD)["next_seq"])
    with client.websocket_connect("/api/live") as socket:
        assert told(socket, "start", session="s0", **HEAD)["next_seq"] == 0
    assert places == [1, 1, 1]


def test_live_no_room_while_every_call_is_fed(client: TestClient) -> None:
    with (
        client.websocket_connect("/api/live") as a,
        client.websocket_connect("/api/live") as b,
        client.websocket_connect("/api/live") as c,
        client.websocket_connect("/api/live") as d,
    ):
        assert [told(s, "start", **HEAD)["type"] for s in (a, b, c, d)] == ["started"] * 3 + ["error"]


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "null", '"x"', "{}", '{"type": 1}', '{"type": "stop"}', '{"type": "turn", "seq": 0}', "\ud800", "[" * 5000],
    ids=["half", "list", "null", "text", "no type", "type", "kind", "before start", "surrogate", "deep"],
)  # fmt: skip
def test_live_unusable_message_is_told_and_the_line_stays(socket: WebSocketTestSession, text: str) -> None:
    socket.send_bytes(text.encode("utf-8", "surrogatepass"))
    answer = json.loads(socket.receive_text())
    assert answer["type"] == "error"
    assert any("一" <= character <= "龥" for character in answer["reason"])
    assert told(socket, "start", **HEAD)["type"] == "started"


@pytest.mark.parametrize(
    "turn",
    [
        {"seq": "0", "role": "agent", "text": "好"},
        {"seq": -1, "role": "agent", "text": "好"},
        {"seq": True, "role": "agent", "text": "好"},
        {"role": "agent", "text": "好"},
        {"seq": 0, "role": "robot", "text": "好"},
        {"seq": 0, "role": "agent", "text": 5},
        {"seq": 0, "role": "agent"},
        {"seq": 0, "role": "agent", "text": "好", "start": "x"},
        {"seq": 0, "role": "agent", "text": "好", "start": 5, "end": 1},
    ],
)
def test_live_unusable_turn_is_told_and_can_be_sent_rightly(socket: WebSocketTestSession, turn: dict) -> None:
    told(socket, "start", **HEAD)
    answer = told(socket, "turn", **turn)
    assert (answer["type"], answer["expected"]) == ("error", 0)
    assert said(socket, 0, "agent", OPENING)["type"] == "turn"


def test_live_turn_before_the_last_one_is_refused(socket: WebSocketTestSession) -> None:
    told(socket, "start", **HEAD)
    said(socket, 0, "agent", OPENING, start=5.0)
    assert "早于" in said(socket, 1, "customer", "你好", start=1.0)["reason"]
    assert said(socket, 1, "customer", "你好", start=6.0)["type"] == "turn"


@pytest.mark.parametrize(
    "head", [{"book": "bank"}, {"book": 5}, {"channel": "fax"}, {"agent": [1]}, {"session": []}]
)
def test_live_unusable_head_is_told(socket: WebSocketTestSession, head: dict) -> None:
    assert told(socket, "start", **head)["type"] == "error"
    assert told(socket, "start", **HEAD)["type"] == "started"


def test_live_two_calls_at_once_need_two_lines(socket: WebSocketTestSession) -> None:
    told(socket, "start", **HEAD)
    assert told(socket, "start", **HEAD)["type"] == "error"
    told(socket, "end")
    assert told(socket, "start", **HEAD)["type"] == "started"


def test_live_silence_turns_late_as_the_clock_goes_on(socket: WebSocketTestSession) -> None:
    told(socket, "start", **HEAD)
    said(socket, 0, "agent", OPENING, start=0.0, end=2.0)
    answer = said(socket, 1, "customer", "查一下积分", start=3.0, end=5.0)
    states = [
        {item["rule"]: (item["state"], item["due"]) for item in given["checklist"]}["T02"]
        for given in (answer, told(socket, "tick", now=12), told(socket, "tick", now=21))
    ]
    assert states == [("open", {"seconds": 15.0}), ("open", {"seconds": 8.0}), ("late", {"seconds": 0.0})]


@pytest.mark.parametrize("now", [None, "5", -1, True])
def test_live_unusable_tick_is_told(socket: WebSocketTestSession, now: object) -> None:
    told(socket, "start", **HEAD)
    assert told(socket, "tick", now=now)["type"] == "error"


@pytest.mark.parametrize(("personal", "number"), [(False, "138****5678"), (True, "13812345678")])
def test_live_personal_data_is_masked_unless_asked(
    socket: WebSocketTestSession, personal: bool, number: str
) -> None:
    told(socket, "start", show_personal=personal, **HEAD)
    said(socket, 0, "agent", OPENING)
    turns = ["我的电话是13812345678", "好的", "嗯", "还有吗", "没", "知道了", "哦"]
    answers = [said(socket, n, ("agent", "customer")[n % 2], text) for n, text in enumerate(turns, 1)]
    for answer in (answers[-1]["findings"], told(socket, "end")["findings"]):
        text = json.dumps(answer, ensure_ascii=False)
        assert number in text
        assert personal or "13812345678" not in text


def test_live_very_long_turn_does_not_break_the_line(socket: WebSocketTestSession) -> None:
    told(socket, "start", **HEAD)
    assert said(socket, 0, "agent", "今天天气不错" * 5_000)["type"] == "turn"
    assert said(socket, 1, "agent", "好" * 600_000)["type"] == "error"
