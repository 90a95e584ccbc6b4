"""The socket channel over a real Sanic server, with a real socket.io client."""

import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator

import pytest
import socketio

from bot.paths import home

SERVER = textwrap.dedent(
    """
    import sys
    from sanic import Sanic
    from bot.console.channel import SocketInput

    async def answer(message):
        await message.output_channel.send_response(
            message.sender_id, {"text": message.text, "custom": {"scene": "hold", "steps": [1]}}
        )

    app = Sanic("channel")
    app.blueprint(SocketInput(session_persistence=True).blueprint(answer))
    app.run("127.0.0.1", int(sys.argv[1]), access_log=False)
    """
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    child = subprocess.Popen([sys.executable, "-c", SERVER, str(port)], cwd=home(), stderr=subprocess.DEVNULL)
    for _ in range(120):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.5)
    yield f"http://127.0.0.1:{port}"
    child.kill()
    child.wait(10)


def test_channel_sends_text_and_custom_to_the_session(address: str) -> None:
    heard: list[dict] = []
    client = socketio.Client()
    client.on("bot_uttered", heard.append)
    client.connect(address)
    client.emit("session_request", {"session_id": "mine"})
    time.sleep(0.5)
    client.emit("user_uttered", {"message": "请他等一下", "session_id": "mine"})
    deadline = time.monotonic() + 10
    while len(heard) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    # Over HTTP, it waits for the last poll to end, half a minute later.
    threading.Thread(target=client.disconnect, daemon=True).start()
    assert heard == [{"text": "请他等一下"}, {"custom": {"scene": "hold", "steps": [1]}}]
