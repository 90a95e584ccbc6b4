import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.paths import home


def _run(*words: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    import os

    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        input=stdin,
        capture_output=True,
        cwd=home(),
        env={**os.environ, **environment},
        check=False,
    )


def test_cli_ask_prints_the_line_to_say() -> None:
    done = _run("ask", "客户不说话怎么办")
    assert done.returncode == 0
    assert "对不起，您的电话没有声音，请您换一个电话再打过来，再见！" in done.stdout.decode()


def test_cli_ask_json_is_one_object() -> None:
    done = _run("ask", "接电话第一句", "--format", "json", "--agent-number", "8")
    assert json.loads(done.stdout)["steps"][0]["say"] == "您好，兑换中心，8号为您服务。"


def test_cli_batch_answers_every_line_in_order() -> None:
    asked = ["客户不说话", "", "迟到扣几分", "今天天气怎么样", "\ud83d"]
    stdin = "\n".join(asked).encode("utf-8", "surrogatepass") + b"\n\xff\xfe\n"
    done = _run("ask", "--batch", "-", stdin=stdin)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [a["kind"] for a in answers] == ["scene", "unknown", "clause", "unknown", "unknown", "unknown"]
    assert [a["query"] for a in answers[:4]] == asked[:4]


def test_cli_batch_file_that_is_missing() -> None:
    done = _run("ask", "--batch", "nowhere.txt")
    assert done.returncode == 2
    assert "nowhere.txt：打不开" in done.stderr.decode()


@pytest.mark.parametrize(
    ("words", "environment", "complaint"),
    [
        (("ask", "客户不说话", "--book", "bank"), {}, "没有“bank”这本话术"),
        (("ask", "客户不说话"), {"HUASHU_MODELS": "/nowhere"}, "make train"),
        (("book", "check"), {"HUASHU_HOME": "/nowhere"}, "没有话术文件"),
    ],
    ids=["book", "model", "home"],
)
def test_cli_errors_are_one_line_without_traceback(
    words: tuple[str, ...], environment: dict[str, str], complaint: str
) -> None:
    done = _run(*words, **environment)
    assert done.returncode == 2
    assert complaint in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_cli_demo_asks_three_questions_and_ends() -> None:
    done = _run("demo")
    assert done.returncode == 0
    assert done.stdout.decode().count("坐席：") == 3


def test_cli_book_commands(tmp_path: Path) -> None:
    assert "没有问题" in _run("book", "check").stdout.decode()
    assert "没有变化" in _run("book", "export").stdout.decode()
    assert "缺" in _run("book", "coverage", "--missing").stdout.decode()


@pytest.mark.timed
def test_cli_ask_answers_within_a_second_and_a_half() -> None:
    _run("ask", "客户不说话")
    started = time.perf_counter()
    _run("ask", "客户不说话")
    assert time.perf_counter() - started < 1.5
