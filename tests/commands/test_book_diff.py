"""`huashu book diff`: what would change if a script did."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.paths import home
from bot.records.database import Database
from bot.records.desk import Desk
from bot.records.intake import take
from bot.records.prepared import prepared
from tests.commands.conftest import BAD, GOOD, lines, many

Diff = Callable[..., subprocess.CompletedProcess[bytes]]

RUDE = {
    "id": "rude",
    "book": "exchange",
    "agent": {"id": "A08"},
    "turns": [
        {"role": "agent", "text": "您好，兑换中心，8号为您服务。"},
        {"role": "customer", "text": "我要查积分"},
        {"role": "agent", "text": "这不归我管，你去找别人"},
    ],
}


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "bot", "book", "diff", *words]


#: A draft that the first test has seen to be sound is not examined again each time.
ANYWAY = ("now", "conduct.yml", "--anyway", "--on")


@pytest.fixture
def diff(tmp_path: Path) -> Diff:
    """`huashu book diff` in a folder of its own, with `dear.yml`, in which F02 costs ten points more."""
    source = home() / "scripts" / "rules" / "common"
    for path in source.glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        if "\n  F02:\n" in text:
            head, tail = text.split("\n  F02:\n")
            (tmp_path / path.name).write_text(
                f"{head}\n  F02:\n{tail.replace('points: 5', 'points: 15', 1)}", encoding="utf-8"
            )
            (tmp_path / path.name).rename(tmp_path / "conduct.yml")
    (tmp_path / "in.jsonl").write_bytes(lines(GOOD, RUDE, BAD))

    def run(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        environment = {
            **os.environ,
            "PYTHONPATH": str(home()),
            "HUASHU_HOME": str(home()),
            "HUASHU_DATABASE": f"sqlite:///{tmp_path / 'h.db'}",
        }
        return subprocess.run(
            command(*words), input=stdin, capture_output=True, cwd=tmp_path, env=environment, check=False
        )

    return run


def test_book_diff_tells_what_changes(diff: Diff) -> None:
    done = diff("now", "conduct.yml", "--on", "in.jsonl", "--format", "json")
    found = json.loads(done.stdout)
    assert done.returncode == 1, done.stderr.decode()
    (one,) = found["conversations"]
    (finding,) = one["findings"]
    assert (one["id"], one["moved"], finding["kind"], finding["before"]["points"]) == (
        "rude",
        -10,
        "changed",
        5,
    )
    assert (finding["finding"]["rule"], finding["finding"]["turn"], finding["quote"]) == (
        "F02",
        2,
        "这不归我管，你去找别人",
    )
    assert found["summary"]["conversations"] == 3
    assert found["agents"][0]["few"] is True


def test_book_diff_the_other_way_round_gives_the_points_back(diff: Diff) -> None:
    done = diff("conduct.yml", "now", "--anyway", "--on", "in.jsonl", "--format", "json")
    assert [one["moved"] for one in json.loads(done.stdout)["conversations"]] == [10]


def test_book_diff_of_the_same_books_finds_nothing(diff: Diff) -> None:
    done = diff("now", "now", "--on", "in.jsonl")
    assert done.returncode == 0
    assert "一个字也不差" in done.stdout.decode()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("now", "nowhere.yml", "--on", "in.jsonl"), "没有“nowhere.yml”"),
        (("now", "now", "--on", "in.jsonl", "--format", "pdf"), "text、json、csv、xlsx、html"),
        (("now", "now", "--on", "in.jsonl", "--book", "bank"), "没有“bank”这本话术"),
        (("now", "now", "--on", "in.jsonl", "--limit-to", "X9"), "没有“X9”这条规则"),
        (("now", "now", "--on", "in.jsonl", "--limit", "5"), "--on conversations"),
        (("now", "now", "--on", "in.jsonl", "--format", "csv", "--output", "in.jsonl"), "既是输入又是输出"),
        (("now", "conduct.yml", "--on", "in.jsonl", "--output", "conduct.yml"), "既是输入又是输出"),
        (("now", "now", "--on", "nothing.jsonl"), "nothing.jsonl"),
        (("now", "now", "--on", "conversations"), "没有可比的会话"),
    ],
)
def test_book_diff_unusable_is_a_sentence(diff: Diff, words: tuple[str, ...], told: str) -> None:
    done = diff(*words)
    assert done.returncode == 2
    assert told in done.stderr.decode() + done.stdout.decode()
    assert b"Traceback" not in done.stderr


def test_book_diff_refuses_a_faulty_book_with_file_and_line_unless_told_to_go_on(
    diff: Diff, tmp_path: Path
) -> None:
    text = (tmp_path / "conduct.yml").read_text(encoding="utf-8")
    (tmp_path / "conduct.yml").write_text(
        text.replace('good: ["这件事由后勤处理', 'good: ["这不归我管", "这件事由后勤处理'), encoding="utf-8"
    )
    done = diff("now", "conduct.yml", "--on", "in.jsonl")
    assert done.returncode == 2
    assert "common/conduct.yml:" in done.stderr.decode() and "反而被判违规" in done.stderr.decode()
    assert diff("now", "conduct.yml", "--on", "in.jsonl", "--anyway").returncode == 1


def test_book_diff_condition_that_is_not_well_formed_is_refused_with_its_place(
    diff: Diff, tmp_path: Path
) -> None:
    (tmp_path / "gym").mkdir()
    (tmp_path / "gym" / "more.yml").write_text("rules:\n  A02:\n    forbid: {word: [你]}\n", encoding="utf-8")
    done = diff("now", "gym/more.yml", "--on", "in.jsonl")
    assert done.returncode == 2
    assert "gym/more.yml:3" in done.stderr.decode()


def test_book_diff_unreadable_conversation_is_named_and_the_others_are_compared(
    diff: Diff, tmp_path: Path
) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"{\n" + lines(RUDE))
    done = diff("now", "conduct.yml", "--on", "in.jsonl", "--format", "json")
    assert done.returncode == 2
    assert "in.jsonl:1" in done.stderr.decode()
    assert json.loads(done.stdout)["summary"]["differing"] == 1


def test_book_diff_book_on_one_side_only_has_nothing_to_compare(diff: Diff, tmp_path: Path) -> None:
    (tmp_path / "bank.yml").write_text("book: bank\ntitle: 银行\nextends: common\n", encoding="utf-8")
    done = diff("now", "bank.yml", "--on", "-", "--format", "json", stdin=lines({**GOOD, "book": "bank"}))
    assert done.returncode == 2
    assert "没有“bank”这本话术" in done.stderr.decode()


def test_book_diff_limit_to_compares_these_rules_only(diff: Diff) -> None:
    words = (*ANYWAY, "in.jsonl", "--limit-to")
    assert (diff(*words, "F01").returncode, diff(*words, "f02").returncode) == (0, 1)


def test_book_diff_same_bytes_whatever_the_number_of_jobs(diff: Diff, tmp_path: Path) -> None:
    rude = [{**RUDE, "id": f"r{n}"} for n in range(300)]
    (tmp_path / "many.jsonl").write_bytes(many(1200) + b"{\n" + lines(*rude))
    words = (*ANYWAY, "many.jsonl", "--format", "json", "--jobs")
    one, two = diff(*words, "1"), diff(*words, "2")
    assert (one.stdout, one.stderr) == (two.stdout, two.stderr)
    assert json.loads(one.stdout)["summary"]["differing"] == 300


@pytest.mark.parametrize("name", ["d.json", "d.csv", "d.html", "d.xlsx", "d.txt"])
def test_book_diff_output_file_decides_the_format(diff: Diff, tmp_path: Path, name: str) -> None:
    begins = {"d.json": b"{", "d.csv": b"\xef\xbb\xbf", "d.html": b"<!", "d.xlsx": b"PK"}
    done = diff(*ANYWAY, "in.jsonl", "--output", name)
    assert (done.returncode, done.stdout) == (1, b"")
    assert (tmp_path / name).read_bytes().startswith(begins.get(name, "话术对比".encode()))


def _stored(folder: Path, *talks: dict[str, object]) -> None:
    from bot.check.desk import checker
    from bot.conversation.conversation import conversation_of

    read = [conversation_of(talk) for talk in talks]
    lot = [prepared(talk, checker(talk.head.book).check(talk), Desk()) for talk in read]
    take(Database(f"sqlite:///{folder / 'h.db'}"), lot)


def test_book_diff_on_the_database_says_that_it_is_masked(diff: Diff, tmp_path: Path) -> None:
    _stored(tmp_path, GOOD, RUDE, BAD)
    done = diff(*ANYWAY, "conversations")
    assert done.returncode == 1
    assert "比了 3 个会话，1 个结果不同。" in done.stdout.decode()
    assert "3 个会话入库时隐去了个人信息，P02、R01" in done.stdout.decode()


def test_book_diff_on_the_database_takes_the_newest_and_those_since_a_day(diff: Diff, tmp_path: Path) -> None:
    old, new = ({**RUDE, "id": f"d{day}", "started_at": f"2026-10-0{day}T09:00:00+08:00"} for day in (1, 5))
    _stored(tmp_path, old, new)
    for words in (("--limit", "1"), ("--since", "2026-10-02")):
        done = diff(*ANYWAY, "conversations", *words, "--format", "json")
        assert [one["id"] for one in json.loads(done.stdout)["conversations"]] == ["d5"]


def test_book_diff_ctrl_c_gives_what_has_been_compared(diff: Diff, tmp_path: Path) -> None:
    rude = [{**RUDE, "id": f"r{n}"} for n in range(9000)]
    (tmp_path / "many.jsonl").write_bytes(lines(*rude))
    process = subprocess.Popen(
        command(*ANYWAY, "many.jsonl", "--output", "d.csv", "--anyway"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(home()), "HUASHU_HOME": str(home())},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    output = tmp_path / "d.csv"
    while time.monotonic() < deadline and not (output.exists() and output.stat().st_size > 1000):
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    assert process.stderr is not None
    told = process.stderr.read().decode()
    assert process.wait(30) == 130
    assert "Traceback" not in told
    rows = output.read_text(encoding="utf-8-sig").splitlines()
    assert 1 < len(rows) < 9001
    assert all("F02" in row for row in rows[1:])
    assert f"已停下，比完 {len(rows) - 1} 个对话" in told.replace(",", "")
