"""What cannot be stored is refused in a sentence before any command sees it: exit status 2, never a traceback."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bot.paths import home


def _huashu(
    folder: Path, *arguments: str | bytes, typed: bytes | None = None, utf8: str = "1"
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        input=typed,
        capture_output=True,
        check=False,
        cwd=home(),
        env=os.environ
        | {"HUASHU_DATABASE": f"sqlite:///{folder / 'h.db'}", "PYTHONUTF8": utf8, "LC_ALL": "C.UTF-8"},
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("agents", "add", b"A\xff", "--by", "root"), "第 3 个参数“A�”里有不是 UTF-8 的字符"),
        (("review", "show", "3000000000"), "没有 3000000000 号"),
        (("review", "confirm", "9" * 20, "--by", "a"), "没有 99999999999999999999 号"),
        (("ledger", "confirm", "9" * 20, "--by", "a"), "没有 99999999999999999999 号"),
        (("appeal", "file", "--entry", "9" * 20, "--by", "a"), "没有 99999999999999999999 号"),
        (("appeal", "uphold", "9" * 20, "--by", "a"), "没有 99999999999999999999 号"),
        (("review", "agreement", "--since", "0001-01-01"), "年份不对"),
        (("month", "show", "9999-12"), "不是月份"),
    ],
)
def test_typed_what_cannot_be_is_one_sentence(
    tmp_path: Path, arguments: tuple[str | bytes, ...], said: str
) -> None:
    done = _huashu(tmp_path, *arguments)
    assert (done.returncode, b"Traceback" in done.stderr) == (2, False)
    assert said in done.stderr.decode()


@pytest.mark.parametrize("utf8", ["0", "1"])
@pytest.mark.parametrize(
    "arguments", [("forms", "new", "repair", "--by", "张伟"), ("practise", "客户情绪激动", "--seed", "1")]
)
def test_typed_bytes_that_are_no_text_are_replaced(
    tmp_path: Path, arguments: tuple[str, ...], utf8: str
) -> None:
    _huashu(tmp_path, "users", "add", "张伟", "--role", "supervisor", "--by", "张伟")
    done = _huashu(tmp_path, *arguments, typed=b"\xff\xfe\n", utf8=utf8)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode()


def test_typed_names_of_files_may_be_any_bytes(tmp_path: Path) -> None:
    strange = os.fsencode(tmp_path) + b"/\xff.txt"
    Path(os.fsdecode(strange)).write_text("坐席：您好。\n客户：喂。\n", encoding="utf-8")
    assert "不是 UTF-8 的字符" not in _huashu(tmp_path, "check", strange).stderr.decode(errors="replace")


def test_typed_a_broken_database_is_one_sentence(tmp_path: Path) -> None:
    assert _huashu(tmp_path, "ledger", "list").returncode == 0
    connection = sqlite3.connect(tmp_path / "h.db")
    connection.execute("DROP TABLE ledger")
    connection.commit()
    connection.close()
    done = _huashu(tmp_path, "ledger", "list")
    assert (done.returncode, b"Traceback" in done.stderr) == (2, False)
    assert "数据库这会儿用不了" in done.stderr.decode() and "no such table" in done.stderr.decode()


def test_typed_a_cut_list_says_so(tmp_path: Path) -> None:
    assert "没有记录" in _huashu(tmp_path, "ledger", "list").stdout.decode()
    row = {
        **dict.fromkeys(("agent", "scheme", "item", "name", "kind", "source", "entered_by"), "x"),
        **dict.fromkeys(("rule", "reason", "closed_by", "closed_why"), ""),
        **{"month": "2026-10", "occurred_on": "2026-10-12", "entered_at": "2026-10-12 01:00:00.000000"},
        **{"status": "standing", "points": -2, "dismissal": 0},
    }
    put = f"INSERT INTO ledger ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
    connection = sqlite3.connect(tmp_path / "h.db")
    connection.executemany(put, [tuple(row.values())] * 1001)
    connection.commit()
    connection.close()
    lines = _huashu(tmp_path, "ledger", "list").stdout.decode().splitlines()
    assert (len(lines), lines[-1]) == (1001, "只列出前 1000 条，请按坐席或月份看。")
