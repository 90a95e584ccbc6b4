"""The pages `/signin`, `/review` and `/month` in a real browser: from a finding to the month, and an appeal back."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.assess.month import Month
from bot.book.shelf import shelf
from bot.check.desk import checker
from bot.conversation.conversation import conversation_of
from bot.records.assessments import unfinished
from bot.records.conversations import KeptFinding
from bot.records.database import Database
from bot.records.desk import read_desk
from bot.records.entries import enter, entry_numbered
from bot.records.intake import take
from bot.records.ledger import Entry
from bot.records.people import put_user
from bot.records.prepared import prepared
from bot.records.review.appeals import decide_appeal, file_against_entry
from bot.records.review.given import Given
from bot.records.review.verdicts import decide
from bot.records.roster import put_agent
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
        page.wait_for_url("**/month" if who == "李敏" or who == "王芳" else "**/review")

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
        put_agent(session, "root", "A09", name="王芳", book="exchange")
        tokens = {
            name: put_user(session, "root", name, role, agent)
            for name, role, agent in (
                ("小质", "reviewer", ""),
                ("主管陈", "supervisor", ""),
                ("主管周", "supervisor", ""),
                ("李敏", "agent", "A08"),
                ("王芳", "agent", "A09"),
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
    page.get_by_text("1 号 · A08 李敏 · 10月19日").click()
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
    entry = page.locator("[data-entry='1']")
    entry.get_by_text("等待裁决").wait_for()
    assert page.get_by_role("button", name="申诉").count() == 0

    served.sign_in(page, "主管陈")
    page.get_by_text("坐席申诉 1").wait_for()
    page.get_by_text("1 号 · A08 李敏 · 10月19日").click()
    page.locator("[data-finding]").get_by_role("button", name="申诉成立").click()
    page.get_by_label("理由，坐席会看到").last.fill("听了录音，是客户")
    page.get_by_role("dialog").get_by_role("button", name="申诉成立").click()
    page.get_by_text("已驳回（主管陈）").first.wait_for()
    assert served.statuses(Entry) == ["withdrawn"]

    served.sign_in(page, "李敏")
    page.goto(f"http://{served.address}/month?month=2026-10")
    entry.get_by_text("申诉成立（主管陈）：听了录音，是客户").wait_for()
    assert "line-through" in entry.locator(".what").evaluate("it => getComputedStyle(it).textDecoration")
    assert "条款 " in entry.inner_text() and "#" not in entry.inner_text()


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
    box.get_by_text("2～5 分，不写负号").wait_for()
    box.get_by_label("哪一天").fill("2026-10-12")
    box.get_by_label("说明").fill("迟到一刻钟")
    box.get_by_label("几分").fill("9")
    box.get_by_role("button", name="记下").click()
    page.get_by_text("只能是 2～5分").wait_for()
    box.get_by_label("几分").fill("3")
    box.get_by_role("button", name="记下").click()
    page.locator("[data-entry]").filter(has_text="迟到、早退").wait_for()
    with served.database.session() as session:
        assert -3 in session.execute(select(Entry.points)).scalars().all()


def test_review_pages_an_appeal_against_an_entry_is_decided_in_the_list(served: Served, page: Any) -> None:
    now = datetime.now(UTC)
    with served.database.session() as session:
        entry = enter(
            session, "主管陈", "A08", "G.3.1#迟到早退", date(2026, 10, 13), now, points=2, reason="打卡晚了"
        )
        file_against_entry(session, "李敏", int(entry.id), "那天地铁停运", now)
        number = int(entry.id)
    served.sign_in(page, "主管陈")
    card = page.locator("[data-appeal]").filter(has_text="那天地铁停运")
    card.get_by_text("您经手过这件事").wait_for()
    assert card.get_by_role("button").count() == 0

    served.sign_in(page, "小质")
    link = card.get_by_role("link", name=f"台账 {number} 号记录")
    assert link.get_attribute("href") == "/month?month=2026-10&agent=A08"
    card.get_by_role("button", name="申诉成立").click()
    page.get_by_label("理由，坐席会看到").last.fill("有停运证明")
    page.get_by_role("dialog").get_by_role("button", name="申诉成立").click()
    page.get_by_text("裁决过的申诉").click()
    card.get_by_text("申诉成立（小质）：有停运证明").wait_for()
    with served.database.session() as session:
        assert entry_numbered(session, number).status == "withdrawn"


def test_review_pages_after_two_levels_nothing_can_be_appealed(served: Served, page: Any) -> None:
    now = datetime.now(UTC)
    with served.database.session() as session:
        entry = enter(
            session, "主管陈", "A09", "G.3.1#迟到早退", date(2026, 10, 14), now, points=2, reason="打卡晚了"
        )
        for judge in ("小质", "主管周"):
            appeal = file_against_entry(session, "王芳", int(entry.id), "我没有迟到", now)
            decide_appeal(session, judge, int(appeal.id), False, f"{judge}看了打卡", now)
    served.sign_in(page, "王芳")
    page.goto(f"http://{served.address}/month?month=2026-10")
    page.get_by_text("维持原判（主管周）：主管周看了打卡").wait_for()
    assert page.get_by_role("button", name="申诉").count() == 0


def test_review_pages_an_agent_reads_why_he_lost_points(served: Served, page: Any) -> None:
    talk = conversation_of(TALK | {"id": "c-2"})
    take(served.database, [prepared(talk, checker("exchange").check(talk), read_desk())])
    with served.database.session() as session:
        found = list(
            session.execute(
                select(KeptFinding).where(KeptFinding.status == "open").order_by(KeptFinding.id.desc())
            ).scalars()
        )
        finding = next(one for one in found if one.severity == "severe")
        other = next(one for one in found if one.id != finding.id)
        number = int(finding.conversation_id)
        changed = Given("change", "骂人是事实，情节较轻", severity="medium", points=9)
        decide(session, "小质", int(finding.id), changed, datetime.now(UTC))
        decide(session, "小质", int(other.id), Given("dismiss", "客户先挂的"), datetime.now(UTC))
        message, expected = str(finding.message), str(finding.expected)

    served.sign_in(page, "李敏")
    page.goto(f"http://{served.address}/month?month=2026-10")
    page.locator(f"a[href='/talk?conversation={number}']").first.click()
    card = page.locator(f"[data-finding='{finding.id}']")
    for text in (message, f"应当：{expected}", "改判理由（小质）：骂人是事实，情节较轻", "−9 分（中度）"):
        card.get_by_text(text).first.wait_for()
    assert page.get_by_role("button").count() == 0

    served.sign_in(page, "王芳")
    page.goto(f"http://{served.address}/talk?conversation={number}")
    page.get_by_text("这不是您的记录").wait_for()
    assert page.locator(".bubble").count() == 0

    served.sign_in(page, "主管陈")
    page.goto(f"http://{served.address}/review?conversation={number}")
    page.get_by_text("驳回理由（小质）：客户先挂的").wait_for()
    card.get_by_role("button", name="我有不同看法").click()
    box = page.get_by_role("dialog")
    box.get_by_label("理由，同事会看到").fill("那是客户说的")
    box.get_by_role("button", name="记下").click()
    card.get_by_text("看法（主管陈）：驳回：那是客户说的").wait_for()
    assert card.get_by_role("button", name="我有不同看法").count() == 0


def test_review_pages_extra_points_take_a_sign_and_no_fraction(served: Served, page: Any) -> None:
    served.sign_in(page, "主管陈")
    page.goto(f"http://{served.address}/month?month=2026-10&agent=A09")
    page.get_by_role("button", name="记一笔").click()
    box = page.get_by_role("dialog")
    assert box.get_by_label("几分").is_hidden() and box.get_by_label("哪一天").input_value() == ""
    box.get_by_label("什么事").fill("额外奖惩")
    page.get_by_role("option", name="额外奖惩").first.click()
    box.get_by_text("罚写负号").wait_for()
    box.get_by_label("哪一天").fill("2026-10-20")
    box.get_by_label("说明").fill("带教没做完")
    box.get_by_label("几分").fill("-2.5")
    box.get_by_role("button", name="记下").click()
    box.get_by_text("请写整数").wait_for()
    box.get_by_label("几分").fill("-2")
    box.get_by_role("button", name="记下").click()
    page.locator("[data-entry]").filter(has_text="额外奖惩").get_by_text("-2 分").wait_for()


def test_review_pages_the_bar_names_the_user_and_lets_him_go(served: Served, page: Any) -> None:
    served.sign_in(page, "李敏")
    page.locator(".bar").get_by_role("link", name="李敏").click()
    page.get_by_text("您是李敏（坐席）").wait_for()
    page.get_by_role("button", name="退出").click()
    page.locator(".bar").get_by_role("link", name="登录").wait_for()
    page.goto(f"http://{served.address}/month")
    page.get_by_text("这一页要先登录").wait_for()


def test_review_pages_closing_names_the_month_and_what_is_left(served: Served, page: Any) -> None:
    with served.database.session() as session:
        told = unfinished(session, Month(2026, 10)).told
    served.sign_in(page, "主管陈")
    page.goto(f"http://{served.address}/month?month=2026-10")
    page.get_by_role("button", name="结算").click()
    box = page.get_by_role("dialog")
    box.get_by_text("结算 2026年10月？").wait_for()
    assert told and told in box.inner_text()


def test_review_pages_on_a_phone_a_card_leads_to_its_conversation(served: Served, page: Any) -> None:
    talk = conversation_of(TALK | {"id": "c-3"})
    take(served.database, [prepared(talk, checker("exchange").check(talk), read_desk())])
    page.set_viewport_size({"width": 390, "height": 800})
    served.sign_in(page, "主管陈")
    page.get_by_text("点左边一通会话").wait_for()
    card = page.locator(".sheet.cursor-pointer").last
    assert any(rule.name in card.inner_text() for rule in shelf()["exchange"].rules.values())
    card.click()
    page.wait_for_function("document.querySelector('.review-talk')?.getBoundingClientRect().top < 400")


def test_review_pages_agents_review_nothing(served: Served, page: Any) -> None:
    served.sign_in(page, "李敏")
    page.goto(f"http://{served.address}/review")
    page.get_by_text("复核由质检员、培训专员和主管来做").wait_for()
