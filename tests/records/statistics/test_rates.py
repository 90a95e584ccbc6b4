"""Rules and scenes."""

import pytest

from bot.book.shelf import shelf
from bot.records.statistics.names import EVERYWHERE, Scripts
from bot.records.statistics.rates import scene_rates
from bot.records.statistics.sums import Chosen
from bot.records.tallies import Change
from bot.statistics.interval import Share
from bot.statistics.trend import RISEN, UNKNOWN
from tests.records.conftest import Desk
from tests.records.statistics.conftest import OCTOBER, rates, tally


def test_rates_of_rules_with_judgements_and_verdicts(desk: Desk) -> None:
    change = Change()
    change.rule(
        ["2026-10"], "A08", "exchange", "A02", met=70, violated=30, confirmed=8, dismissed=2, points=60
    )
    change.rule(["2026-10"], "A09", "gym", "A02", met=80, violated=20)
    with desk.database.session() as session:
        change.write(session)
    tally(desk.database, "2026-09", "A08", [], A02=(100, 0))
    rate = rates(desk.database)["A02"]
    assert (rate.judged.rate, rate.right, rate.judged.points) == (Share(50, 200), Share(8, 10), 60)
    assert rate.change is not None and rate.change.word == RISEN
    assert (rate.rank, rate.few, rate.scenes) == (1, False, (EVERYWHERE,))


def test_rates_of_a_rule_judged_seldom_have_no_rank(desk: Desk) -> None:
    tally(desk.database, "2026-10", "A08", [], A02=(10, 9))
    assert (rates(desk.database)["A02"].rank, rates(desk.database)["A02"].few) == (None, True)


def test_rates_trend_over_the_weeks(desk: Desk) -> None:
    tally(desk.database, "2026-10", "A08", [], A02=(10, 9), O01=(9, 1))
    for n, week in enumerate(OCTOBER.trend):
        tally(desk.database, week, "A08", [], A02=(100 - 3 * n, 3 * n))
    tally(desk.database, OCTOBER.trend[0], "A08", [], O01=(9, 1))
    tally(desk.database, OCTOBER.trend[1], "A08", [], O01=(8, 2))
    trend = rates(desk.database)["A02"].trend
    assert trend is not None and trend.word == RISEN and trend.value == pytest.approx(0.03)
    few = rates(desk.database)["O01"].trend
    assert few is not None and few.word == UNKNOWN


def test_rates_scenes_gather_the_rules_that_demand_their_lines(desk: Desk) -> None:
    """S01 and S02 demand lines of the silent call; F04 only forbids, and belongs everywhere whatever line it names."""
    tally(desk.database, "2026-10", "A08", [], S01=(15, 5), S02=(10, 10), F04=(99, 1))
    tally(desk.database, "2026-10", "A08", [], "gone", S01=(5, 0))
    with desk.database.session() as session:
        found = {rate.key: rate for rate in scene_rates(session, Scripts(shelf()), OCTOBER, 20)}
    assert (found["silent_call"].name, found["silent_call"].rules) == ("无声电话", 2)
    assert found["silent_call"].judged.rate == Share(15, 40)
    assert (found[""].name, found[""].judged.rate) == (EVERYWHERE, Share(1, 105))


def test_rates_only_what_is_chosen(desk: Desk) -> None:
    tally(desk.database, "2026-10", "A08", [], A02=(1, 1))
    tally(desk.database, "2026-10", "A09", [], "gym", A02=(3, 0))
    assert rates(desk.database, chosen=Chosen("gym"))["A02"].judged.rate == Share(0, 3)
    one = Chosen(agents=frozenset({"A08"}))
    assert rates(desk.database, chosen=one)["A02"].judged.rate == Share(1, 2)
