"""The page of forms in a real browser."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.forms.binder import binder
from bot.records.database import database
from bot.records.forms.changing import form_numbered
from bot.records.forms.opening import change_form, open_form
from bot.records.people import put_user
from bot.records.roster import put_agent
from tests.console.conftest import console


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """That of an agent, in a database with a call record that is overdue."""
    monkeypatch.setenv("HUASHU_DATABASE", f"sqlite:///{tmp_path / 'h.db'}")
    with database().session() as session:
        put_agent(session, "root", "A08", number="8", name="李敏")
        given = put_user(session, "root", "李敏", "agent", "A08")
        values = {"customer": "李女士", "phone": "0591-87654321", "kind": "咨询", "question": "能不能出口"}
        values["called_at"] = "2026-01-05 10:00"
        then = datetime.now(UTC) - timedelta(days=9)
        open_form(session, binder()["call"], values, who="李敏", agent="A08", now=then)
    return given


def _choose(page: Any, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()


def test_forms_page_fills_one_in_and_closes_it(page: Any, token: str) -> None:
    with console() as address:
        page.context.add_cookies([{"name": "huashu_token", "value": token, "url": f"http://{address}"}])
        page.goto(f"http://{address}/forms")
        page.get_by_text("待处理 1 张，其中超期 1 张").wait_for()
        assert "（超期）" in page.locator(".tick.missed .state").inner_text()

        page.get_by_role("button", name="客户投诉处理单", exact=True).click()
        page.get_by_label("客户称呼", exact=True).fill("王小明")
        page.get_by_label("联系电话", exact=True).fill("1381234")
        page.get_by_label("投诉内容", exact=True).fill("检测结果全错了，整批货被退")
        page.get_by_text("像是“危机事件”。由您定。").wait_for()
        page.get_by_role("button", name="登记", exact=True).click()
        page.get_by_text("手机号应当是 11 位").wait_for()
        page.get_by_label("联系电话", exact=True).fill("138 1234 5678")
        page.get_by_role("button", name="登记", exact=True).click()
        page.get_by_text("还缺：投诉方式、客户的损失、投诉类别").wait_for()

        page.get_by_role("button", name="存草稿").click()
        page.get_by_text("存成草稿了").wait_for()
        page.reload()
        page.get_by_role("button", name="客户投诉处理单", exact=True).click()
        page.get_by_text("接着填上次的草稿").wait_for()
        assert page.get_by_text("没有存全，请重填").count() == 2
        page.get_by_role("button", name="登记", exact=True).click()
        page.get_by_text("还缺：客户称呼、联系电话、投诉方式").wait_for()
        page.get_by_label("客户称呼", exact=True).fill("王小明")
        page.get_by_label("联系电话", exact=True).fill("13812345678")
        _choose(page, "投诉方式", "来电")
        page.get_by_label("客户的损失", exact=True).fill("二十万")
        _choose(page, "投诉类别", "危机事件")
        page.get_by_role("button", name="登记", exact=True).click()
        page.get_by_text("请马上报告主管").wait_for()
        page.get_by_text("待处理 2 张，其中超期 2 张").wait_for()
        page.get_by_text("联系电话：138****5678").wait_for()

        page.get_by_text("由质检员、培训专员或主管来定").wait_for()
        assert page.get_by_role("button", name="办结", exact=True).count() == 0
        page.get_by_role("button", name="更正").click()
        page.get_by_label("投诉内容", exact=True).fill("检测结果全错了")
        assert page.get_by_label("投诉类别", exact=True).count() == 0
        page.get_by_role("button", name="保存").click()
        page.get_by_text("投诉内容：检测结果全错了").wait_for()

        page.context.clear_cookies()
        with database().session() as session:
            other = put_user(session, "root", "小质", "reviewer")
        page.context.add_cookies([{"name": "huashu_token", "value": other, "url": f"http://{address}"}])
        page.reload()
        page.get_by_role("button", name="客户投诉处理单").last.click()
        page.get_by_role("button", name="办结", exact=True).click()
        page.get_by_label("处理结果", exact=True).wait_for()
        page.get_by_role("button", name="办结", exact=True).click()
        page.get_by_text("还缺：处理结果、投诉是否成立、处理人、客户是否满意").wait_for()
        page.get_by_label("处理结果", exact=True).fill("已重做并道歉")
        page.get_by_label("处理人", exact=True).fill("李敏")
        _choose(page, "投诉是否成立", "成立")
        _choose(page, "客户是否满意", "满意")
        page.get_by_role("button", name="办结", exact=True).click()
        page.get_by_text("待处理 1 张，其中超期 1 张").wait_for()
        page.get_by_text("客户投诉处理单 · 已办结 · 危机事件").wait_for()


def test_forms_page_second_writer_is_told(page: Any, token: str) -> None:
    number = f"L-{(datetime.now(UTC) - timedelta(days=9)).year}-0001"
    with console() as address:
        page.context.add_cookies([{"name": "huashu_token", "value": token, "url": f"http://{address}"}])
        page.goto(f"http://{address}/forms")
        page.get_by_role("button", name=number).click()
        page.get_by_role("button", name="更正").click()
        page.get_by_label("客户的问题", exact=True).fill("能不能出口到日本")
        with database().session() as session:
            change_form(session, number, {"kind": "查询"}, who="李敏", now=datetime.now(UTC))
        page.get_by_role("button", name="保存").click()
        page.get_by_text("刚刚被别人改过，您的改动没有写入").wait_for()
        with database().session() as session:
            assert form_numbered(session, number).values["question"] == "能不能出口"


def test_forms_page_is_for_those_who_have_signed_in(page: Any, token: str) -> None:
    with console() as address:
        page.goto(f"http://{address}/forms")
        page.get_by_text("这一页要先登录。").wait_for()
        assert page.get_by_text("李女士").count() == 0


def test_forms_page_shows_an_agent_his_own(page: Any, token: str) -> None:
    with database().session() as session:
        put_agent(session, "root", "A09", number="9", name="王芳")
        other = put_user(session, "root", "王芳", "agent", "A09")
    with console() as address:
        page.context.add_cookies([{"name": "huashu_token", "value": other, "url": f"http://{address}"}])
        page.goto(f"http://{address}/forms")
        page.get_by_text("待处理 0 张，其中超期 0 张").wait_for()
        page.get_by_text("没有这样的单子。").wait_for()


def test_forms_page_on_a_phone_goes_to_what_was_opened(page: Any, token: str) -> None:
    with console() as address:
        page.set_viewport_size({"width": 390, "height": 844})
        page.context.add_cookies([{"name": "huashu_token", "value": token, "url": f"http://{address}"}])
        page.goto(f"http://{address}/forms")
        assert page.locator(".bar").bounding_box()["height"] < 60
        page.get_by_role("button", name="客户投诉处理单", exact=True).click()
        page.wait_for_function("() => scrollY > 100")
        assert page.evaluate("document.documentElement.scrollWidth") == 390
