"""The worked examples of handbook G, and what lies around them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assess.assessment import Assessment, Standing, assess, ranked
from bot.assess.fines import fines
from bot.assess.mark import Mark
from bot.assess.month import Month
from bot.assess.scheme import Schemes
from tests.assess.conftest import Enter

OCTOBER = Month(2026, 10)
LONG_AGO = date(2020, 1, 15)


def _day(number: int = 10) -> date:
    return date(2026, 10, number)


def _scoring(score: int) -> Assessment:
    """A month that comes to `score`, by one entry."""
    kind = "bonus" if score > 80 else "severe"
    return assess([Mark(1, "G.9", "一笔", kind, score - 80, _day())], OCTOBER, LONG_AGO)


@pytest.mark.parametrize(
    ("score", "yuan"),
    [(80, 0), (91, 110), (68, -120), (105, 250), (110, 300), (45, -300), (50, -300), (51, -290)],
)
def test_assessment_pay_follows_the_score(score: int, yuan: int) -> None:
    assert (_scoring(score).score, _scoring(score).pay) == (score, yuan)


@pytest.mark.parametrize("total", [111, 140])
def test_assessment_is_capped(total: int) -> None:
    month = _scoring(total)
    assert (month.total, month.score, month.pay) == (total, 110, 300)


def test_assessment_is_never_below_nothing() -> None:
    month = _scoring(-30)
    assert (month.total, month.score, month.pay) == (-30, 0, -300)


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        *[(110, "A"), (91, "A"), (90, "B"), (80, "B"), (79, "C"), (70, "C")],
        *[(69, "D"), (65, "D"), (64, "E"), (60, "E"), (59, "")],
    ],
)
def test_assessment_grade_on_and_beside_each_bound(score: int, grade: str) -> None:
    assert _scoring(score).grade == grade


def test_assessment_below_sixty_is_flagged() -> None:
    assert _scoring(60).flags == ()
    assert "低于60分" in _scoring(59).flags[0]


def test_assessment_without_entries_is_the_base() -> None:
    month = assess([], OCTOBER, LONG_AGO)
    assert (month.score, month.grade, month.pay) == (80, "B", 0)


def test_assessment_adds_up_bonus_and_deduction(enter: Enter) -> None:
    month = assess(
        [enter("考试满分", _day()), enter("主动顶班", _day()), enter("迟到", _day(), 3)], OCTOBER, LONG_AGO
    )
    assert (month.bonus, month.deduction, month.extra, month.score) == (10, -3, 0, 87)


def test_assessment_two_medium_cost_twenty_more(enter: Enter) -> None:
    two = [enter("虚报", _day(1)), enter("缺席部门例会", _day(2))]
    month = assess(two, OCTOBER, LONG_AGO)
    assert (month.extra, month.causes, month.score) == (-20, tuple(two), 40)


def test_assessment_four_light_cost_twenty_more(enter: Enter) -> None:
    four = [enter("没有使用普通话", _day(n)) for n in range(1, 5)]
    month = assess(four, OCTOBER, LONG_AGO)
    assert (month.extra, month.causes, month.score) == (-20, tuple(four), 52)


def test_assessment_one_bad_call_brings_no_extra(enter: Enter) -> None:
    call = [enter(item, _day(3), 2, conversation_id=7) for item in ("迟到", "没有及时有效", "主管随机抽查")]
    call += [enter(item, _day(3), conversation_id=7) for item in ("没有使用普通话", "虚报", "看电影")]
    month = assess(call, OCTOBER, LONG_AGO)
    assert (month.extra, month.causes, month.deduction) == (0, (), -28)
    others = [enter("没有使用普通话", _day(n), conversation_id=n) for n in (8, 9, 10)]
    assert assess([*call, *others], OCTOBER, LONG_AGO).extra == -20


def test_assessment_one_medium_and_three_light_cost_nothing_more(enter: Enter) -> None:
    marks = [enter("虚报", _day()), *(enter("没有使用普通话", _day(n)) for n in (1, 2, 3))]
    month = assess(marks, OCTOBER, LONG_AGO)
    assert (month.extra, month.causes, month.score) == (0, (), 64)


def test_assessment_medium_and_light_together_cost_twenty_once(enter: Enter) -> None:
    marks = [enter("虚报", _day(n)) for n in (1, 2)] + [enter("录入错误", _day(n)) for n in (3, 4, 5, 6)]
    month = assess(marks, OCTOBER, LONG_AGO)
    assert (month.extra, len(month.causes), month.score) == (-20, 6, 32)


def test_assessment_distinct_items_may_be_counted_instead(enter: Enter) -> None:
    marking = assess([], OCTOBER, LONG_AGO).marking
    by_item = marking.model_copy(update={"extra": marking.extra.model_copy(update={"count": "items"})})
    twice = [enter("虚报", _day(1)), enter("虚报", _day(2))]
    assert assess(twice, OCTOBER, LONG_AGO, marking=by_item).extra == 0
    assert assess([*twice, enter("看电影", _day(3))], OCTOBER, LONG_AGO, marking=by_item).extra == -20


def test_assessment_what_does_not_count_costs_nothing_and_brings_no_extra(enter: Enter) -> None:
    marks = [enter("虚报", _day(1)), enter("虚报", _day(2), counted=False, why_not="多数被驳回")]
    month = assess(marks, OCTOBER, LONG_AGO)
    assert (month.deduction, month.extra) == (-10, 0)
    assert month.marks == tuple(marks)


def test_assessment_offence_without_points_brings_no_extra() -> None:
    free = [Mark(n, "F05", "与客户闲聊", "light", 0, _day(n)) for n in range(1, 5)]
    assert assess(free, OCTOBER, LONG_AGO).extra == 0


def test_assessment_of_another_month_is_passed_over(enter: Enter) -> None:
    marks = [enter("旷工", date(2026, 9, 30)), enter("旷工", date(2026, 11, 1))]
    assert assess(marks, OCTOBER, LONG_AGO).score == 80


def test_assessment_takes_what_is_charged_to_it_later(enter: Enter) -> None:
    late = enter("旷工", date(2026, 9, 30), month=OCTOBER)
    assert assess([late], OCTOBER, LONG_AGO).score == 60
    assert assess([late], OCTOBER.previous, LONG_AGO).score == 80


@pytest.mark.parametrize(("given", "trainer"), [((3, -1), 2), ((4, 4), 5), ((-5, -5), -5)])
def test_assessment_trainer_stays_within_five_points(
    enter: Enter, given: tuple[int, int], trainer: int
) -> None:
    month = assess([enter("额外奖惩", _day(), points) for points in given], OCTOBER, LONG_AGO)
    assert (month.trainer, month.bonus, month.deduction, month.score) == (trainer, 0, 0, 80 + trainer)


@pytest.mark.parametrize(
    ("month", "pay"), [(Month(2026, 8), None), (Month(2026, 9), None), (OCTOBER, 0), (Month(2026, 12), 0)]
)
@pytest.mark.parametrize("joined", [date(2026, 8, 1), date(2026, 8, 31)])
def test_assessment_pay_moves_from_the_third_month(joined: date, month: Month, pay: int | None) -> None:
    assert assess([], month, joined).pay == pay


def test_assessment_pay_that_does_not_move_says_why() -> None:
    early = assess([], Month(2026, 9), date(2026, 8, 20))
    assert early.pay_note == "2026年8月入职，从第三个月（2026年10月）起才浮动工资。"
    assert "没有登记入职日期" in assess([], OCTOBER, None).pay_note
    assert assess([], OCTOBER, date(2026, 11, 1)).pay_note == "2026年11月才入职。"


@pytest.mark.parametrize(
    ("score", "last", "before", "flagged"),
    [
        (68, True, [Standing(65, True)], True),
        (69, True, [Standing(69, True), Standing(100, False)], True),
        (72, True, [Standing(65, True)], False),
        (68, True, [Standing(72, True)], False),
        (70, True, [Standing(65, True)], False),
        (68, True, [Standing(65, False)], False),
        (68, False, [Standing(65, True)], False),
        (68, True, [], False),
    ],
)
def test_assessment_last_twice_below_seventy_is_flagged(
    enter: Enter, score: int, last: bool, before: list[Standing], flagged: bool
) -> None:
    mark = Mark(1, "G.9", "一笔", "severe", score - 80, _day())
    flags = assess([mark], OCTOBER, LONG_AGO, before, last=last).flags
    assert any("连续2个月最后一名" in flag for flag in flags) is flagged


@pytest.mark.parametrize(
    ("closed", "since", "told"),
    [
        (Standing(68, True), Standing(78, False), "结算以后有变动（结算时68分、最后一名，现在78分）"),
        (Standing(78, False), Standing(68, True), "结算以后有变动（结算时78分，现在68分、最后一名）"),
        (Standing(68, True), Standing(66, True), "连续2个月最后一名，都低于70分（68分、65分）"),
        (Standing(78, False), Standing(75, False), ""),
    ],
)
def test_assessment_of_a_month_before_that_has_changed(
    enter: Enter, closed: Standing, since: Standing, told: str
) -> None:
    marks = [Mark(1, "G.9", "一笔", "severe", -15, _day())]
    flags = assess(marks, OCTOBER, LONG_AGO, [closed._replace(since=since)], last=True).flags
    assert told in "".join(flags)
    assert bool(flags) is bool(told)


@pytest.mark.parametrize(
    ("given", "against", "told"),
    [
        ("投诉率", "口角争执", "“当月有效投诉率为零”加了分，本月又记了“与客户口角争执或冲突（有效投诉）”"),
        ("工作量、质量", "大声喧哗", "本月又记了“在办公区大声喧哗”。请核实，属实就撤销加分。"),
        ("工作量、质量", "睡觉", "本月又记了“工作时间睡觉”"),
        (
            "A.奖1",
            "A.罚1",
            "“全勤、不违规、工作突出”发了奖励，本月又记了“上班做与工作无关的事”。请核实，属实就撤销奖励。",
        ),
    ],
)
def test_assessment_bonus_that_something_speaks_against_is_told(
    enter: Enter, given: str, against: str, told: str
) -> None:
    assert not assess([enter(given, _day())], OCTOBER, LONG_AGO).flags
    assert told in "".join(assess([enter(given, _day()), enter(against, _day())], OCTOBER, LONG_AGO).flags)


def test_assessment_instant_dismissal_is_flagged_and_costs_no_points(enter: Enter) -> None:
    month = assess([enter("睡觉", _day(9))], OCTOBER, LONG_AGO)
    assert month.score == 80
    assert month.flags == ("10月9日工作时间睡觉（G.3.3#工作时间睡觉）：按规定直接辞退，请主管决定。",)


def test_assessment_dismissal_by_a_fine_is_flagged_once(ledger: Schemes, enter: Enter) -> None:
    marks = [enter("A.罚9", _day(9), 300)]
    month = assess(marks, OCTOBER, LONG_AGO, fines=fines(marks, ledger["gym"]))
    assert month.flags == ("10月9日拾遗不交、据为己有（A.罚9）：罚款300元，并开除。",)


def test_assessment_dismissal_at_the_end_of_a_ladder_is_flagged(ledger: Schemes, enter: Enter) -> None:
    marks = [enter("H.6", _day(day)) for day in (1, 2, 3)]
    month = assess(marks, OCTOBER, LONG_AGO, fines=fines(marks, ledger["shop"]))
    assert month.flags == ("10月3日因服务原因被买家投诉（H.6#投诉罚款）：本月第3次，自动离职。",)


def test_assessment_holds_the_fines_of_its_month(ledger: Schemes, enter: Enter) -> None:
    marks = [enter("H.10", date(2026, 9, 30)), enter("H.10", _day(1))]
    month = assess(marks, OCTOBER, LONG_AGO, fines=fines(marks, ledger["shop"]))
    assert [fine.mark for fine in month.fines] == [marks[1]]
    assert month.score == 80


def test_assessment_ranked_marks_the_lowest_and_whoever_shares_it() -> None:
    desk = ranked({"a": _scoring(80), "b": _scoring(66), "c": _scoring(66)})
    assert [agent for agent, one in desk.items() if one.last] == ["b", "c"]


@pytest.mark.parametrize("scores", [{"a": 66}, {"a": 66, "b": 66}, {}])
def test_assessment_ranked_nobody_is_last_where_nobody_is_better(scores: dict[str, int]) -> None:
    desk = ranked({agent: _scoring(score) for agent, score in scores.items()})
    assert [one.last for one in desk.values()] == [False] * len(scores)


_MARKS = st.lists(
    st.builds(
        lambda kind, points, day: Mark(
            day, f"G.{points}", "一笔", kind, points if kind in ("bonus", "extra") else -points, _day(day)
        ),
        st.sampled_from(["bonus", "light", "medium", "severe", "extra"]),
        st.integers(1, 20),
        st.integers(1, 31),
    ),
    max_size=30,
)


@given(_MARKS)
def test_assessment_sum_is_its_parts_and_the_score_within_bounds(marks: list[Mark]) -> None:
    month = assess(marks, OCTOBER, LONG_AGO)
    assert month.total == 80 + month.bonus + month.deduction + month.extra + month.trainer
    assert month.score == max(0, min(110, month.total))
    assert month.pay is not None
    assert abs(month.pay) <= 300
