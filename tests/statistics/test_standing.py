"""Ranks, and what goes wrong most."""

import pytest

from bot.statistics.interval import Interval, Mean, Share
from bot.statistics.rank import places
from bot.statistics.rate import Judged, Rate, by_rate
from bot.statistics.standing import Standing, Sums, ranked, worst


def _standing(key: str, count: int, mean: float, spread: float = 5) -> Standing:
    total = count * mean
    squares = count * mean * mean + (count - 1) * spread**2
    return Standing(key, key, "", Sums(Mean(count, total, squares)))


def _told(rows: list[Standing]) -> list[tuple[str, int | None, bool]]:
    return [(row.key, row.rank, row.level) for row in rows]


def test_standing_the_best_mean_comes_first() -> None:
    rows = ranked([_standing("a", 30, 70), _standing("b", 30, 90), _standing("c", 30, 80)], 20)
    assert _told(rows) == [("b", 1, False), ("c", 2, False), ("a", 3, False)]


def test_standing_neighbours_whose_intervals_overlap_are_level() -> None:
    rows = ranked([_standing("a", 30, 81), _standing("b", 30, 80), _standing("c", 30, 60)], 20)
    assert _told(rows) == [("a", 1, False), ("b", 2, True), ("c", 3, False)]


def test_standing_with_few_conversations_is_shown_without_a_rank() -> None:
    rows = ranked([_standing("few", 19, 99), _standing("many", 20, 50)], 20)
    assert _told(rows) == [("many", 1, False), ("few", None, False)]
    assert [row.few for row in rows] == [False, True]


def test_standing_of_nobody_has_no_rank_and_comes_last() -> None:
    rows = ranked([_standing("", 500, 99), _standing("few", 1, 10), _standing("a", 20, 50)], 20)
    assert [(row.key, row.rank) for row in rows] == [("a", 1), ("few", None), ("", None)]


def test_standing_equal_means_share_a_rank() -> None:
    rows = ranked([_standing(key, 30, mean) for key, mean in (("a", 80), ("b", 80), ("c", 70))], 20)
    assert [row.rank for row in rows] == [1, 1, 3]


def test_standing_share_that_passed() -> None:
    assert Standing("a", "a", "", Sums(Mean(8, 0, 0), 6, 1)).passed == Share(6, 8)


def test_standing_worst_is_what_is_surely_high() -> None:
    rates = {"once": Share(1, 1), "often": Share(60, 100), "seldom": Share(5, 100), "never": Share(0, 100)}
    assert worst(rates) == ["often", "once", "seldom"]
    assert worst(rates, 1) == ["often"]


@pytest.mark.parametrize("unknown", [0, 1])
def test_standing_an_interval_that_cannot_be_told_speaks_for_chance(unknown: int) -> None:
    figures: list[tuple[float, Interval | None]] = [(90.0, Interval(89, 91)), (10.0, Interval(9, 11))]
    figures[unknown] = (figures[unknown][0], None)
    assert [level for _, level in places(figures)] == [False, True]


def test_standing_rates_highest_first_and_few_without_a_rank() -> None:
    rows = by_rate(
        [
            Rate("low", "", Judged(met=90, violated=10)),
            Rate("high", "", Judged(met=10, violated=90)),
            Rate("near", "", Judged(met=12, violated=88)),
            Rate("few", "", Judged(met=0, violated=3)),
        ],
        20,
    )
    assert [(row.key, row.rank, row.level, row.few) for row in rows] == [
        ("high", 1, False, False),
        ("near", 2, True, False),
        ("low", 3, False, False),
        ("few", None, False, True),
    ]


def test_standing_rate_knows_how_often_people_agreed() -> None:
    assert Rate("a", "", Judged(confirmed=3, dismissed=1)).right == Share(3, 4)
