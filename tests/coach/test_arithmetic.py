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


@pytest.mark.parametrize(
    "asked", ["突发事件超过30分钟才处理扣几分", "迟到扣几分", "工资怎么算", "物料怎么领"]
)
def test_arithmetic_without_numbers_works_nothing_out(asked: str) -> None:
    assert work_out(asked, ["G.3.1", "G.4.3", "L.4.1.3"]) is None


def test_arithmetic_other_clauses_have_no_formula() -> None:
    assert work_out("10000件", ["H.6"]) is None


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("第二个月考核91分工资怎么算", "第二个月"),
        ("入职第1个月考核91分", "第1个月"),
        ("头两个月考核91分工资变吗", "头两个月"),
        ("来了一个月，考核91分工资怎么算", "前二个月"),
        ("还没满两个月，考核91分工资怎么算", "前二个月"),
    ],
)
def test_arithmetic_pay_does_not_move_in_the_first_months(asked: str, first: str) -> None:
    worked = work_out(asked, ["G.4.3#例B"])
    assert worked is not None
    assert worked.text.startswith(f"{first}只评考核分，不浮动工资（G.4.4）。从第三个月起才是：")
    assert worked.text.endswith("当月工资增加110元。")
    assert (worked.result, worked.missing, worked.rests_on) == (0, "", "G.4.4#前二个月")


@pytest.mark.parametrize(
    "asked", ["还没干满三个月，考核95分工资怎么算", "新人考核95分加多少", "来了两个月考核95分加多少工资"]
)
def test_arithmetic_pay_of_a_month_that_is_not_certain_names_both(asked: str) -> None:
    worked = work_out(asked, ["G.4.4"])
    assert worked is not None
    assert worked.text.startswith("前二个月只评考核分，不浮动工资") and "增加150元" in worked.text
    assert worked.result is None and "第几个月" in worked.missing


@pytest.mark.parametrize("asked", ["第三个月考核91分工资怎么算", "干了五个月，考核91分工资怎么算"])
def test_arithmetic_pay_moves_from_the_third_month(asked: str) -> None:
    worked = work_out(asked, ["G.4.4"])
    assert worked is not None
    assert worked.result == 110


def test_arithmetic_below_sixty_is_said_of_every_month() -> None:
    worked = work_out("第二个月考核55分怎么办", ["G.4.4"])
    assert worked is not None
    assert worked.text.endswith("扣除250元。低于60分，公司有权利解除劳动合同。")


@pytest.mark.parametrize(
    ("asked", "key", "told", "points"),
    [
        ("违反轻度四条扣几分", "G.3.1#迟到早退", "合计4～20分；", None),
        ("四个轻度违规会怎样", "G.3.1", "一共扣24～40分。", None),
        ("一个月违反两条中度扣几分", "G.3.1", "一共扣40分。", -40),
        ("中度违规有三次，扣多少分", "G.3.2", "一共扣50分。", -50),
        ("中度一条轻度三条", "G.3.3#追加扣分", "才追加扣20分，这里没有到。", None),
    ],
)
def test_arithmetic_offences_by_degree_name_the_extra(
    asked: str, key: str, told: str, points: int | None
) -> None:
    worked = work_out(asked, [key])
    assert worked is not None
    assert told in worked.text
    assert (worked.result, worked.rests_on) == (points, "G.3.3#追加扣分")


@pytest.mark.parametrize(
    ("asked", "key", "told"),
    [
        ("两次迟到扣几分", "G.3.1#迟到早退", "迟到、早退每次2～5分，2次合计4～10分。"),
        ("旷工三回扣几分", "G.3.3#旷工", "旷工每次20分，3次合计60分。"),
        ("看了两次电影扣几分", "G.3.2#看电影玩游戏", "再追加扣20分（一个月最多一次），一共扣40分。"),
    ],
)
def test_arithmetic_one_offence_several_times(asked: str, key: str, told: str) -> None:
    worked = work_out(asked, [key])
    assert worked is not None
    assert worked.text.endswith(told)
