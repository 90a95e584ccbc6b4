"""`huashu callbacks`."""

import csv
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from typer.testing import CliRunner

from bot.commands.callbacks import callbacks_app
from bot.commands.ledger import ledger_app
from bot.records.callbacks import changing
from bot.records.callbacks.attempts import attempts_of
from bot.records.callbacks.model import ACTIONS, OUTCOMES, CallBack
from bot.records.callbacks.rest_hours import RestHours
from bot.records.database import database
from bot.records.desk import desk
from bot.records.people import put_user
from bot.records.roster import put_agent

Do = Callable[..., str]


@pytest.fixture
def do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Do:
    """Runs a command as 主管陈; gives what it prints, or its error."""
    monkeypatch.setenv("HUASHU_DATABASE", f"sqlite:///{tmp_path / 'h.db'}")
    monkeypatch.setenv("HUASHU_USER", "主管陈")
    with database().session() as session:
        put_agent(session, "root", "A08", number="8", name="李敏", team="一组", book="exchange")
        put_user(session, "root", "主管陈", "supervisor")
        put_user(session, "root", "李敏", "agent", "A08")

    def run(*words: str) -> str:
        result = CliRunner().invoke(callbacks_app, list(words))
        return str(result.exception) if result.exception and str(result.exception) != "0" else result.stdout

    return run


def _rows() -> list[CallBack]:
    with database().session() as session:
        return list(session.execute(select(CallBack).order_by(CallBack.id)).scalars())


def _moved(number: int, **by: timedelta) -> None:
    """Move the times of a call-back back, as if they were longer ago."""
    with database().session() as session:
        row = session.get(CallBack, number)
        for name, length in by.items():
            setattr(row, name, getattr(row, name) - length)


def _add(do: Do, *more: str) -> str:
    return do("add", "王先生", "--phone", "13812345678", "--agent", "8", "--reason", "查积分", *more)


def test_callbacks_added_are_listed_with_when_they_are_due(do: Do) -> None:
    assert _add(do).startswith("已登记 1 号回访，期限 ")
    listed = do("list")
    assert "王先生 138****5678" in listed and "坐席 A08" in listed and "答应的：查积分" in listed
    assert "keep_full 里加上 callbacks" in listed


def test_callbacks_overdue_say_by_how_much(do: Do) -> None:
    _add(do)
    assert do("list", "--overdue").strip().endswith("没有要回访的。")
    _moved(1, promised_at=timedelta(days=9), due_at=timedelta(days=9))
    assert "逾期 " in do("list", "--overdue")


def test_callbacks_that_may_be_called_now_are_told_by_the_clock(do: Do) -> None:
    _add(do)
    notice = RestHours.of(desk()).notice(datetime.now(UTC))
    assert (notice if notice else "王先生") in do("list", "--now")


def test_callbacks_as_json(do: Do) -> None:
    _add(do)
    (given,) = json.loads(do("list", "--format", "json"))
    assert (given["customer"], given["kind"], given["overdue_seconds"], given["dialable"]) == (
        "王先生",
        "promised",
        None,
        False,
    )
    assert given["due_at"].endswith("+08:00")


def test_callbacks_an_incomplete_record_is_refused_and_a_complete_one_closes(do: Do) -> None:
    _add(do)
    assert "还缺：回访结果（K.7.3）" in do("attempt", "1", "--outcome", "reached")
    assert do("attempt", "1", "--outcome", "reached", "--result", "积分已到账").startswith(
        "已记下 1 号回访：已回访。"
    )
    assert "状态是“已回访”（主管陈 办的）" in do("attempt", "1", "--outcome", "no_answer")
    assert "积分已到账" in do("show", "1") and "请问您是王先生吗" in do("show", "1")


def test_callbacks_put_off_by_appointment(do: Do) -> None:
    _add(do)
    assert "改约" in do("attempt", "1", "--outcome", "inconvenient", "--appointment", "明天下午三点") + do(
        "show", "1"
    )
    assert _rows()[0].due_at.astimezone(desk().timezone).hour == 15
    assert "已经过去了" in do("appoint", "1", "2020-01-01 10:00", "--reason", "客户出差")
    assert "没有 2026-02-30 这一天" in do("appoint", "1", "2026-02-30 10:00")
    assert "请写明理由（--reason）" in do("appoint", "1", "后天上午十点")
    moved = do("appoint", "1", "后天上午十点", "--reason", "客户来信说那天方便")
    assert moved.startswith("1 号回访约在 后天 10:00。")
    assert "\t改约时间\t客户来信说那天方便" in do("show", "1")


def test_callbacks_are_not_put_off_by_the_agent_without_a_call(do: Do) -> None:
    _add(do)
    assert "还没有打过，不能往后约" in do("appoint", "1", "后天上午十点", "--by", "李敏")
    do("attempt", "1", "--outcome", "no_answer", "--by", "李敏")
    assert "最多约到打电话以后 30 天" in do("appoint", "1", "2199-01-05 15:00", "--by", "李敏") + do(
        "appoint", "1", f"{_rows()[0].due_at + timedelta(days=60):%Y-%m-%d} 15:00", "--by", "李敏"
    )
    assert do("appoint", "1", "后天上午十点", "--by", "李敏").startswith("1 号回访约在 后天 10:00。")


def test_callbacks_closed_and_cancelled(do: Do) -> None:
    _add(do)
    _add(do)
    assert "一次也没有打过" in do("close", "1", "--result", "打不通", "--given-up")
    assert do("close", "1", "--result", "客户自己打来了").strip() == "1 号回访：未通话办结。"
    assert "质检员、主管" in do("cancel", "2", "--reason", "不用了", "--by", "李敏")
    assert do("cancel", "2", "--reason", "不用了").strip() == "2 号回访：已取消。"
    assert "没有 3 号回访" in do("close", "3", "--result", "x")


def test_callbacks_heard_are_accepted_or_dropped(do: Do) -> None:
    now = datetime.now(UTC)
    with database().session() as session:
        for _ in range(2):
            session.add(
                CallBack(kind="promised", status="proposed", promised_at=now, due_at=now + timedelta(days=3))
            )
    assert "另有 2 条从会话里听出来的承诺等人确认" in do("list")
    assert "客户未知" in do("list", "--proposed")
    assert "1 号回访：待回访。" in do("accept", "1", "--customer", "赵女士", "--agent", "李敏")
    assert do("drop", "2").strip() == "2 号回访：不是承诺。"
    assert [(row.status, row.customer, row.agent) for row in _rows()] == [
        ("open", "赵女士", "A08"),
        ("dropped", "", ""),
    ]


def test_callbacks_members_are_read_in_once_and_covered(do: Do, tmp_path: Path) -> None:
    path = tmp_path / "会员.csv"
    today = datetime.now(desk().timezone).date()
    path.write_text(f"姓名,称呼,会员号,办理时间\n王小明,先生,V1,{today}\n李丽,女士,V2,{today}\n", "utf-8")
    assert do("members", str(path), "--agent", "A08").strip() == "名单 2 位：新登记 2 位，已经有的 0 位。"
    assert "已经有的 2 位" in do("members", str(path))
    do("attempt", "1", "--outcome", "reached", "--result", "已答复")
    covered = do("coverage")
    assert (
        "应回访会员 2 位，已回访 1 位（50%）" in covered
        and "李女士 V2" in covered
        and "王先生" not in covered
    )
    assert json.loads(do("coverage", "--format", "json"))["missing"][0]["customer"] == "李女士"
    assert "没有 2026-02-30 这一天" in do("coverage", "--from", "2026-02-30")
    assert "打不开" in do("members", "/nowhere.csv")


def test_callbacks_breaches_of_a_month(do: Do) -> None:
    _add(do)
    _moved(1, promised_at=timedelta(days=40), due_at=timedelta(days=40))
    month = f"{_rows()[0].due_at.astimezone(desk().timezone):%Y-%m}"
    assert "T04\tK.7.4\t坐席 A08" in do("breaches", month)
    assert "没有违反" in do("breaches", "2020-01")
    assert json.loads(do("breaches", month, "--agent", "李敏", "--format", "json"))[0]["id"] == 1


def test_callbacks_without_an_agent_are_named_where_the_ledger_passes_them_over(do: Do) -> None:
    do("add", "王先生")
    _moved(1, promised_at=timedelta(days=40), due_at=timedelta(days=40))
    month = f"{_rows()[0].due_at.astimezone(desk().timezone):%Y-%m}"
    propose = CliRunner().invoke(ledger_app, ["propose", month]).stdout
    assert "1 号没有定坐席" in propose and "huashu callbacks assign 编号 坐席" in propose
    assert "质检员、主管" in do("assign", "1", "李敏", "--by", "李敏")
    assert do("assign", "1", "李敏").strip() == "1 号回访定给坐席 A08。"
    assert "定坐席" in do("show", "1")
    propose = CliRunner().invoke(ledger_app, ["propose", month]).stdout
    assert "K.7.4#三天之内" in propose and "没有定坐席" not in propose


def test_callbacks_exported_are_safe_to_open(do: Do, tmp_path: Path) -> None:
    _add(do, "--reference", "=HYPERLINK(1)")
    do("attempt", "1", "--outcome", "no_answer", "--note", "+1")
    do("export", "--output", str(tmp_path / "a.csv"))
    do("export", "--output", str(tmp_path / "a.xlsx"))
    (row,) = csv.DictReader((tmp_path / "a.csv").read_text("utf-8-sig").splitlines())
    assert row["订单或会员号"] == "'=HYPERLINK(1)" and row["次数"] == "1" and row["最近结果"] == "没人接"
    book = load_workbook(tmp_path / "a.xlsx")
    cell = book["回访"]["F2"]
    assert (cell.value, cell.data_type, book["每次通话"]["E2"].value) == ("=HYPERLINK(1)", "s", "没人接")
    assert ".csv 或 .xlsx" in do("export", "--output", "a.pdf")


def test_callbacks_nobody_changes_anything_nameless(do: Do, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUASHU_USER")
    assert "请写明是谁在操作" in _add(do)
    assert "没有“路人”这个用户" in _add(do, "--by", "路人")
    assert _rows() == []


def test_callbacks_show_what_was_changed_in_chinese_and_what_to_say(do: Do) -> None:
    _add(do)
    do("attempt", "1", "--outcome", "no_answer")
    do("appoint", "1", "2199-01-05 15:00")
    shown = do("show", "1")
    assert "\t登记" in shown and "\t记下通话：没人接" in shown and "callback." not in shown
    assert "说：您好我是兑换中心的客服代表" in shown


def test_callbacks_show_why_there_is_no_opening(do: Do) -> None:
    with database().session() as session:
        put_agent(session, "root", "A09", name="赵磊")
    do("add", "王先生", "--agent", "赵磊")
    shown = do("show", "1")
    assert "说：" not in shown and "没有开场白" in shown
    assert "没有开场白" in json.loads(do("show", "1", "--format", "json"))["script_lacking"]


def test_callbacks_attempts_take_the_time_as_one_says_it(do: Do) -> None:
    _add(do)
    _moved(1, promised_at=timedelta(days=9), due_at=timedelta(days=9))
    assert do("attempt", "1", "--outcome", "no_answer", "--at", "昨天上午十点").startswith("已记下 1 号回访")
    zone = desk().timezone
    yesterday = datetime.now(UTC).astimezone(zone).date() - timedelta(days=1)
    with database().session() as session:
        (made,) = attempts_of(session, 1)
    assert made.at.astimezone(zone).replace(tzinfo=None) == datetime.combine(yesterday, time(10))


def test_callbacks_every_change_has_a_chinese_name() -> None:
    source = "".join(path.read_text("utf-8") for path in Path(changing.__file__).parent.glob("*.py"))
    said = {f"callback.{status}" for status in ("settled", "given_up", "cancelled", *OUTCOMES)}
    said |= set(re.findall(r'who, f?"(callback\.[a-z_]+)"', source)) | {"callback.add"}
    # Of lists and of what is forgotten there is a line for all together, which no call-back shows.
    assert said - {"callback.members", "callback.forget"} <= set(ACTIONS)
