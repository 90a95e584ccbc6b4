"""The handbook's own worked examples, and what lies around them."""

import pytest

from bot.coach.arithmetic import work_out


@pytest.mark.parametrize(
    ("asked", "yuan"),
    [
        ("这个月80分工资变吗", 0),
        ("这个月91分工资怎么算", 110),
        ("我考了68分扣多少钱", -120),
        ("一百一十分加多少", 300),
        ("这月115分呢", 300),
        ("只有四十五分扣多少", -300),
    ],
)
def test_arithmetic_pay_follows_the_score(asked: str, yuan: float) -> None:
    worked = work_out(asked, ["G.4.3"])
    assert worked is not None
    assert worked.result == yuan


@pytest.mark.parametrize(
    ("asked", "pieces"),
    [
        ("A站11月份实际收件量10000件，12月预计业务增长率15%，物料损耗率7%，12月份申请多少", 12200),
        ("11月收件10000件，增长15%，损耗7%，一周领多少文件袋", 3050),
        ("11月收件一万件，增长百分之十五，损耗七个点，半周领多少运单", 1525),
        ("上月8000件增长两成损耗7个点一周领多少", 2540),
        ("收件5000件，业务持平，下月申请多少物料", 5350),
    ],
)
def test_arithmetic_material_request(asked: str, pieces: float) -> None:
    worked = work_out(asked, ["L.4.1.3"])
    assert worked is not None
    assert worked.result == pytest.approx(pieces)
    assert worked.missing == ""


def test_arithmetic_growth_not_named_is_said_plainly() -> None:
    worked = work_out("11月收件10000下月要领多少物料", ["L.4.1.3"])
    assert worked is not None
    assert "12200" in worked.text
    assert "10700" in worked.text
    assert "增长率" in worked.missing


@pytest.mark.parametrize(
    ("score", "grade"), [("91", "A"), ("90", "B"), ("80", "B"), ("70", "C"), ("65", "D"), ("60", "E")]
)
def test_arithmetic_grade(score: str, grade: str) -> None:
    worked = work_out(f"{score}分是什么等级", ["G.3"])
    assert worked is not None
    assert worked.text.endswith(f"绩效为{grade}。")


@pytest.mark.parametrize("asked", ["迟到扣几分", "工资怎么算", "物料怎么领"])
def test_arithmetic_without_numbers_works_nothing_out(asked: str) -> None:
    assert work_out(asked, ["G.4.3", "L.4.1.3"]) is None


def test_arithmetic_other_clauses_have_no_formula() -> None:
    assert work_out("10000件", ["H.6"]) is None
