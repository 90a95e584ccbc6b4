"""The pages `/signin`, `/review` and `/month` in a real browser: from a finding to the month, and an appeal back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.check.desk import checker
from bot.conversation.conversation import conversation_of
from bot.records.conversations import KeptFinding
from bot.records.database import Database
from bot.records.desk import read_desk
from bot.records.intake import take
from bot.records.ledger import Entry
from bot.records.people import put_agent, put_user
from bot.records.prepared import prepared
from tests.console.conftest import console
from tests.console.test_reviewing import TALK


@dataclass(frozen=True)
class Served:
    """A console with one conversation in its database."""

    address: str
    database: Database
    tokens: dict[str, str]

    def sign_in(self, page: Any, who: str) -> None:
        page.context.clear_cookies()
        page.goto(f"http://{self.address}/signin")
        page.locator("input[type=password]").fill(self.tokens[who])
        page.get_by_role("button", name="登录").click()
        page.wait_for_url("**/review")

    def statuses(self, table: Any) -> list[str]:
        with self.database.session() as session:
            return list(session.execute(select(table.status).order_by(table.id)).scalars())


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("review")
    url = f"sqlite:///{folder / 'h.db'}"
    database = Database(url)
    with database.session() as session:
        put_agent(session, "root", "A08", name="李敏", book="exchange")
        tokens = {
            name: put_user(session, "root", name, role, agent)
            for name, role, agent in (
                ("小质", "reviewer", ""),
                ("主管陈", "supervisor", ""),
                ("李敏", "agent", "A08"),
            )
        }
    talk = conversation_of(json.loads(json.dumps(TALK)))
    take(database, [prepared(talk, checker("exchange").check(talk), read_desk())])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HUASHU_DATABASE", url)
        with console() as address:
            yield Served(address, database, tokens)


def test_review_pages_ask_to_sign_in(served: Served, page: Any) -> None:
    page.goto(f"http://{served.address}/review")
    page.get_by_text("这一页要先登录").wait_for()


def test_review_pages_refuse_a_wrong_token(served: Served, page: Any) -> None:
    page.goto(f"http://{served.address}/signin")
    page.locator("input[type=password]").fill("nonsense")
    page.get_by_role("button", name="登录").click()
    page.get_by_text("口令不对").wait_for()


def test_review_pages_from_the_queue_to_the_month_and_back_by_appeal(served: Served, page: Any) -> None:
    served.sign_in(page, "小质")
    page.get_by_text("1 号 · A08").click()
    page.get_by_text("3 坐席：").wait_for()
    card = page.locator(".finding.severe").first
    card.get_by_role("button", name="确认").click()
    page.get_by_text("已确认（小质）").first.wait_for()
    assert "confirmed" in served.statuses(KeptFinding) and served.statuses(Entry) == ["standing"]

    served.sign_in(page, "主管陈")
    page.goto(f"http://{served.address}/month?month=2026-10")
    page.get_by_text("A08 李敏").first.click()
    page.get_by_text("考核分：60分").wait_for()
    page.get_by_role("link", name="看会话").first.wait_for()

    served.sign_in(page, "李敏")
    page.goto(f"http://{served.address}/month?month=2026-10")
    page.get_by_role("button", name="申诉").click()
    page.get_by_label("理由").fill("录音里是客户在骂")
    page.get_by_role("button", name="提交申诉").click()
    page.get_by_text("的申诉：等待裁决").wait_for()

    served.sign_in(page, "主管陈")
    page.get_by_text("坐席申诉 1").wait_for()
    page.get_by_text("1 号 · A08").click()
    page.get_by_role("button", name="申诉成立").click()
    page.get_by_label("理由，坐席会看到").last.fill("听了录音，是客户")
    page.get_by_role("dialog").get_by_role("button", name="申诉成立").click()
    page.get_by_text("已驳回（主管陈）").first.wait_for()
    assert served.statuses(Entry) == ["withdrawn"]


def test_review_pages_a_dismissal_needs_its_reason(served: Served, page: Any) -> None:
    served.sign_in(page, "小质")
    page.goto(f"http://{served.address}/review?conversation=1")
    before = served.statuses(KeptFinding)
    page.locator(".finding").get_by_role("button", name="驳回").first.click()
    page.get_by_role("dialog").get_by_role("button", name="驳回").click()
    page.get_by_text("驳回要写明理由").wait_for()
    assert served.statuses(KeptFinding) == before
    page.get_by_label("理由，坐席会看到").last.fill("不成立")
    page.get_by_role("dialog").get_by_role("button", name="驳回").click()
    page.get_by_text("已驳回（小质）").wait_for()


def test_review_pages_a_supervisor_enters_what_he_saw(served: Served, page: Any) -> None:
    served.sign_in(page, "主管陈")
    page.goto(f"http://{served.address}/month?month=2026-10&agent=A08")
    page.get_by_role("button", name="记一笔").click()
    box = page.get_by_role("dialog")
    box.get_by_label("什么事").fill("迟到")
    page.get_by_role("option", name="迟到、早退").first.click()
    box.get_by_label("几分").fill("9")
    box.get_by_role("button", name="记下").click()
    page.get_by_text("只能是 2～5分").wait_for()
    box.get_by_label("几分").fill("3")
    box.get_by_role("button", name="记下").click()
    page.locator("[data-entry]").filter(has_text="迟到、早退").wait_for()
    with served.database.session() as session:
        assert -3 in session.execute(select(Entry.points)).scalars().all()


def test_review_pages_agents_review_nothing(served: Served, page: Any) -> None:
    served.sign_in(page, "李敏")
    page.get_by_text("复核由质检员、培训专员和主管来做").wait_for()
