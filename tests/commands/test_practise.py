"""`huashu practise`, from files and from the keyboard."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.practice.session import PracticeSession
from bot.practice.setting import Setting

RUN = CliRunner()


def _lines(tmp_path: Path, scene: str = "silent_call", seed: int = 5) -> Path:
    session = PracticeSession(Setting("exchange", scene, 1, seed))
    said = []
    while session.due is not None:
        said.append(session.hint())
        session.say(said[-1])
    path = tmp_path / "lines.txt"
    path.write_text("\n".join(said), "utf-8")
    return path


def test_practise_from_a_file_gives_the_session_as_json(tmp_path: Path) -> None:
    path = _lines(tmp_path)
    result = RUN.invoke(
        app, ["practise", "无声电话", "--seed", "5", "--agent-lines", str(path), "--format", "json"]
    )
    given = json.loads(result.stdout)
    assert given["scorecard"]["score"] >= 95 and given["over"]
    assert [turn["role"] for turn in given["turns"]][:2] == ["agent", "customer"]
    assert all("feedback" in turn for turn in given["turns"] if turn["role"] == "agent")
    assert given["outcomes"]["S01"] == "met"


def test_practise_the_same_file_and_seed_give_the_same_bytes(tmp_path: Path) -> None:
    path = _lines(tmp_path, "angry_caller", 9)
    call = ["practise", "angry_caller", "--seed", "9", "--agent-lines", str(path), "--format", "json"]
    assert RUN.invoke(app, call).stdout == RUN.invoke(app, call).stdout


def test_practise_at_the_keyboard_hints_and_ends() -> None:
    result = RUN.invoke(app, ["practise", "complaint", "--seed", "1"], input="提示\n不归我管\n结束\n")
    assert "提示：您好，兑换中心" in result.stdout
    assert "这里应当说" in result.stdout and "得分" in result.stdout


def test_practise_list_names_every_scene() -> None:
    assert "silent_call\t无声电话" in RUN.invoke(app, ["practise", "list"]).stdout


def test_practise_unknown_scene_says_which_there_are() -> None:
    result = RUN.invoke(app, ["practise", "飞行"])
    assert result.exit_code != 0 and "可以练" in str(result.exception)


def test_practise_missing_file_is_named() -> None:
    result = RUN.invoke(app, ["practise", "thanks", "--agent-lines", "/nowhere.txt"])
    assert "打不开" in str(result.exception)


@pytest.fixture
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUASHU_DATABASE", f"sqlite:///{tmp_path / 'h.db'}")


def test_practise_examination_of_silence_is_failed() -> None:
    result = RUN.invoke(app, ["practise", "exam", "--seed", "2"], input="嗯\n" * 60)
    assert "第 5 题" in result.stdout and "没有通过" in result.stdout and "−10 分" in result.stdout
    assert "提示" not in result.stdout and "这里应当说" not in result.stdout


def test_practise_examination_as_json() -> None:
    result = RUN.invoke(app, ["practise", "exam", "--seed", "2", "--format", "json"], input="嗯\n" * 60)
    given = json.loads(result.stdout.strip().splitlines()[-1])
    assert len(given["scenes"]) == 5 and not given["passed"]


def test_practise_guided_shows_the_line() -> None:
    result = RUN.invoke(app, ["practise", "thanks", "--mode", "guided", "--seed", "1"], input="结束\n")
    assert "照着说：您好，兑换中心，8号为您服务。" in result.stdout


def test_practise_goes_on_and_drills_what_went_wrong(own_database: None) -> None:
    RUN.invoke(
        app,
        ["practise", "complaint", "--seed", "1", "--trainee", "小周"],
        input="您好，兑换中心，8号为您服务。\n结束\n",
    )
    again = RUN.invoke(app, ["practise", "again", "--trainee", "小周"], input="不归我管\n" * 9)
    assert "坐席：您好，兑换中心，8号为您服务。" in again.stdout and "得分" in again.stdout
    weak = RUN.invoke(app, ["practise", "weak", "--trainee", "小周"], input="结束\n")
    assert "扣分最多" in weak.stdout
    standing = RUN.invoke(app, ["practise", "progress", "--trainee", "小周"]).stdout
    assert "投诉" in standing and "F02" in standing
    assert "没有可以接着练的" in str(RUN.invoke(app, ["practise", "again", "--trainee", "别人"]).exception)


def test_practise_replays_a_real_conversation(tmp_path: Path) -> None:
    path = tmp_path / "real.txt"
    path.write_text("客服：喂\n客户：你们几点下班\n客服：不知道\n", "utf-8")
    said = "您好，兑换中心，8号为您服务。\n我们五点半下班，请问还有什么帮您的吗？\n"
    result = RUN.invoke(app, ["practise", "1", "--replay", str(path)], input=said)
    assert "客户：你们几点下班" in result.stdout and "原来" in result.stdout
