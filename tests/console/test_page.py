"""The page in a real browser, talking to a stand-in for the chatbot's REST channel."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.console.conftest import console


class Chatbot(BaseHTTPRequestHandler):
    """Answers every message with one line and its scene."""

    heard: list[dict] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Chatbot.heard.append(body)
        answer = [
            {"recipient_id": "x", "text": "【请客户等待】\n请说：“请稍等”\n依据：K.6.3"},
            {"recipient_id": "x", "custom": {"scene": "hold", "clause": "K.6.3", "steps": []}},
        ]
        data = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Chatbot)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with console("--rasa", f"http://127.0.0.1:{server.server_port}") as address:
        yield address
    server.shutdown()


def test_page_question_is_answered_and_buttons_speak(page: Any, address: str) -> None:
    page.goto(f"http://{address}")
    page.get_by_label("工号").fill("8")
    page.get_by_placeholder("客户怎么了").fill("要他等一下怎么说")
    page.keyboard.press("Enter")
    page.get_by_text("请说：“请稍等”").wait_for()
    page.get_by_role("button", name="下一步").click()
    page.get_by_text("下一步", exact=True).nth(1).wait_for()
    assert Chatbot.heard[0]["message"] == "要他等一下怎么说"
    assert Chatbot.heard[0]["metadata"] == {"agent_number": "8"}
    assert Chatbot.heard[1]["message"] == "/next_step"
