"""The practice page in a real browser."""

from typing import Any

from tests.console.conftest import console


def test_practice_page_plays_a_scene_to_its_scorecard(page: Any) -> None:
    with console() as address:
        page.goto(f"http://{address}/practise")
        page.get_by_role("button", name="开始练习").click()
        page.get_by_text("电话响了，请接听。").wait_for()
        box = page.get_by_placeholder("您对客户说什么？回车")
        box.fill("不归我管，你去找别人")
        box.press("Enter")
        page.get_by_text("这里应当说").first.wait_for()
        page.get_by_role("button", name="提示").click()
        page.get_by_text("兑换中心").first.wait_for()
        page.get_by_role("button", name="退回一句").click()
        page.get_by_text("电话响了，请接听。").wait_for()
        page.get_by_role("button", name="结束").click()
        page.get_by_text("得分 0").wait_for()
