import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.paths import home

Run = Callable[..., subprocess.CompletedProcess[bytes]]

GOOD = {
    "id": "good",
    "book": "exchange",
    "turns": [
        {"role": "agent", "text": "您好，兑换中心，8号为您服务。"},
        {"role": "customer", "text": "你好，我想问一下积分什么时候清零？"},
        {"role": "agent", "text": "每年12月31日清零。请问还有什么可以帮您？"},
        {"role": "customer", "text": "没有了，谢谢。"},
        {"role": "agent", "text": "感谢您的来电，再见！"},
    ],
}
BAD = {
    "id": "bad",
    "book": "exchange",
    "agent": {"id": "A08"},
    "turns": [
        {"role": "agent", "text": "您好，兑换中心，8号为您服务。"},
        {"role": "customer", "text": "你好，我的手机号是13812345678，积分怎么没了？"},
        {"role": "agent", "text": "这是规定，我有什么办法。你的号码13812345678我不管。"},
        {"role": "customer", "text": "那算了。"},
        {"role": "agent", "text": "13812345678这个号码我不登记。"},
    ],
}


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "bot", "check", *words]


@pytest.fixture
def check(tmp_path: Path) -> Run:
    """`huashu check` in a folder of its own."""

    def run(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        environment = {**os.environ, "PYTHONPATH": str(home()), "HUASHU_HOME": str(home())}
        return subprocess.run(
            command(*words), input=stdin, capture_output=True, cwd=tmp_path, env=environment, check=False
        )

    return run


def lines(*conversations: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(c, ensure_ascii=False).encode() + b"\n" for c in conversations)


def many(count: int) -> bytes:
    """So many conversations, all different."""
    texts = [GOOD, BAD]
    return lines(*(
        {**texts[n % 2], "id": f"m{n}", "turns": [*texts[n % 2]["turns"], {"role": "customer", "text": f"第{n}次"}]}
        for n in range(count)
    ))  # fmt: skip


def reports(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]
