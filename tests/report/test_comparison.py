"""A comparison in every format."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.check.comparison.books import Edit, Edition
from bot.check.comparison.pair import Pair, Shift
from bot.check.comparison.totals import Totals
from bot.check.finding import Evidence
from bot.report.comparison.case import case_of
from bot.report.comparison.formats import FORMATS, writer
from bot.report.comparison.page import SHOWN
from bot.report.comparison.writer import Heading

from .conftest import case, finding

EDITIONS = (
    Edition("gym", "健身", "a1", "b1", (Edit("rules", "O01", "changed", ("points 2 → 5", "when")),)),
    Edition("shop", "网店", "a2", "b2", (Edit("rules", "O01", "changed", ("points 2 → 5", "when")),)),
)


def _pair(id_: str, *shifts: Shift, old: int = 98, new: int = 98, agent: str = "A08") -> Pair:
    return Pair(
        case(id_, score=old, passed=old >= 60, agent=agent)[0],
        case(id_, score=new, passed=new >= 60, agent=agent)[0],
        shifts,
    )


def _made(
    format_: str, *pairs: Pair, notes: Sequence[str] = (), personal: bool = False, **heading: Any
) -> bytes:
    output, totals = io.BytesIO(), Totals()
    known = {"old": "now", "new": "neu", "editions": EDITIONS, "sample": 2} | heading
    report = writer(format_, output, Heading(**known))
    report.begin()
    for pair in pairs:
        totals.add(pair)
        if pair.differs:
            report.write(case_of(pair, case(pair.new.id)[1], personal=personal))
    report.close(totals, notes)
    return output.getvalue()


APPEARED = Shift("appeared", finding("F02", name="推卸", points=5))
VANISHED = Shift("vanished", finding("A02", name="您", turn=2, evidence=()))
CHANGED = Shift("changed", finding(points=5, severity="medium", critical=True), finding())


def test_comparison_text_tells_summary_rules_agents_and_conversations() -> None:
    told = _made("text", _pair("c-1", APPEARED, VANISHED, CHANGED, old=98, new=55), _pair("c-2")).decode()
    for line in (
        "话术对比：now → neu",
        "    规则 O01 改动：points 2 → 5、when（以上 2 本都是）",
        "比了 2 个会话，1 个结果不同。",
        "扣分项：新增 1 条，消失 1 条，改分 1 条。",
        "平均分 98 → 76.5（−21.5）：1 个会话变低，0 个变高。",
        "合格 2 → 1 个：1 个由合格变不合格，0 个由不合格变合格。",
        "  F02 推卸    新增 1（1 个会话）；违反率 — → —",
        "  A08  98 → 76.5（−21.5），2 个会话",
        "  c-1  坐席 A08  98 → 55 分（−43），合格 → 不合格",
        "    新增 F02 推卸  K.6.1  第1句  5 分",
        "    消失 A02 您  K.6.1  第3句  2 分",
        "    改分 O01 开头语  K.6.1  第1句  2 → 5 分，轻度 → 中度，变成一票否决",
    ):
        assert f"\n{line}\n" in f"\n{told}", line


def test_comparison_text_finding_without_evidence_shows_its_turn() -> None:
    assert "“你自己不看清楚，有完没完？”" in _made("text", _pair("c", VANISHED)).decode()


def test_comparison_text_marks_agents_with_few_conversations() -> None:
    assert "1 个会话，样本不足" in _made("text", _pair("c", APPEARED, new=93)).decode()
    assert "样本不足" not in _made("text", _pair("c", APPEARED, new=93), _pair("d"), sample=2).decode()


def test_comparison_text_shows_the_largest_changes_unless_all_are_asked_for() -> None:
    pairs = [_pair(f"c-{n:02}", APPEARED, new=97 - n) for n in range(30)]
    short = _made("text", *pairs).decode()
    assert "前 20 个；全部看加 --all" in short
    assert "c-29" in short and "c-10" in short and "c-09" not in short
    assert short.index("c-29") < short.index("c-10")
    assert "c-00" in _made("text", *pairs, everything=True).decode()


def test_comparison_text_a_lost_pass_is_the_largest_change() -> None:
    told = _made(
        "text", _pair("far", APPEARED, old=98, new=78), _pair("lost", APPEARED, old=61, new=59)
    ).decode()
    assert told.index("lost") < told.index("far")


def test_comparison_nothing_different_is_said_in_a_sentence() -> None:
    assert "比了 1 个会话，结果完全一样。" in _made("text", _pair("c")).decode()
    assert "没有可比的会话。" in _made("text").decode()


def test_comparison_json_is_one_object() -> None:
    found = json.loads(_made("json", _pair("c-1", APPEARED, CHANGED, new=91), _pair("c-2"), notes=["小心"]))
    assert (found["old"], found["new"], found["notes"]) == ("now", "neu", ["小心"])
    assert [book["book"] for book in found["books"]] == ["gym", "shop"]
    (one,) = found["conversations"]
    assert (one["id"], one["moved"], one["old"]["score"]) == ("c-1", -7, 98)
    assert [item["kind"] for item in one["findings"]] == ["appeared", "changed"]
    assert one["findings"][1]["before"] == {"points": 2, "severity": "light", "critical": False}
    assert one["findings"][0]["finding"]["clause"] == "K.6.1"
    assert (found["summary"]["conversations"], found["summary"]["appeared"]) == (2, 1)
    assert found["rules"][0]["rule"] == "F02"
    assert found["agents"] == [
        {
            "agent": "A08",
            "conversations": 2,
            "moved": 1,
            "few": False,
            "old": {"mean": 98.0, "passed": 2},
            "new": {"mean": 94.5, "passed": 2},
        }
    ]


def test_comparison_json_without_conversations_is_whole() -> None:
    assert json.loads(_made("json"))["conversations"] == []


def test_comparison_csv_has_a_row_a_finding_and_one_where_only_the_score_moves() -> None:
    text = _made("csv", _pair("a", APPEARED, VANISHED), _pair("b", new=90)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["会话"], row["变化"], row["规则"], row["原扣分"], row["新扣分"]) for row in rows] == [
        ("a", "新增", "F02", "", "5"),
        ("a", "消失", "A02", "2", ""),
        ("b", "只有得分或结果变", "", "", ""),
    ]


@pytest.mark.parametrize("name", ["=1+1", "+A1", "-2", "@x", "＝1"])
def test_comparison_csv_no_cell_is_a_formula(name: str) -> None:
    text = _made("csv", _pair(name, APPEARED, agent=name)).decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(text)))[1]
    assert (row[0], row[2]) == (f"'{name}", f"'{name}")


def test_comparison_xlsx_holds_everything_and_no_formula() -> None:
    pairs = [_pair("=1+1", APPEARED, CHANGED, new=55), _pair("b")]
    book = load_workbook(io.BytesIO(_made("xlsx", *pairs, notes=["小心"])))
    assert book.sheetnames == ["总览", "话术", "规则", "坐席", "会话", "扣分明细"]
    facts = {row[0]: row[1] for row in book["总览"].iter_rows(min_row=2, values_only=True)}
    assert (facts["会话"], facts["新增扣分项"], facts["合格变不合格"], facts["注意"]) == (2, 1, 1, "小心")
    assert [row[0] for row in book["规则"].iter_rows(min_row=2, values_only=True)] == ["F02", "O01"]
    assert [row[8] for row in book["扣分明细"].iter_rows(min_row=2, values_only=True)] == ["新增", "改分"]
    assert (book["会话"]["A2"].value, book["会话"]["A2"].data_type) == ("=1+1", "s")
    assert book["扣分明细"]["A2"].hyperlink.location == "'会话'!A2"


def test_comparison_html_escapes_and_stands_alone() -> None:
    page = _made("html", _pair("<b>", APPEARED, new=55), notes=["<小心>"]).decode()
    assert "<b>" not in page.split("<main>")[1].replace("<b>5 分</b>", "")
    assert "&lt;小心&gt;" in page
    assert "http" not in page.replace("http-equiv", "")


def test_comparison_html_shows_so_many_and_says_so() -> None:
    page = _made("html", *(_pair(f"c-{n}", APPEARED) for n in range(SHOWN + 1))).decode()
    assert page.count('class="talk"') == SHOWN
    assert f"前 {SHOWN} 个" in page


@pytest.mark.parametrize("format_", sorted(set(FORMATS) - {"xlsx"}))
def test_comparison_personal_data_is_masked_unless_asked(format_: str) -> None:
    said = "我的号码13812345678"
    evidence = Evidence(0, (0, len(said)), said)
    shift = Shift("appeared", finding("P02", evidence=(evidence,), message=f"说了{said}"))
    hidden, shown = (
        _made(format_, _pair("c", shift), personal=personal).decode() for personal in (False, True)
    )
    assert "13812345678" not in hidden and "138****5678" in hidden
    assert "13812345678" in shown


def test_comparison_is_the_same_bytes_each_time() -> None:
    for format_ in FORMATS:
        assert _made(format_, _pair("c", APPEARED)) == _made(format_, _pair("c", APPEARED))
