"""`huashu stats`: options, formats and refusals."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.paths import home
from bot.records.database import Database
from bot.records.roster import put_agent
from bot.records.tallies import Change

Stats = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def stats(tmp_path: Path) -> Stats:
    """`huashu stats` on a database with two agents, in October and in one week of it."""
    url = f"sqlite:///{tmp_path / 'h.db'}"
    change = Change()
    for agent, scores in (("A08", [80, 90] * 15), ("A09", [60, 70] * 15)):
        for score in scores:
            change.conversation(
                ["2026-10", "2026-W41"], agent, "exchange", score, passed=True, critical=False
            )
        change.rule(["2026-10", "2026-W41"], agent, "exchange", "S01", met=20, violated=10)
    with Database(url).session() as session:
        put_agent(session, "root", "A08", name="李敏", team="一组")
        change.write(session)

    def run(*words: str) -> subprocess.CompletedProcess[bytes]:
        environment = {
            **os.environ,
            "PYTHONPATH": str(home()),
            "HUASHU_HOME": str(home()),
            "HUASHU_DATABASE": url,
        }
        command = [sys.executable, "-m", "bot", "stats", *words]
        return subprocess.run(command, capture_output=True, cwd=tmp_path, env=environment, check=False)

    return run


def test_stats_agents_of_a_month(stats: Stats) -> None:
    done = stats("agent", "--month", "2026-10")
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0, done.stderr.decode()
    assert lines[0] == "坐席 2026-10"
    assert [line.split()[1] for line in lines[2:4]] == ["A08", "A09"]


def test_stats_weeks_and_filters(stats: Stats) -> None:
    words = ("rule", "--from-week", "2026-W41", "--to-week", "2026-W42", "--team", "一组", "--format", "json")
    found = json.loads(stats(*words).stdout)
    assert (found["span"], found["rows"][0]["key"]) == ("2026-W41 至 2026-W42", "S01")
    assert found["rows"][0]["rate"]["total"] == 30


def test_stats_output_file_decides_the_format(stats: Stats, tmp_path: Path) -> None:
    for name, start in (
        ("a.csv", b"\xef\xbb\xbf"),
        ("a.xlsx", b"PK"),
        ("a.json", b"{"),
        ("a.txt", "场景".encode()),
    ):
        assert stats("scene", "--month", "2026-10", "--output", name).returncode == 0
        assert (tmp_path / name).read_bytes().startswith(start)


def test_stats_csv_on_standard_output(stats: Stats) -> None:
    text = stats("agent", "--month", "2026-10", "--format", "csv").stdout.decode("utf-8-sig")
    assert [row["坐席"] for row in csv.DictReader(io.StringIO(text))] == ["A08", "A09"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("agent", "--month", "2026-13"), "“2026-13”不是月份"),
        (("agent", "--month", "2026-10", "--from-week", "2026-W41"), "只能选一种"),
        (("agent", "--team", "三组"), "没有“三组”这个班组"),
        (("agent", "--book", "bank"), "没有“bank”这本话术"),
        (("agent", "--format", "pdf"), "text、csv、xlsx、json"),
        (("agent", "--output", "a.pdf"), "text、csv、xlsx、json"),
        (("agent", "--month", "2026-10", "--output", "no/a.csv"), "写不进去"),
    ],
)
def test_stats_unusable_is_a_sentence(stats: Stats, words: tuple[str, ...], told: str) -> None:
    done = stats(*words)
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert b"Traceback" not in done.stderr
