"""Another voice for the customer, over real HTTP."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.practice.session import PracticeSession
from bot.practice.setting import Setting
from bot.practice.voice import Endpoint, Recorded, faithful

Answering = Callable[[str], "str | bytes"]


@pytest.fixture
def endpoint() -> Iterator[Callable[[Answering], Endpoint]]:
    servers = []

    def serving(answer: Answering) -> Endpoint:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                said = answer(asked["messages"][-1]["content"])
                body = (
                    said
                    if isinstance(said, bytes)
                    else json.dumps({"choices": [{"message": {"content": said}}]}).encode()
                )
                self.send_response(200)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return Endpoint(f"http://127.0.0.1:{server.server_port}/v1")

    yield serving
    for server in servers:
        server.shutdown()


def _session(voice: Endpoint | None) -> PracticeSession:
    session = PracticeSession(Setting("exchange", "confirm_info", 1, 2), voice=voice)
    session.say(session.hint())
    return session


def test_voice_says_it_otherwise(endpoint: Callable[[Answering], Endpoint]) -> None:
    session = _session(endpoint(lambda text: f"哎你好，{text}"))
    assert session.turns[-1].text.startswith("哎你好，")
    assert session.person.phone in session.turns[-1].text.replace(" ", "")


@pytest.mark.parametrize(
    "answer",
    ["好的。", "我的电话是13800001111。", "作为AI语言模型，我无法改写。", b"not json", b"{}", "hello there"],
)
def test_voice_that_changes_the_facts_is_passed_over(
    answer: str | bytes, endpoint: Callable[[Answering], Endpoint]
) -> None:
    assert _session(endpoint(lambda _: answer)).turns == _session(None).turns


def test_voice_that_is_not_there_or_too_slow_costs_nothing(
    endpoint: Callable[[Answering], Endpoint], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.practice.voice._PATIENCE", 0.2)

    def slow(text: str) -> str:
        time.sleep(0.6)
        return text

    own = _session(None).turns
    assert _session(Endpoint("http://127.0.0.1:9")).turns == own
    assert _session(endpoint(slow)).turns == own


def test_voice_is_recorded_for_sessions_that_go_on(endpoint: Callable[[Answering], Endpoint]) -> None:
    session = _session(endpoint(lambda text: f"哎你好，{text}"))
    again = PracticeSession(session.setting, voice=Recorded(session.voiced))
    again.say(session.exchanges[0].said)
    assert again.turns == session.turns


def test_voice_a_question_must_stay_one() -> None:
    person = _session(None).person
    assert not faithful("你们几点下班？", "你们五点半下班。", person)
    assert faithful("你们几点下班？", "请问你们几点下班呢？", person)
