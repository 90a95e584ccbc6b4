"""The pages `/live` and `/check` in a real browser."""

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.console.conftest import console


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with console() as address:
        yield address


def test_pages_call_typed_by_hand_is_prompted_and_scored(page: Any, address: str) -> None:
    page.goto(f"http://{address}/live")
    page.locator(".say").get_by_text("您好，兑换中心，XX号为您服务。").wait_for()
    box = page.get_by_label("这一句")
    box.fill("您好，兑换中心，8号为您服务。")
    box.press("Enter")
    page.locator(".tick.done").get_by_text("接听问候").wait_for()
    page.get_by_role("button", name="客户没有声音").click()
    page.locator(".say").get_by_text("您好！兑换中心为您服务，请问有什么可以帮到您？").wait_for()
    box.fill("客户：我查积分\n客服：这不归我管，你去找别人")
    box.press("Enter")
    page.locator(".finding").get_by_text("F02").wait_for()
    page.get_by_role("button", name="结束并评分").click()
    page.locator(".score").wait_for()
    assert page.locator(".score").inner_text().endswith("分")


def test_pages_call_of_the_telephone_platform_is_watched(page: Any, address: str) -> None:
    page.goto(f"http://{address}/live")
    page.get_by_text("旁听来电").click()
    page.get_by_text("还没有电话平台接进来").wait_for()
    fed(address, 0, "agent", "您好，兑换中心，8号为您服务。")
    page.get_by_role("cell", name="电话一").click()
    page.locator(".bubble").get_by_text("8号为您服务").wait_for()
    fed(address, 1, "customer", "我要投诉你们的保安")
    page.locator(".say").get_by_text("非常抱歉给您添麻烦了").wait_for()


def fed(address: str, seq: int, role: str, text: str) -> None:
    """One turn of a telephone platform; beside Playwright, whose loop runs in this thread."""
    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, _fed(address, seq, role, text)).result(15)


async def _fed(address: str, seq: int, role: str, text: str) -> None:
    from websockets.legacy.client import connect

    async with connect(f"ws://{address}/api/live") as line:
        for message in (
            {"type": "start", "session": "电话一", "book": "exchange", "channel": "phone"},
            {"type": "turn", "seq": seq, "role": role, "text": text},
        ):
            await line.send(json.dumps(message))
            assert json.loads(await line.recv())["type"] != "error"


def test_pages_pasted_conversation_is_checked_and_taken_along(page: Any, address: str) -> None:
    page.goto(f"http://{address}/check")
    page.get_by_label("把会话贴在这里").fill(
        "客服：喂，哪位？\n客户：查积分，我电话13812345678\n客服：你等着。"
    )
    page.get_by_role("button", name="质检").click()
    page.get_by_text("1 通会话").wait_for()
    page.locator(".bubble").get_by_text("138****5678").wait_for()
    page.locator(".finding").get_by_text("A02").wait_for()
    for name, start in (("网页", b"<!DOCTYPE html>"), ("Excel", b"PK"), ("JSONL", b'{"agent"')):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"下载 {name}").click()
        assert Path(download.value.path()).read_bytes().startswith(start)


def test_pages_uploaded_files_are_checked_and_the_unreadable_named(page: Any, address: str) -> None:
    good = {"id": "甲", "turns": [{"role": "agent", "text": "喂"}, {"role": "customer", "text": "你好"}]}
    lines = [json.dumps(good), '{"turns": 5}', json.dumps({**good, "id": "乙", "book": "gym"})]
    page.goto(f"http://{address}/check")
    page.set_input_files(
        "input[type=file]",
        [{"name": "calls.jsonl", "mimeType": "text/plain", "buffer": "\n".join(lines).encode()}],
    )
    page.get_by_text("2 通会话").wait_for()
    page.get_by_text("calls.jsonl:2").wait_for()
    page.get_by_role("cell", name="乙").click()
    page.get_by_text("会话 乙").wait_for()


def test_pages_lead_to_one_another(page: Any, address: str) -> None:
    page.goto(f"http://{address}/")
    for name, path in (("现场提示", "/live"), ("会话质检", "/check"), ("话术教练", "/")):
        page.get_by_role("link", name=name).click()
        page.wait_for_url(f"http://{address}{path}")
