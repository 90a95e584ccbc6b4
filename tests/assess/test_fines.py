from datetime import date

import pytest

from bot.assess.fines import Fine, fines, yuan_in
from bot.assess.mark import Mark
from bot.assess.month import Month
from bot.assess.scheme import Schemes
from tests.assess.conftest import Enter


def _said(reckoned: tuple[Fine, ...]) -> list[str]:
    return [fine.text for fine in reckoned]


@pytest.mark.parametrize(
    ("item", "steps"),
    [
        ("A.违反", ["第1次，口头警告", "第2次，罚款20元", "第3次，罚款50元", "第4次，罚款50元"]),
        ("A.罚1", ["第1次，口头警告", "第2次，罚款10元", "第3次，罚款20元", "第4次，罚款20元"]),
        ("A.罚4", ["第1次，口头警告", "第2次，罚款10元", "第3次，罚款20元", "第4次，罚款20元"]),
        ("A.罚5", ["第1次，罚款20元", "第2次，罚款50元", "第3次，罚款50元"]),
        ("A.罚6", ["第1次，口头警告", "第2次，罚款20元", "第3次，罚款20元"]),
        ("A.罚7", ["第1次，罚款20元", "第2次，罚款50元"]),
    ],
)
def test_fines_of_the_gym_rise_with_repetition(
    ledger: Schemes, enter: Enter, item: str, steps: list[str]
) -> None:
    marks = [enter(item, date(2026, 7 + n, 5)) for n in range(len(steps))]
    assert _said(fines(marks, ledger["gym"])) == steps


def test_fines_each_item_has_its_own_ladder(ledger: Schemes, enter: Enter) -> None:
    marks = [enter("A.罚1", date(2026, 10, 1)), enter("A.罚2", date(2026, 10, 2))]
    assert [fine.warning for fine in fines(marks, ledger["gym"])] == [True, True]


def test_fines_of_the_shop_double_and_end_within_a_month(ledger: Schemes, enter: Enter) -> None:
    marks = [enter("H.6", date(2026, 10, day)) for day in (2, 3, 31)]
    reckoned = fines(marks, ledger["shop"])
    assert [fine.yuan for fine in reckoned] == [-50, -100, 0]
    assert [fine.dismissal for fine in reckoned] == [False, False, True]
    assert reckoned[-1].text == "本月第3次，自动离职"


def test_fines_of_the_shop_begin_anew_in_the_next_month(ledger: Schemes, enter: Enter) -> None:
    days = [date(2026, 10, 30), date(2026, 10, 31), date(2026, 11, 1)]
    reckoned = fines([enter("H.6", day) for day in days], ledger["shop"])
    assert [fine.yuan for fine in reckoned] == [-50, -100, -50]


def test_fines_after_a_withdrawn_one_move_down(ledger: Schemes, enter: Enter) -> None:
    first, second, third = (enter("A.罚1", date(2026, 10, day)) for day in (1, 2, 3))
    assert [f.yuan for f in fines([first, second, third], ledger["gym"])] == [0, -10, -20]
    assert [f.yuan for f in fines([first, third], ledger["gym"])] == [0, -10]


def test_fines_one_call_is_one_step_of_the_ladder(ledger: Schemes, enter: Enter) -> None:
    days = [date(2026, 10, 1)] * 3 + [date(2026, 10, 2)]
    marks = [enter("A.违反", day, conversation_id=call) for day, call in zip(days, (5, 5, 5, 6), strict=True)]
    assert _said(fines(marks, ledger["gym"])) == [
        "第1次，口头警告",
        "第1次，同一通会话里的，不另罚",
        "第1次，同一通会话里的，不另罚",
        "第2次，罚款20元",
    ]


def test_fines_wages_withheld_are_no_sum(ledger: Schemes, enter: Enter) -> None:
    (fine,) = fines([enter("A.罚10", date(2026, 10, 1), 200, reason="私改单据")], ledger["gym"])
    assert (fine.text, fine.yuan) == ("罚款200元，并开除", -200)
    mark = Mark(
        9, "A.罚10", "", "fine", 0, date(2026, 10, 1), None, reason="私改单据，扣除所有工资", dismissal=True
    )
    (fine,) = fines([mark], ledger["gym"])
    assert (fine.text, fine.yuan) == ("扣除所有工资，并开除", 0)


def test_fines_one_that_does_not_count_takes_no_step(ledger: Schemes, enter: Enter) -> None:
    marks = [enter("A.罚5", date(2026, 10, 1), counted=False), enter("A.罚5", date(2026, 10, 2))]
    assert _said(fines(marks, ledger["gym"])) == ["第1次，罚款20元"]


def test_fines_are_counted_in_order_of_the_deeds_not_of_entering(ledger: Schemes, enter: Enter) -> None:
    later, earlier = enter("A.罚5", date(2026, 10, 9)), enter("A.罚5", date(2026, 10, 2))
    assert [(f.mark, f.yuan) for f in fines([later, earlier], ledger["gym"])] == [
        (earlier, -20),
        (later, -50),
    ]


def test_fines_within_a_year_begin_anew_in_the_next(ledger: Schemes, enter: Enter) -> None:
    gym = ledger["gym"]
    yearly = tuple(i.model_copy(update={"within": "year"}) if i.id == "A.罚5" else i for i in gym.items)
    marks = [enter("A.罚5", day) for day in (date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))]
    scheme = type(gym)(gym.id, gym.title, gym.notes, yearly)
    assert [f.yuan for f in fines(marks, scheme)] == [-20, -50, -20]


@pytest.mark.parametrize(
    ("item", "given", "yuan"),
    [("H.10", None, -10), ("H.16", None, -10), ("H.15", 150, 150), ("A.奖1", None, 200)],
)
def test_fines_without_a_ladder_are_the_same_each_time(
    ledger: Schemes, enter: Enter, item: str, given: int | None, yuan: int
) -> None:
    marks = [enter(item, date(2026, 10, day), given) for day in (1, 2)]
    scheme = ledger[ledger.find(item).scheme]
    assert [fine.yuan for fine in fines(marks, scheme)] == [yuan, yuan]


def test_fines_with_dismissal_say_both(ledger: Schemes, enter: Enter) -> None:
    (fine,) = fines([enter("A.罚9", date(2026, 10, 1), 300)], ledger["gym"])
    assert (fine.yuan, fine.dismissal, fine.text) == (-300, True, "罚款300元，并开除")


def test_fines_or_dismissal_as_the_person_chose(ledger: Schemes, enter: Enter) -> None:
    fined = enter("A.罚8", date(2026, 10, 1), 100)
    dismissed = Mark(9, "A.罚8", "假单据", "fine", 0, date(2026, 10, 2), dismissal=True)
    assert _said(fines([fined, dismissed], ledger["gym"])) == ["罚款100元", "开除"]


def test_fines_of_other_schemes_are_passed_over(ledger: Schemes, enter: Enter) -> None:
    marks = [enter("H.10", date(2026, 10, 1)), enter("旷工", date(2026, 10, 1))]
    assert fines(marks, ledger["gym"]) == ()


def test_fines_of_a_month_are_added_up(ledger: Schemes, enter: Enter) -> None:
    marks = [
        enter("A.罚7", date(2026, 9, 30)),
        enter("A.罚7", date(2026, 10, 1)),
        enter("A.奖1", date(2026, 10, 31)),
    ]
    assert yuan_in(fines(marks, ledger["gym"]), Month(2026, 10)) == 150


def test_fines_charged_to_a_later_month_keep_the_step_of_the_deed(ledger: Schemes, enter: Enter) -> None:
    late = enter("H.6", date(2026, 10, 31), month=Month(2026, 11))
    reckoned = fines([enter("H.6", date(2026, 10, 1)), late], ledger["shop"])
    assert reckoned[1].yuan == -100
    assert yuan_in(reckoned, Month(2026, 11)) == -100
