import io
from collections.abc import Callable
from typing import Any

from openpyxl import load_workbook

from bot.check.finding import Finding

from .conftest import case, finding


def sheets(made: bytes) -> Any:
    return load_workbook(io.BytesIO(made))


def test_xlsx_has_its_five_sheets(written: Callable[..., bytes]) -> None:
    assert sheets(written("xlsx")).sheetnames == ["总览", "会话", "扣分明细", "规则", "坐席"]


def test_xlsx_conversation_and_finding_stand_on_their_sheets(
    written: Callable[..., bytes], severe: Finding
) -> None:
    book = sheets(written("xlsx", case("a", finding(), severe), case("b")))
    assert [row[0].value for row in book["会话"].iter_rows(min_row=2)] == ["a", "b"]
    assert [row[5].value for row in book["扣分明细"].iter_rows(min_row=2)] == ["O01", "F04"]


def test_xlsx_finding_links_to_its_conversation(written: Callable[..., bytes]) -> None:
    book = sheets(written("xlsx", case("a"), case("b", finding())))
    assert book["扣分明细"]["A2"].hyperlink.location == "'会话'!A3"


def test_xlsx_formula_stays_text(written: Callable[..., bytes]) -> None:
    cell = sheets(written("xlsx", case("=1+1", finding())))["会话"]["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_xlsx_control_characters_are_gone(written: Callable[..., bytes]) -> None:
    assert sheets(written("xlsx", case("a\x00\x0bb")))["会话"]["A2"].value == "a��b"


def test_xlsx_overlong_text_is_cut(written: Callable[..., bytes]) -> None:
    book = sheets(written("xlsx", case("a", finding(message="长" * 40_000))))
    assert len(book["扣分明细"]["P2"].value) == 32_767


def test_xlsx_overview_rules_and_agents_hold_the_figures(written: Callable[..., bytes]) -> None:
    book = sheets(written("xlsx", case("a", finding(), score=90), case("b", score=100, agent="A09")))
    overview = dict(row for row in book["总览"].iter_rows(min_row=2, values_only=True))
    assert (overview["会话"], overview["平均分"], overview["合格率"]) == (2, 95, 1)
    rule = next(book["规则"].iter_rows(min_row=2, values_only=True))
    assert (rule[0], rule[4], rule[5], rule[6], rule[7]) == ("O01", 1, 1, 2, 0.5)
    assert [row[0] for row in book["坐席"].iter_rows(min_row=2, values_only=True)] == ["A08", "A09"]
