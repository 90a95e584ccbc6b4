"""The page of statistics in a real browser."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.records.database import database
from bot.records.desk import desk
from bot.records.people import put_user
from bot.records.roster import put_agent
from bot.records.tallies import Change, periods
from tests.console.conftest import console


@pytest.fixture
def tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Those of a supervisor and of an agent, in a database with eight weeks of two agents."""
    monkeypatch.setenv("HUASHU_DATABASE", f"sqlite:///{tmp_path / 'h.db'}")
    change = Change()
    for back in range(8):
        when = periods(datetime.now(UTC) - timedelta(weeks=back), desk().timezone)
        for agent, base in (("A08", 80), ("A09", 60)):
            for more in range(24):
                change.conversation(when, agent, "exchange", base + more % 9, passed=True, critical=False)
            change.rule(when, agent, "exchange", "S01", met=20, violated=4)
    with database().session() as session:
        put_agent(session, "root", "A08", name="李敏", team="一组")
        put_agent(session, "root", "A09", name="王芳", team="二组")
        given = {"主管陈": put_user(session, "root", "主管陈", "supervisor")}
        given["李敏"] = put_user(session, "root", "李敏", "agent", "A08")
        change.write(session)
    return given


def _as(page: Any, address: str, token: str) -> None:
    page.context.add_cookies([{"name": "huashu_token", "value": token, "url": f"http://{address}"}])


def test_stats_page_shows_agents_rules_and_weeks(page: Any, tokens: dict[str, str]) -> None:
    with console() as address:
        _as(page, address, tokens["主管陈"])
        page.goto(f"http://{address}/stats")
        page.get_by_role("cell", name="李敏").wait_for()
        link = page.get_by_role("link", name="A08")
        assert link.get_attribute("href") == "/month?agent=A08"
        page.locator("canvas").nth(1).wait_for()

        with page.expect_download() as download:
            page.get_by_role("button", name="下载 CSV").click()
        assert "李敏" in Path(download.value.path()).read_text(encoding="utf-8-sig")
        with page.expect_download() as download:
            page.get_by_role("button", name="下载 Excel").click()
        assert Path(download.value.path()).read_bytes().startswith(b"PK")

        page.get_by_role("tab", name="规则").click()
        page.get_by_role("cell", name="无声电话没有再问两遍").first.wait_for()
        page.get_by_role("tab", name="场景").click()
        page.get_by_role("cell", name="无声电话", exact=True).wait_for()

        page.get_by_role("tab", name="坐席").click()
        page.get_by_role("cell", name="王芳").wait_for()
        page.get_by_label("班组").click()
        page.get_by_role("option", name="一组").click()
        page.get_by_role("button", name="查看").click()
        page.get_by_role("cell", name="王芳").wait_for(state="detached")

        page.get_by_label("月份").fill("2026-13")
        page.get_by_role("button", name="查看").click()
        page.get_by_text("“2026-13”不是月份").first.wait_for()


def _scores(page: Any) -> Any:
    """The option of the left chart."""
    page.locator("canvas").first.wait_for()
    found = "[...document.querySelectorAll('.nicegui-echart')].map(e => getElement(+e.id.slice(1)).chart.getOption())"
    return page.evaluate(f"() => {found}")[0]


def test_stats_page_opens_what_its_address_asks_for(page: Any, tokens: dict[str, str]) -> None:
    now = datetime.now(UTC).astimezone(desk().timezone)
    month, week = periods(now, desk().timezone)
    with console() as address:
        _as(page, address, tokens["主管陈"])
        page.goto(f"http://{address}/stats")
        page.get_by_role("cell", name="李敏").wait_for()
        assert page.get_by_label("月份").input_value() == month
        assert len(_scores(page)["xAxis"][0]["data"]) == 13

        page.goto(f"http://{address}/stats?by=rule&month={month}&agent=A08&book=exchange")
        page.get_by_role("cell", name="无声电话没有再问两遍").first.wait_for()
        assert page.get_by_label("只看哪位坐席").input_value() == "A08"

        page.goto(f"http://{address}/stats?from_week={week}&to_week={week}&team=二组")
        page.get_by_role("cell", name="王芳").wait_for()
        assert page.get_by_role("cell", name="李敏").count() == 0
        assert page.get_by_label("月份").input_value() == ""
        page.get_by_label("月份").fill(month)
        page.wait_for_function(
            "() => ![...document.querySelectorAll('input')].some(i => i.value.includes('-W'))"
        )

        page.goto(f"http://{address}/stats?month=2020-01")
        page.get_by_text("2020-01 没有数据。").wait_for()
        for wrong, said in (
            ("month=2026-13", "“2026-13”不是月份"),
            ("team=九组", "没有“九组”这个班组"),
            ("agent=A77", "没有“A77”"),
            ("by=shoe", "没有按“shoe”的表"),
        ):
            page.goto(f"http://{address}/stats?{wrong}")
            page.get_by_text(said).first.wait_for()


def test_stats_page_is_for_those_who_may_see_everybody(page: Any, tokens: dict[str, str]) -> None:
    with console() as address:
        page.goto(f"http://{address}/stats")
        page.get_by_text("这一页要先登录").wait_for()
        _as(page, address, tokens["李敏"])
        page.goto(f"http://{address}/stats")
        page.get_by_text("您自己的成绩在").wait_for()


def test_stats_page_fits_a_phone(page: Any, tokens: dict[str, str]) -> None:
    with console() as address:
        page.set_viewport_size({"width": 390, "height": 844})
        _as(page, address, tokens["主管陈"])
        page.goto(f"http://{address}/stats")
        page.get_by_role("cell", name="李敏").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        name = page.get_by_role("cell", name="李敏")
        assert name.get_attribute("title") == "李敏"
