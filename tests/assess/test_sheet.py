import shutil
from pathlib import Path

import pytest

from bot.assess.scheme import Schemes, read_schemes
from bot.book.handbook import Handbook
from bot.book.shelf import Shelf
from bot.errors import BookError
from bot.paths import home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(home() / "scripts/ledger", tmp_path / "ledger"))


def _read(folder: Path, handbook: Handbook, shelf: Shelf) -> Schemes:
    return read_schemes(folder, handbook, shelf)


@pytest.mark.parametrize(
    ("sheet", "old", "new", "complaint"),
    [
        (
            "assessment",
            "G.3.1#迟到早退:",
            "G.3.1#迟到:",
            "手册里没有“G.3.1#迟到”这一条。相近的有：.*G.3.1#迟到早退",
        ),
        ("gym", "A.奖4:", "A.奖5:", "手册里没有“A.奖5”这一条"),
        ("assessment", "points: 2-5}", "points: 5-2}", "“5-2”要从小写到大"),
        ("assessment", "points: 2-5}", "points: 5-5}", "“5-5”要从小写到大"),
        ("assessment", "points: 2-5}", "points: -5}", "一律写正数"),
        ("assessment", "points: 2-5}", "points: 自定}", "分数写一个数，或写 2-5"),
        ("assessment", "points: 2-5}", "points: 两分}", "写一个数、100-500"),
        ("assessment", "kind: light, points: 2-5}", "kind: light}", "kind: light 要写 points"),
        ("assessment", "kind: light, points: 2-5}", "kind: note, points: 2-5}", "kind: note 不写 points"),
        ("assessment", "kind: light, points: 2-5}", "kind: mild, points: 2}", "只能写 'bonus'.*'mild'"),
        ("assessment", "found_by: [F06]", "found_by: [F66]", "没有“F66”这条规则。是不是"),
        ("assessment", "found_by: [F06]", "found_bye: [F06]", "没有“found_bye”这一项。是不是“found_by”"),
        ("assessment", "found_by: [F05]", "found_by: [F06]", "“F06”已经归到 G.3.1#未使用普通话"),
        ("assessment", "propose: exam_failed", "propose: exam_full", "“exam_full”已经归到 G.2#考试满分"),
        ("assessment", "base: 80 ", "base: -80 ", "写 0 到 10000 之间的数，现在是 -80"),
        ("assessment", "base: 80 ", "base: 八十 ", "要写整数"),
        ("assessment", "last_months: 2", "last_months: 3", "写 1 到 2 之间的数"),
        ("assessment", "from_month: 3", "from_month: 0", "写 1 到 10 之间的数"),
        ("assessment", "name: 没有使用普通话", "name: ''", "要写几个字"),
        ("assessment", "C: 70起", "C: 70", "C 写成“超过90”或“80起”"),
        ("assessment", "C: 70起", "C: 81起", "从高到低"),
        ("assessment", "count: entries", "count: each", "只能写 'entries'、'items'"),
        ("assessment", "clause: G.1.2 ", "clause: G.1.22 ", "没有“G.1.22”这一条"),
        ("gym", "ladder: [20, 50]", "ladder: [20, 开除]", "每格是警告、钱数或离职"),
        ("gym", "ladder: [20, 50]", "yuan: 20, ladder: [20, 50]", "两样写一样"),
        ("gym", "kind: fine, ladder: [20, 50]", "kind: reward, ladder: [20, 50]", "kind: reward 要写 yuan"),
        ("gym", "yuan: 100-500, dismissal: may", "yuan: 100-500, dismissal: 开除", "写 true（并开除）或 may"),
        ("gym", "yuan: 100-500, dismissal: may", "yuan: 100-500, within: month", "没有 ladder 就不写"),
        ("gym", "A.罚8: {", "A.罚8: {found_by: [P01], ", "写 ladder 或一个固定的钱数"),
        ("gym", "A.奖1: {", "A.奖1: {found_by: [O01], ", "found_by 只写在扣分和罚款的项目里"),
        (
            "discipline",
            "points: 10, books",
            "points: 5-10, books",
            "有 propose 的项目要写 ladder，或者 points 写一个固定的数",
        ),
        ("gym", "books: [gym]", "books: [jym]", "没有“jym”这本话术。是不是 gym"),
        ("gym", "scheme: gym", "scheme: club", "文件名是“gym.yml”"),
        ("gym", "A.罚2: {name", "A.罚1: {name", "“A.罚1”写了两次"),
        ("shop", "H.10:", "G.3.3#旷工:", "“G.3.3#旷工”在 assessment.yml 里已经写过"),
        ("shop", "clause: H.17", "clause: H.71", "没有“H.71”这一条"),
        ("shop", "{第一名: 150", "{第一名: 很多", "几个带名字的数"),
        ("discipline", "see: G.3.3#拉帮结派", "see: G.3.3#拉帮", "“G.3.3#拉帮”不是一项要扣分或辞退的条款"),
        ("discipline", "see: G.3.3#拉帮结派", "see: J.3", "“J.3”不是一项要扣分或辞退的条款"),
        (
            "discipline",
            "J.3: {name: 着装不得体, kind: note}",
            "J.3: {name: 着装, kind: extra}",
            "和 marking 写在同一个",
        ),
    ],
)
def test_sheet_says_what_is_wrong_with_file_and_line(
    folder: Path, handbook: Handbook, shelf: Shelf, sheet: str, old: str, new: str, complaint: str
) -> None:
    path = folder / f"{sheet}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(BookError, match=complaint) as caught:
        _read(folder, handbook, shelf)
    line = text[: text.index(old)].count("\n") + 1
    assert f"{sheet}.yml:{line}：" in str(caught.value)


def test_sheet_of_a_rule_for_two_trades_is_no_contradiction(
    folder: Path, handbook: Handbook, shelf: Shelf
) -> None:
    path = folder / "shop.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("kind: fine, yuan: 10}", "kind: fine, yuan: 10, found_by: [O01]}", 1), encoding="utf-8"
    )
    ledger = _read(folder, handbook, shelf)
    assert [item.id for item in ledger.found_by("O01", "shop")] == ["H.10"]
    assert [item.id for item in ledger.found_by("O01", "gym")] == ["A.违反"]


def test_sheet_may_be_given_to_a_desk_of_another_book(folder: Path, handbook: Handbook, shelf: Shelf) -> None:
    path = folder / "gym.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("books: [gym]", "books: [gym, property]"), encoding="utf-8")
    assert "gym" in [scheme.id for scheme in _read(folder, handbook, shelf).of("property")]


def test_sheet_of_a_text_that_is_the_desks_own_is_taken(
    folder: Path, handbook: Handbook, shelf: Shelf
) -> None:
    own = "scheme: a_hotel\ntitle: 酒店奖惩\nitems:\n  N.1: {name: 没有迎客, kind: fine, yuan: 5}\n"
    (folder / "a_hotel.yml").write_text(own, encoding="utf-8")
    ledger = _read(folder, handbook, shelf)
    assert ledger.items["N.1"].books == ["common"]
    assert [scheme.id for scheme in ledger][:2] == ["assessment", "a_hotel"]


def test_sheet_the_trainers_bounds_stand_in_one_place(folder: Path, handbook: Handbook, shelf: Shelf) -> None:
    path = folder / "assessment.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("trainer: 5 ", "trainer: 8 "), encoding="utf-8")
    assert _read(folder, handbook, shelf).items["G.3#额外奖惩"].points_of(-8) == -8


def test_sheet_without_the_numbers_of_the_month_is_named(
    tmp_path: Path, handbook: Handbook, shelf: Shelf
) -> None:
    with pytest.raises(BookError, match=r"没有写 marking.*assessment\.yml"):
        _read(tmp_path, handbook, shelf)


def test_sheet_numbers_of_the_month_stand_once(folder: Path, handbook: Handbook, shelf: Shelf) -> None:
    text = (folder / "assessment.yml").read_text(encoding="utf-8")
    marking = text[text.index("marking:") : text.index("items:")]
    with (folder / "shop.yml").open("a", encoding="utf-8") as file:
        file.write("\n" + marking)
    with pytest.raises(BookError, match=r"marking 已经写在 assessment\.yml 里"):
        _read(folder, handbook, shelf)
