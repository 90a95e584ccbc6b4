"""The page of call-backs in a real browser."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.records.callbacks.entries import add
from bot.records.callbacks.model import CallBack
from bot.records.callbacks.rest_hours import RestHours
from bot.records.database import database
from bot.records.desk import desk
from bot.records.people import put_user
from bot.records.roster import put_agent
from tests.console.conftest import console


@pytest.fixture
def token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """That of a supervisor, in a database with an overdue call-back, one that was heard, and one of a member."""
    monkeypatch.setenv("HUASHU_DATABASE", f"sqlite:///{tmp_path / 'h.db'}")
    now = datetime.now(UTC)
    with database().session() as session:
        put_agent(session, "root", "A08", number="8", name="李敏", book="exchange")
        given = put_user(session, "root", "主管陈", "supervisor")
        add(
            session, "主管陈", kind="promised", now=now, customer="王先生", phone="13812345678", agent="A08",
            reason="查积分", promised_at=now - timedelta(days=9),
        )  # fmt: skip
        add(session, "主管陈", kind="member", now=now, customer="李女士", reference="V1")
        heard = {"reason": "问清楚了给您回电话", "promised_at": now, "due_at": now + timedelta(days=3)}
        session.add(CallBack(kind="promised", status="proposed", **heard))
    return given


def test_callbacks_page_shows_whom_to_call_and_writes_calls_down(page: Any, token: str) -> None:
    with console() as address:
        page.context.add_cookies([{"name": "huashu_token", "value": token, "url": f"http://{address}"}])
        page.goto(f"http://{address}/callbacks")
        page.get_by_text("要回访 2 位：已逾期 1 位").wait_for()
        page.get_by_text(RestHours.of(desk()).notice(datetime.now(UTC)) or "现在可以打。").wait_for()
        assert page.locator(".tick.missed").count() == 1
        page.get_by_role("button", name="王先生 138****5678").click()
        page.get_by_text("您好我是兑换中心的客服代表，请问您是王先生吗？打扰您了。").wait_for()
        page.get_by_text("应回访会员 1 位，已回访 0 位（0%）").wait_for()

        page.get_by_role("button", name="打通了").first.click()
        page.get_by_role("button", name="记下").click()
        page.get_by_text("还缺：回访结果").wait_for()
        page.get_by_label("回访结果：说了什么，办到哪一步").fill("积分已到账")
        page.get_by_role("button", name="记下").click()
        page.get_by_text("记一次 T04").wait_for()
        page.get_by_text("要回访 1 位：已逾期 0 位").wait_for()

        page.get_by_role("button", name="没人接").first.click()
        if RestHours.of(desk()).holds(datetime.now(UTC)):
            page.get_by_role("button", name="记下").click()
        page.get_by_text("李女士：没人接。").wait_for()

        page.get_by_role("button", name="是答应过的").first.click()
        page.get_by_label("客户").last.fill("赵女士")
        page.get_by_role("button", name="是答应过的").last.click()
        page.get_by_text("要回访 2 位：已逾期 0 位").wait_for()
        page.get_by_role("button", name="赵女士").wait_for()


def test_callbacks_page_is_for_those_who_have_signed_in(page: Any, token: str) -> None:
    with console() as address:
        page.goto(f"http://{address}/callbacks")
        page.get_by_text("这一页要先登录。").wait_for()
        assert page.get_by_text("王先生").count() == 0


def test_callbacks_page_offers_no_more_than_the_role_may_do(page: Any, token: str) -> None:
    with database().session() as session:
        agent = put_user(session, "root", "李敏", "agent", "A08")
    with console() as address:
        for who, may in ((token, 1), (agent, 0)):
            page.context.add_cookies([{"name": "huashu_token", "value": who, "url": f"http://{address}"}])
            page.goto(f"http://{address}/callbacks")
            page.get_by_role("button", name="是答应过的").wait_for()
            assert page.get_by_role("button", name="不是承诺").count() == may
