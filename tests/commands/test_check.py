import json
from pathlib import Path

import pytest

from tests.commands.conftest import BAD, GOOD, Run, lines, many, reports


@pytest.mark.parametrize(
    ("conversations", "status"),
    [((GOOD,), 0), ((GOOD, BAD), 1), ((GOOD, {**BAD, "turns": 3}), 2), ((BAD, {**BAD, "book": "bank"}), 2)],
    ids=["clean", "violated", "unusable", "book"],
)
def test_check_exit_status(check: Run, conversations: tuple[dict[str, object], ...], status: int) -> None:
    assert check("-", "--format", "jsonl", stdin=lines(*conversations)).returncode == status


def test_check_unreadable_conversation_is_named_with_file_and_line_and_others_are_checked(
    check: Run, tmp_path: Path
) -> None:
    (tmp_path / "calls.jsonl").write_bytes(lines(GOOD) + b'{"id": "half", "tur\n' + lines(BAD))
    done = check("calls.jsonl", "--format", "jsonl")
    assert "calls.jsonl:2：不是合法的 JSON" in done.stderr.decode()
    assert [report["id"] for report in reports(done.stdout)] == ["good", "bad"]


def test_check_unknown_book_of_a_conversation_names_those_there_are(check: Run, tmp_path: Path) -> None:
    (tmp_path / "calls.jsonl").write_bytes(lines({**GOOD, "book": "bank"}, GOOD))
    done = check("calls.jsonl", "--format", "jsonl")
    assert "calls.jsonl:1：没有“bank”这本话术。可以用：exchange、" in done.stderr.decode()
    assert [report["id"] for report in reports(done.stdout)] == ["good"]


def test_check_book_option_wins_over_the_conversation(check: Run) -> None:
    done = check("-", "--format", "jsonl", "--book", "gym", stdin=lines(GOOD))
    assert reports(done.stdout)[0]["book"] == "gym"


def test_check_unknown_book_option_is_one_line(check: Run) -> None:
    done = check("-", "--book", "bank", stdin=lines(GOOD))
    assert done.returncode == 2
    assert "没有“bank”这本话术" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_check_personal_data_is_masked_unless_asked(check: Run) -> None:
    hidden = check("-", "--format", "json", stdin=lines(BAD)).stdout.decode()
    shown = check("-", "--format", "json", "--show-personal", stdin=lines(BAD)).stdout.decode()
    assert "13812345678" not in hidden
    assert "138****5678" in hidden
    assert "13812345678" in shown


def test_check_limit_to_reports_these_rules_only(check: Run) -> None:
    done = check("-", "--format", "jsonl", "--limit-to", "o01,O02", stdin=lines(BAD))
    assert set(reports(done.stdout)[0]["outcomes"]) == {"O01", "O02"}
    assert done.returncode == 1


def test_check_limit_to_unknown_rule_lists_those_there_are(check: Run) -> None:
    done = check("-", "--limit-to", "X99", stdin=lines(BAD))
    assert done.returncode == 2
    assert "没有“X99”这条规则。可以写：A01、" in done.stderr.decode()


def test_check_text_is_the_format_without_any_other_wish(check: Run) -> None:
    done = check("-", stdin=lines(BAD))
    assert "共 1 个会话" in done.stdout.decode()
    assert b"\x1b[" not in done.stdout


def test_check_colour_when_asked(check: Run) -> None:
    assert b"\x1b[" in check("-", "--colour", stdin=lines(BAD)).stdout


@pytest.mark.parametrize(
    "name", ["r.json", "r.jsonl", "r.csv", "r.html", "r.xlsx", "r.xml", "r.sarif", "r.txt"]
)
def test_check_output_file_decides_the_format_and_holds_the_report(
    check: Run, tmp_path: Path, name: str
) -> None:
    done = check("-", "--output", name, stdin=lines(BAD))
    begins = {
        "r.json": b"[", "r.jsonl": b"{", "r.html": b"<!", "r.xlsx": b"PK", "r.xml": b"<?xml", "r.sarif": b"{"
    }  # fmt: skip
    assert done.stdout == b""
    assert (tmp_path / name).read_bytes().removeprefix(b"\xef\xbb\xbf").startswith(begins.get(name, b""))
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_check_unknown_format_lists_those_there_are(check: Run) -> None:
    done = check("-", "--format", "pdf", stdin=lines(BAD))
    assert done.returncode == 2
    assert "没有“pdf”这种报告格式。可以用：text、json" in done.stderr.decode()


def test_check_output_that_cannot_be_written(check: Run) -> None:
    done = check("-", "--output", "nowhere/r.jsonl", stdin=lines(BAD))
    assert done.returncode == 2
    assert "nowhere/r.jsonl：写不进去" in done.stderr.decode()


@pytest.mark.parametrize(("inputs", "output"), [("in.jsonl", "in.jsonl"), (".", "out.jsonl")])
def test_check_output_among_the_inputs_is_refused(
    check: Run, tmp_path: Path, inputs: str, output: str
) -> None:
    (tmp_path / "in.jsonl").write_bytes(lines(GOOD))
    done = check(inputs, "--output", output)
    assert done.returncode == 2
    assert "输出" in done.stderr.decode()
    assert (tmp_path / "in.jsonl").read_bytes() == lines(GOOD)


def test_check_folder_in_the_order_of_names(check: Run, tmp_path: Path) -> None:
    (tmp_path / "calls").mkdir()
    (tmp_path / "calls" / "b.json").write_text(json.dumps(GOOD), encoding="utf-8")
    (tmp_path / "calls" / "a.jsonl").write_bytes(lines(BAD))
    (tmp_path / "calls" / "c.txt").write_text("客服：您好\n客户：你好\n", encoding="utf-8")
    done = check("calls", "--format", "jsonl")
    assert [report["id"] for report in reports(done.stdout)] == ["bad", "good", "c"]


def test_check_same_bytes_whatever_the_number_of_jobs(check: Run, tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_bytes(many(1200) + b"{\n" + many(30))
    outputs = [check("many.jsonl", "--format", "jsonl", "--jobs", str(jobs)) for jobs in (1, 2, 3)]
    assert len({done.stdout for done in outputs}) == 1
    assert len({done.stderr for done in outputs}) == 1
    assert len(reports(outputs[0].stdout)) == 1230


def test_check_reader_that_goes_away_ends_it_quietly(check: Run, tmp_path: Path) -> None:
    import subprocess

    from bot.paths import home
    from tests.commands.conftest import command

    (tmp_path / "many.jsonl").write_bytes(many(3000))
    process = subprocess.Popen(
        command(str(tmp_path / "many.jsonl"), "--format", "jsonl"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=home(),
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.wait(30)
