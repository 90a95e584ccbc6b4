"""The page in a real browser, talking to a stand-in for the chatbot's REST channel."""

import json
import shutil
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.paths import home

CHROMIUM = shutil.which("chromium")


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
def page_address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Chatbot)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "bot", "serve", "--port", str(port)]
    child = subprocess.Popen([*command, "--rasa", f"http://127.0.0.1:{server.server_port}"], cwd=home())
    try:
        _wait(f"http://127.0.0.1:{port}/api/health")
        yield f"http://127.0.0.1:{port}"
    finally:
        child.terminate()
        child.wait(10)
        server.shutdown()


def _wait(address: str) -> None:
    import time

    for _ in range(120):
        try:
            urllib.request.urlopen(address, timeout=1).read()
            return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(address)


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_page_question_is_answered_and_buttons_speak(page_address: str) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(page_address)
        page.get_by_label("工号").fill("8")
        page.get_by_placeholder("客户怎么了").fill("要他等一下怎么说")
        page.keyboard.press("Enter")
        page.get_by_text("请说：“请稍等”").wait_for(timeout=15_000)
        page.get_by_role("button", name="下一步").click()
        page.get_by_text("下一步", exact=True).nth(1).wait_for(timeout=15_000)
        browser.close()
    assert Chatbot.heard[0]["message"] == "要他等一下怎么说"
    assert Chatbot.heard[0]["metadata"] == {"agent_number": "8"}
    assert Chatbot.heard[1]["message"] == "/next_step"
