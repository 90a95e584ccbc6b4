"""`huashu import`: into the database, each once, whatever happens on the way."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.paths import home
from tests.commands.conftest import BAD, GOOD, lines, many

Huashu = Callable[..., subprocess.CompletedProcess[str]]


def _environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(home()),
        "HUASHU_HOME": str(home()),
        "HUASHU_DATABASE": f"sqlite:///{folder / 'h.db'}",
    }


def _command(*words: str) -> list[str]:
    return [sys.executable, "-m", "bot", *words]


@pytest.fixture
def huashu(tmp_path: Path) -> Huashu:
    """`huashu` with a database of its own."""

    def run(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            _command(*words),
            input=stdin,
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=_environment(tmp_path),
            check=False,
        )

    return run


def _counts(folder: Path) -> dict[str, int]:
    if not (folder / "h.db").exists():
        return {}
    with sqlite3.connect(folder / "h.db", timeout=10) as connection:
        try:
            return {
                table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("conversations", "reports", "findings")
            } | {
                "counted": connection.execute(
                    "SELECT coalesce(sum(conversations), 0) FROM conversation_tallies WHERE period NOT LIKE '%W%'"
                ).fetchone()[0],
                "different": connection.execute(
                    "SELECT count(DISTINCT digest) FROM conversations"
                ).fetchone()[0],
            }
        except sqlite3.OperationalError:
            return {}


def test_importing_takes_in_and_passes_over(huashu: Huashu, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(GOOD, BAD))
    first = huashu("import", "a.jsonl")
    assert first.returncode == 0 and "导入 2 通会话" in first.stdout and "原来就有 0 通" in first.stdout
    assert "名册里没有这些坐席：A08（1 通）" in first.stderr
    again = huashu("import", "a.jsonl")
    assert "导入 0 通会话" in again.stdout and "原来就有 2 通" in again.stdout
    assert _counts(tmp_path)["conversations"] == 2


def test_importing_stores_personal_data_masked(huashu: Huashu, tmp_path: Path) -> None:
    huashu("import", "-", stdin=lines(BAD).decode())
    assert b"13812345678" not in (tmp_path / "h.db").read_bytes()


def test_importing_names_what_cannot_be_read_and_takes_the_rest(huashu: Huashu, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(lines(GOOD) + b'{"turns": []}\n' + lines(BAD))
    done = huashu("import", "a.jsonl")
    assert done.returncode == 2 and "a.jsonl:2" in done.stderr and "导入 2 通会话" in done.stdout


def test_importing_puts_agents_on_the_roster_when_asked(huashu: Huashu) -> None:
    done = huashu("import", "-", "--add-agents", stdin=lines(BAD).decode())
    assert "名册里新增 1 位坐席" in done.stdout
    assert "A08" in huashu("agents", "list").stdout


def test_importing_an_id_that_cannot_be_a_code_does_not_keep_the_others_off_the_roster(
    huashu: Huashu,
) -> None:
    odd = BAD | {"id": "odd", "agent": {"id": "李 敏/8"}}
    done = huashu("import", "-", "--add-agents", stdin=lines(odd, BAD).decode())
    assert "名册里新增 1 位坐席" in done.stdout
    assert "“李 敏/8”不能当坐席编号" in done.stderr
    assert "A08" in huashu("agents", "list").stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("import", "nowhere.jsonl"), "nowhere.jsonl"),
        (("import", "-", "--book", "hotel"), "没有“hotel”这本话术"),
    ],
)
def test_importing_bad_input_is_one_sentence(huashu: Huashu, words: tuple[str, ...], says: str) -> None:
    done = huashu(*words)
    assert done.returncode == 2 and says in done.stderr and "Traceback" not in done.stderr


def test_importing_into_a_newer_database_is_refused(huashu: Huashu, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "h.db") as connection:
        connection.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    done = huashu("import", "-", stdin=lines(GOOD).decode())
    assert done.returncode == 2 and "更新的版本（9999）" in done.stderr


def test_importing_killed_at_any_moment_loses_nothing_and_stores_nothing_twice(
    huashu: Huashu, tmp_path: Path
) -> None:
    total = 1200
    (tmp_path / "many.jsonl").write_bytes(many(total))
    seen = 0
    for jobs in ("2", "1", "2"):
        child = subprocess.Popen(
            _command("import", "many.jsonl", "--jobs", jobs),
            cwd=tmp_path,
            env=_environment(tmp_path),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + 60
        while (
            _counts(tmp_path).get("conversations", 0) <= seen
            and time.monotonic() < deadline
            and child.poll() is None
        ):
            time.sleep(0.02)
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        counts = _counts(tmp_path)
        assert counts["conversations"] >= seen, "what was stored is still there"
        assert counts["conversations"] == counts["reports"] == counts["counted"] == counts["different"]
        seen = counts["conversations"]
    assert 0 < seen < total, "it was killed in the middle"
    done = huashu("import", "many.jsonl")
    assert f"导入 {total - seen} 通会话" in done.stdout and f"原来就有 {seen} 通" in done.stdout
    counts = _counts(tmp_path)
    assert counts["conversations"] == counts["reports"] == counts["counted"] == counts["different"] == total
    assert counts["findings"] % (total // 2) == 0, "every second conversation has the same findings"


def test_importing_two_at_once_stores_each_once(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_bytes(many(300))
    children = [
        subprocess.Popen(
            _command("import", "many.jsonl", "--jobs", "1"),
            cwd=tmp_path,
            env=_environment(tmp_path),
            stdout=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    outputs = [child.communicate()[0].decode() for child in children]
    assert [child.returncode for child in children] == [0, 0], outputs
    counts = _counts(tmp_path)
    assert counts["conversations"] == counts["reports"] == counts["counted"] == 300


def test_importing_through_the_commands_to_the_month(huashu: Huashu, tmp_path: Path) -> None:
    talk = BAD | {"started_at": "2026-10-12T10:00:00+08:00"}
    huashu("import", "-", "--add-agents", stdin=json.dumps(talk, ensure_ascii=False) + "\n")
    huashu("agents", "add", "A08", "--name", "李敏", "--joined", "2026-01-05")
    huashu("users", "add", "小质", "--role", "reviewer")
    huashu("users", "add", "主管陈", "--role", "supervisor")
    huashu("users", "add", "李敏", "--role", "agent", "--agent", "A08", "--by", "主管陈")
    shown = huashu("review", "show", "1").stdout
    number = next(line.split("▲ ")[1].split()[0] for line in shown.splitlines() if "▲" in line)
    points = next(line.split("−")[1].split()[0] for line in shown.splitlines() if f"▲ {number} 号" in line)
    assert f"A08 记 −{points} 分" in huashu("review", "confirm", number, "--by", "小质").stdout
    twice = huashu("review", "confirm", number, "--by", "小质")
    assert twice.returncode == 2 and "已经复核过" in twice.stderr
    assert f"扣分：－{points}分" in huashu("month", "show", "2026-10", "--agent", "李敏").stdout
    assert huashu("month", "close", "2026-10", "--by", "主管陈").returncode == 0
    filed = huashu("appeal", "file", "--finding", number, "--reason", "不是我说的", "--by", "李敏")
    assert filed.returncode == 0, filed.stderr
    unasked = huashu("month", "close", "2026-10", "--by", "主管陈")
    assert unasked.returncode == 2 and "1 件申诉没裁决，没有结算。仍要结算，请加 --yes。" in unasked.stderr
    assert "经手过" in huashu("appeal", "uphold", "1", "--reason", "x", "--by", "小质").stderr
    assert "申诉成立" in huashu("appeal", "uphold", "1", "--reason", "录音不清", "--by", "主管陈").stdout
    assert "写入 1 份" in huashu("month", "close", "2026-10", "--yes", "--by", "主管陈").stdout
    assert "80 分" in huashu("month", "closed", "2026-10").stdout
