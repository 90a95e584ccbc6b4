import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from bot.paths import home
from tests.commands.conftest import BAD, GOOD, Run, command, lines, many, reports


def _started(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(home()), "HUASHU_HOME": str(home())}
    return subprocess.Popen(
        command(*words), cwd=folder, env=environment, stderr=subprocess.PIPE, start_new_session=True
    )


def _stopped_half_way(folder: Path, number: signal.Signals) -> tuple[int, bytes]:
    """Start a long run, and send the signal to the whole group, as a terminal does, once something is written."""
    process = _started(folder, "many.jsonl", "--output", "out.jsonl", "--jobs", "2")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not ((out := folder / "out.jsonl").exists() and out.stat().st_size):
        time.sleep(0.01)
    if number == signal.SIGKILL:
        process.kill()
    else:
        os.killpg(process.pid, number)
    assert process.stderr is not None
    told = process.stderr.read()
    return process.wait(30), told


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """A long input, and the output of a run that nobody stops."""
    folder = tmp_path_factory.mktemp("whole")
    data = many(4000)
    (folder / "many.jsonl").write_bytes(data)
    assert _started(folder, "many.jsonl", "--output", "out.jsonl").wait(120) == 1
    return data, (folder / "out.jsonl").read_bytes()


def test_resume_after_ctrl_c_keeps_what_is_finished_and_goes_on(
    check: Run, tmp_path: Path, whole: tuple[bytes, bytes]
) -> None:
    (tmp_path / "many.jsonl").write_bytes(whole[0])
    status, told = _stopped_half_way(tmp_path, signal.SIGINT)
    kept = (tmp_path / "out.jsonl").read_bytes()
    assert status == 130
    assert "--resume" in told.decode() and b"Traceback" not in told
    assert kept.endswith(b"\n") and whole[1].startswith(kept) and len(kept) < len(whole[1])
    check("many.jsonl", "--output", "out.jsonl", "--resume")
    assert (tmp_path / "out.jsonl").read_bytes() == whole[1]


def test_resume_after_kill_goes_on_and_leaves_no_process(
    check: Run, tmp_path: Path, whole: tuple[bytes, bytes]
) -> None:
    (tmp_path / "many.jsonl").write_bytes(whole[0])
    _stopped_half_way(tmp_path, signal.SIGKILL)
    assert whole[1].startswith((tmp_path / "out.jsonl").read_bytes())
    check("many.jsonl", "--output", "out.jsonl", "--resume")
    assert (tmp_path / "out.jsonl").read_bytes() == whole[1]


def test_resume_repairs_a_half_written_line_and_keeps_the_status(check: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(BAD, GOOD, {**GOOD, "id": "last"}))
    check("in.jsonl", "--output", "out.jsonl")
    whole = (tmp_path / "out.jsonl").read_bytes()
    (tmp_path / "out.jsonl").write_bytes(whole[: whole.index(b"\n") + 30])
    done = check("in.jsonl", "--output", "out.jsonl", "--resume")
    assert (tmp_path / "out.jsonl").read_bytes() == whole
    assert done.returncode == 1


def test_resume_names_unreadable_conversations_again(check: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"{\n" + lines(GOOD, BAD))
    check("in.jsonl", "--output", "out.jsonl")
    done = check("in.jsonl", "--output", "out.jsonl", "--resume")
    assert done.returncode == 2
    assert "in.jsonl:1" in done.stderr.decode()
    assert [r["id"] for r in reports((tmp_path / "out.jsonl").read_bytes())] == ["good", "bad"]


def test_resume_without_earlier_output_begins_anew(check: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(GOOD))
    assert check("in.jsonl", "--output", "out.jsonl", "--resume").returncode == 0
    assert len(reports((tmp_path / "out.jsonl").read_bytes())) == 1


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("other.jsonl",), "是“good”的结果，输入的这个对话是“bad”"),
        (("in.jsonl", "--book", "gym"), "另一版话术"),
        (("in.jsonl", "--limit-to", "O01"), "--limit-to"),
        (("empty.jsonl",), "里面有 1 个结果，输入只有 0 个对话"),
    ],
    ids=["others", "book", "rules", "fewer"],
)
def test_resume_refuses_an_output_of_something_else(
    check: Run, tmp_path: Path, words: tuple[str, ...], complaint: str
) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(GOOD))
    (tmp_path / "other.jsonl").write_bytes(lines(BAD))
    (tmp_path / "empty.jsonl").write_bytes(b"\n")
    check("in.jsonl", "--output", "out.jsonl")
    before = (tmp_path / "out.jsonl").read_bytes()
    done = check(*words, "--output", "out.jsonl", "--resume")
    assert done.returncode == 2
    assert complaint in done.stderr.decode()
    assert (tmp_path / "out.jsonl").read_bytes() == before


def test_resume_needs_json_lines_in_a_file(check: Run) -> None:
    done = check("-", "--resume", stdin=lines(GOOD))
    assert done.returncode == 2
    assert "--output" in done.stderr.decode()


def test_resume_knows_a_conversation_whose_id_is_masked(check: Run, tmp_path: Path) -> None:
    named = [{**GOOD, "id": "20261102_13812345678"}, {**BAD, "id": "T-13912345678"}]
    (tmp_path / "in.jsonl").write_bytes(lines(*named))
    check("in.jsonl", "--output", "out.jsonl")
    whole = (tmp_path / "out.jsonl").read_bytes()
    assert [r["id"] for r in reports(whole)] == ["20261102_138****5678", "T-139****5678"]
    assert check("in.jsonl", "--output", "out.jsonl", "--resume").returncode == 1
    assert (tmp_path / "out.jsonl").read_bytes() == whole
