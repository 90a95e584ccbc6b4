from datetime import date

from bot.assess.mark import in_order
from bot.assess.month import Month
from tests.assess.conftest import Enter


def test_mark_is_charged_to_the_month_of_the_deed_or_to_another(enter: Enter) -> None:
    assert enter("旷工", date(2026, 10, 31)).charged_to == Month(2026, 10)
    assert enter("旷工", date(2026, 10, 31), month=Month(2026, 11)).charged_to == Month(2026, 11)


def test_mark_order_is_by_day_and_then_by_entry(enter: Enter) -> None:
    late, early, same_day = (enter("旷工", date(2026, 10, day)) for day in (9, 2, 9))
    assert in_order([same_day, late, early]) == [early, late, same_day]
