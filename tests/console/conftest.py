"""What the tests of the pages share: a Chromium, and the console served in a process of its own."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from bot.paths import home

CHROMIUM = shutil.which("chromium")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-sync",
]


@contextmanager
def console(*options: str) -> Iterator[str]:
    """`huashu serve` with these options on a free port; its host and port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    command = [sys.executable, "-m", "bot", "serve", "--port", address.rpartition(":")[2], *options]
    child = subprocess.Popen(command, cwd=home())
    try:
        _wait(f"http://{address}/api/health")
        yield address
    finally:
        child.terminate()
        child.wait(10)


def _wait(address: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(address, timeout=1).read()
            return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(address)


@pytest.fixture
def page() -> Iterator[Any]:
    """An empty page of a real browser."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page()
        page.set_default_timeout(15_000)
        yield page
        browser.close()
