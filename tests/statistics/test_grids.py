"""Standings and rates as tables and as plain values."""

import csv
import io

from openpyxl import load_workbook

from bot.report.grid import csv_of, text_of, xlsx_of
from bot.statistics.files import file_of
from bot.statistics.grids import rates_grid, standings_grid
from bot.statistics.interval import Interval, Mean, Share
from bot.statistics.json_form import rate_as_json, standing_as_json
from bot.statistics.rate import Judged, Rate
from bot.statistics.standing import Deviation, Standing, Sums
from bot.statistics.trend import Change

RISEN = Change(2.0, Interval(1.0, 3.0))
UNSURE = Change(-0.5, Interval(-2.0, 1.0))

ROW = Standing(
    "A08",
    "李敏",
    "一组",
    Sums(Mean(4, 360, 32_418), 3, 1),
    RISEN,
    UNSURE,
    (Deviation("O01", "开头不合规范", Share(1, 4), Change(0.1, Interval(0.05, 0.2))),),
    rank=2,
    level=True,
)
RATE = Rate(
    "O01", "开头不合规范", Judged(3, 1, 2, 1, 5), ("接听问候",), 1, Change(0.1, Interval(0.05, 0.2)), UNSURE
)


def test_grids_terminal_line_of_an_agent() -> None:
    head, line = text_of(standings_grid("agent", "2026-10", [ROW], 20)).splitlines()[1:3]
    assert head.split() == [
        *("名次", "坐席", "名称", "班组", "会话", "平均分", "区间", "标准差", "比上期", "合格率"),
        *("合格率区间", "一票否决", "每周趋势", "最常违反", "备注"),
    ]
    assert line.split() == [
        *("2", "A08", "李敏", "一组", "4", "90", "86.1–93.9", "2.4", "明显上升", "+2", "75.0%"),
        *("30.1–95.4%", "1", "看不出变化", "O01", "开头不合规范", "25.0%（1/4）↑", "名次差别不显著"),
    ]


def test_grids_few_conversations_are_marked() -> None:
    few = Standing("A08", "", "", Sums(Mean(1, 90, 8100), 1, 0), few=True)
    line = text_of(standings_grid("agent", "2026-10", [few], 20)).splitlines()[2]
    assert line.split()[0] == "A08"
    assert line.endswith("样本不足")


def test_grids_terminal_line_of_a_rule() -> None:
    line = text_of(rates_grid("rule", "2026-10", [RATE], 20)).splitlines()[2]
    assert line.split() == [
        *("O01", "开头不合规范", "接听问候", "4", "1", "25.0%", "4.6–69.9%", "明显上升", "+10", "个百分点"),
        *("看不出变化", "5", "2", "1", "66.7%"),
    ]


def test_grids_say_how_many_conversations_are_few() -> None:
    assert "会话少于 20 通的标“样本不足”" in text_of(standings_grid("agent", "2026-10", [ROW], 20))


def test_grids_of_rules_say_that_the_ledger_has_only_what_is_confirmed() -> None:
    text = text_of(rates_grid("rule", "2026-10", [RATE], 20))
    assert "发现应扣分" in text.splitlines()[1] and "记进台账的只有复核属实的" in text


def test_grids_without_rows_says_so() -> None:
    assert text_of(standings_grid("agent", "2026-10", [], 20)) == "坐席 2026-10\n（没有数据）\n"


def test_grids_csv_has_figures_and_no_formula() -> None:
    named = Standing("=1+1", "+x", "@y", ROW.sums, RISEN, None, ROW.worst)
    text = csv_of(standings_grid("agent", "2026-10", [named], 20)).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (row["坐席"], row["名称"], row["班组"]) == ("'=1+1", "'+x", "'@y")
    assert (row["平均分"], row["平均分下限"], row["比上期"], row["比上期结论"]) == (
        "90.0",
        "86.1",
        "2.0",
        "明显上升",
    )
    assert (row["偏差1"], row["偏差1判断"], row["偏差1违反率"], row["偏差2"], row["每周趋势"]) == (
        "O01 开头不合规范",
        "4",
        "0.25",
        "",
        "",
    )


def test_grids_xlsx_has_figures_percentages_and_notes() -> None:
    book = load_workbook(io.BytesIO(xlsx_of([rates_grid("rule", "2026-10", [RATE], 20)])))
    sheet, notes = book.worksheets
    head = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, head.index("违反率") + 1)
    assert (cell.value, cell.number_format) == (0.25, "0.0%")
    assert sheet.cell(2, head.index("查准率") + 1).value == 0.6667
    assert any("样本不足" in str(row[1].value) for row in notes.iter_rows(min_row=2))


def test_grids_xlsx_formula_stays_text() -> None:
    named = Standing("=1+1", "", "", ROW.sums)
    book = load_workbook(io.BytesIO(xlsx_of([standings_grid("agent", "2026-10", [named], 20)])))
    cell = book.worksheets[0]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_grids_xlsx_has_more_columns_than_letters() -> None:
    book = load_workbook(io.BytesIO(xlsx_of([standings_grid("agent", "2026-10", [ROW], 20)])))
    assert book.worksheets[0].max_column > 26
    assert book.worksheets[0].auto_filter.ref.startswith("A1:A")


def test_grids_plain_values_of_an_agent() -> None:
    found = standing_as_json(ROW)
    assert (found["key"], found["mean"], found["rank"], found["note"]) == ("A08", 90, 2, "名次差别不显著")
    assert found["change"] == {"value": 2.0, "interval": [1.0, 3.0], "word": "明显上升"}
    assert found["passed"]["value"] == 0.75
    assert found["worst"][0]["rate"]["count"] == 1


def test_grids_plain_values_of_a_rule() -> None:
    found = rate_as_json(RATE)
    assert (found["met"], found["violated"], found["rate"]["value"]) == (3, 1, 0.25)
    assert (found["precision"]["count"], found["precision"]["total"], found["trend"]["word"]) == (
        2,
        3,
        "看不出变化",
    )


def test_grids_every_format_is_made() -> None:
    grid = standings_grid("agent", "2026-10", [ROW], 20)
    starts = {"text": "坐席".encode(), "csv": b"\xef\xbb\xbf", "xlsx": b"PK", "json": b'{"a":1}'}
    for format_, start in starts.items():
        assert file_of(format_, grid, lambda: {"a": 1}).startswith(start)
