"""`huashu forms`, at the keyboard and from files."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from bot.commands.forms import forms_app
from bot.paths import home
from bot.records.database import database
from bot.records.people import put_user
from bot.records.roster import put_agent

COMPLAINT = {
    "customer": "王小明", "phone": "138 1234 5678", "way": "来电",
    "content": "前台态度差", "loss": "没有", "level": "一般",
}  # fmt: skip
SAID = "王小明\n13812345678\n来电\n前台态度差\n没有\n没有\n没有\n没有\n1\n"
CLOSING = ("result=已道歉", "justified=成立", "handler=李敏", "satisfied=满意")


@pytest.fixture(autouse=True)
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUASHU_DATABASE", f"sqlite:///{tmp_path / 'h.db'}")
    monkeypatch.setenv("HUASHU_USER", "李敏")
    with database().session() as session:
        put_agent(session, "root", "A08", number="8", name="李敏")
        put_agent(session, "root", "A09", number="9", name="王芳")
        put_user(session, "root", "李敏", "agent", "A08")
        put_agent(session, "root", "A10", number="10", name="郑爽")
        put_user(session, "root", "王芳", "agent", "A09")
        put_user(session, "root", "小质", "reviewer")
        put_user(session, "root", "吴迪", "agent", "A10")


def _run(*words: str, said: str = "") -> Result:
    return CliRunner().invoke(forms_app, list(words), input=said)


def _fields(answers: dict[str, str] | tuple[str, ...]) -> list[str]:
    written = [f"{k}={v}" for k, v in answers.items()] if isinstance(answers, dict) else answers
    return [word for each in written for word in ("--fields", each)]


def _open(**more: str) -> str:
    result = _run("new", "complaint", *_fields(COMPLAINT | more))
    assert result.exit_code == 0, result.exception
    return str(result.stdout.split()[1].split("（")[0])


def test_forms_are_filled_in_at_the_keyboard() -> None:
    result = _run("new", "投诉单", said=SAID + "电话改成13900001111\n确认\n")
    assert "（1/9）客户怎么称呼？" in result.stdout
    assert "改好了：联系电话 13900001111。" in result.stdout
    assert "登记好了：客户投诉处理单 T-" in result.stdout
    (form,) = json.loads(_run("list", "--format", "json").stdout)
    assert (form["fields"]["phone"], form["agent"], form["class"]) == ("139****1111", "A08", "一般投诉")


def test_forms_broken_off_are_drafts_and_gone_on_with() -> None:
    left = _run("new", "complaint", said="王女士\n13812345678\n来电\n")
    assert "存成草稿了。接着填：huashu forms new complaint --again" in left.stdout
    again = _run(
        "new", "complaint", "--again", said="13812345678\n" + "\n".join(SAID.split("\n")[3:]) + "确认\n"
    )
    assert "（2/9）联系电话是多少？" in again.stdout and "登记好了" in again.stdout
    assert "为了保护客户信息，联系电话没有存全，请再填一遍。" in again.stdout
    assert "没有填到一半的客户投诉处理单" in str(_run("new", "complaint", "--again").exception)


def test_forms_cancelled_at_the_keyboard_leave_nothing() -> None:
    assert "没有登记" in _run("new", "complaint", said="王女士\n取消\n").stdout
    assert json.loads(_run("list", "--status", "draft", "--format", "json").stdout) == []


def test_forms_with_all_answers_at_once(tmp_path: Path) -> None:
    path = tmp_path / "f.json"
    path.write_text(json.dumps(COMPLAINT), "utf-8")
    assert "登记好了" in _run("new", "complaint", "--json", str(path)).stdout
    over = _run("new", "complaint", "--json", "-", "--agent", "9", said=json.dumps(COMPLAINT))
    assert "-0002" in over.stdout
    assert "马上报告主管" in _run("new", "complaint", *_fields(COMPLAINT | {"level": "危机事件"})).stdout


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["new", "leave", "--fields", "a=b"], "没有“leave”这种单子。可以填：客户来电记录单（call）"),
        (["new", "complaint", "--fields", "customer=王"], "还缺：联系电话、投诉方式"),
        (["new", "complaint", "--fields", "phone=138"], "没有看出电话号码"),
        (["new", "complaint", "--fields", "phone"], "要写成 项=内容"),
        (
            ["new", "complaint", "--fields", "phone=138", "way=来电", "loss=没有"],
            "每一项前面都要写一次 --fields。请写成：--fields way=来电 --fields loss=没有",
        ),
        (["change", "T-2026-0001", "--fields", "way=来电", "loss"], "多出了“loss”"),
        (["close", "T-2026-0001", "--fields", "result=好", "handler=李"], "请写成：--fields handler=李"),
        (["new", "complaint", "--fields", "phone=1", "--fields", "phone=2"], "“phone”写了两次"),
        (["new", "complaint", "--json", "/nowhere.json"], "打不开"),
        (["new", "complaint", "--by", "路人", "--fields", "customer=王"], "没有“路人”这个用户"),
        (["show", "T-2026-9999"], "没有 T-2026-9999 这张单子"),
        (["close", "T-2026-9999", "--fields", "result=好"], "没有 T-2026-9999 这张单子"),
        (["change", "T-2026-9999"], "请写要改的项"),
        (["list", "--agent", "77"], "名册里没有“77”"),
        (["list", "--type", "leave"], "没有“leave”这种单子"),
    ],
)
def test_forms_bad_input_is_one_sentence(words: list[str], complaint: str) -> None:
    result = _run(*words)
    assert result.exit_code != 0
    assert complaint in str(result.exception)


@pytest.mark.parametrize(("text", "complaint"), [("{", "不是合法的 JSON"), ("[1]", "要写一个对象")])
def test_forms_bad_json_is_told(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "f.json"
    path.write_text(text, "utf-8")
    assert complaint in str(_run("new", "complaint", "--json", str(path)).exception)


def test_forms_without_a_person_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUASHU_USER")
    assert "--by" in str(_run("new", "complaint", *_fields(COMPLAINT)).exception)


def test_forms_unknown_person_is_refused_before_anything_is_asked() -> None:
    result = _run("new", "complaint", "--by", "路人", said=SAID)
    assert "没有“路人”这个用户" in str(result.exception) and "客户怎么称呼" not in result.stdout


def test_forms_are_listed_shown_and_corrected() -> None:
    number = _open()
    crisis = _open(level="危机事件")
    lines = _run("list").stdout.splitlines()
    assert lines[0].startswith(f"{crisis}\t客户投诉处理单\t危机事件\t待处理（期限 立刻（超期））\tA08")
    assert lines[1].startswith(number) and lines[-1].startswith("共 2 张。全部：待处理 2，其中超期 1")
    assert crisis in _run("list", "--overdue").stdout and number not in _run("list", "--overdue").stdout
    shown = _run("change", number, "--fields", "content=前台态度很差")
    assert "投诉内容：前台态度很差" in shown.stdout
    assert "投诉内容：前台态度很差" in _run("show", number).stdout
    assert json.loads(_run("show", number, "--format", "json").stdout)["version"] == 2


def test_forms_are_closed_once_and_with_a_result() -> None:
    number = _open()
    by = ("--by", "小质")
    assert "还缺：处理结果" in str(_run("close", number, "--fields", "handler=李敏", *by).exception)
    assert f"{number} 办结了。" in _run("close", number, *_fields(CLOSING), *by).stdout
    assert "已办结（小质" in str(_run("close", number, *_fields(CLOSING), *by).exception)


def test_forms_are_closed_at_the_keyboard() -> None:
    number = _open()
    by = ("--by", "小质")
    refused = _run("close", number, said="已道歉\n")
    assert "来定，李敏是坐席" in str(refused.exception) and "怎么处理的" not in refused.stdout
    assert "没有办结，单子没有变。" in _run("close", number, *by, said="已道歉\n").stdout
    done = _run("close", number, *by, said="已道歉\n成立\n李敏\n满意\n确认\n").stdout
    assert "投诉内容：前台态度差" in done and f"{number} 办结了。" in done


def test_forms_are_cancelled_with_a_reason() -> None:
    number = _open()
    assert "作废要写原因" in str(_run("cancel", number).exception)
    assert "要由本人、质检员或主管来作废" in str(
        _run("cancel", number, "--reason", "重复", "--by", "王芳").exception
    )
    assert f"{number} 作废了：重复。" in _run("cancel", number, "--reason", "重复").stdout


def test_forms_are_exported(tmp_path: Path) -> None:
    _open(content="=1+1")
    path = tmp_path / "f.csv"
    assert "1 张" in _run("export", "--output", str(path)).stdout
    (row,) = csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))
    assert row["投诉内容"] == "'=1+1"
    _run("export", "--output", str(tmp_path / "f.xlsx"))
    assert load_workbook(tmp_path / "f.xlsx").sheetnames == ["客户投诉处理单"]
    assert "写不进去" in str(_run("export", "--output", "/nowhere/f.csv").exception)


def test_forms_files_are_checked() -> None:
    assert "5 种单子" in _run("check").stdout and "没有问题" in _run("check").stdout


def test_forms_bad_input_leaves_with_status_2() -> None:
    environment: dict[str, Any] = {**os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "bot", "forms", "show", "T-2026-9999"],
        capture_output=True, cwd=home(), env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "没有 T-2026-9999 这张单子" in done.stderr.decode() and "Traceback" not in done.stderr.decode()


def test_forms_half_filled_are_taken_up_by_saying_so() -> None:
    _run("new", "complaint", said="王女士\n13812345678\n来电\n")
    again = _run("new", "complaint", said="继续\n13812345678\n" + "\n".join(SAID.split("\n")[3:]) + "确认\n")
    assert "接着填上次的客户投诉处理单" in again.stdout and "登记好了" in again.stdout
    assert "没有填到一半的单子，就填这一张" in _run("new", "complaint", said="继续\n").stdout


def test_forms_complaint_names_somebody_on_the_roster() -> None:
    assert "被投诉的人：A10 郑爽" in _run("show", _open(against="10号")).stdout
    result = _run("new", "complaint", *_fields(COMPLAINT | {"against": "郑双"}))
    assert "名册里没有“郑双”。是不是A10 郑爽？" in str(result.exception)
    said = "\n".join([*SAID.split("\n")[:5], "郑双", "10号", "没有", "没有", "1", "确认", ""])
    asked = _run("new", "complaint", said=said).stdout
    assert "是不是A10 郑爽？" in asked and "6 被投诉的人：A10 郑爽" in asked and "登记好了" in asked


def test_forms_agent_lists_shows_and_exports_his_own(tmp_path: Path) -> None:
    number = _open(against="A10")
    path = str(tmp_path / "f.csv")
    for by, count in (("吴迪", 0), ("李敏", 1), ("小质", 1)):
        assert len(json.loads(_run("list", "--format", "json", "--by", by).stdout)) == count
        assert f"{count} 张" in _run("export", "--output", path, "--by", by).stdout
    assert "A10 郑爽" in Path(path).read_text("utf-8-sig")
    assert "不是您登记的" in str(_run("show", number, "--by", "吴迪").exception)
