"""Agents, teams, books and weeks."""

import pytest

from bot.book.shelf import shelf
from bot.records.roster import put_agent
from bot.records.statistics.names import NO_TEAM, People, Scripts
from bot.records.statistics.standings import Reader
from bot.statistics.interval import Mean, Share
from bot.statistics.trend import FALLEN, RISEN
from tests.records.conftest import Desk
from tests.records.statistics.conftest import OCTOBER, standings, tally


def test_standings_of_agents_with_interval_pass_rate_and_rank(desk: Desk) -> None:
    tally(desk.database, "2026-10", "A08", [80, 90] * 10)
    tally(desk.database, "2026-10", "A09", [50, 70] * 10)
    tally(desk.database, "2026-10", "X1", [99] * 19)
    first, second, few = standings(desk.database, "agent")
    assert (first.key, first.name, first.team, first.rank) == ("A08", "李敏", "一组", 1)
    assert first.sums.scores.value == 85
    assert first.sums.scores.interval is not None and 85 in first.sums.scores.interval
    assert (second.key, second.passed, second.rank, second.level) == ("A09", Share(10, 20), 2, False)
    assert (few.key, few.name, few.rank, few.few) == ("X1", "X1", None, True)


def test_standings_neighbours_that_may_be_chance_are_level(desk: Desk) -> None:
    tally(desk.database, "2026-10", "A08", [80, 90] * 10)
    tally(desk.database, "2026-10", "A09", [79, 90] * 10)
    assert [(row.key, row.level) for row in standings(desk.database, "agent")] == [
        ("A08", False),
        ("A09", True),
    ]


def test_standings_change_against_the_month_before(desk: Desk) -> None:
    tally(desk.database, "2026-09", "A08", [60, 62] * 10)
    tally(desk.database, "2026-10", "A08", [80, 82] * 10)
    tally(desk.database, "2026-10", "A09", [80, 82] * 10)
    changes = {row.key: row.change for row in standings(desk.database, "agent")}
    assert changes["A08"] is not None and (changes["A08"].value, changes["A08"].word) == (20, RISEN)
    assert changes["A09"] is None


def test_standings_trend_over_the_weeks(desk: Desk) -> None:
    tally(desk.database, "2026-10", "A08", [80] * 20)
    for n, week in enumerate(OCTOBER.trend):
        tally(desk.database, week, "A08", [90 - n, 91 - n])
    (row,) = standings(desk.database, "agent")
    assert row.trend is not None and row.trend.value == pytest.approx(-1)
    assert row.trend.word == FALLEN


def test_standings_of_teams_add_up_their_agents(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "A10", team="一组")
    tally(desk.database, "2026-10", "A08", [80] * 15, A02=(10, 5))
    tally(desk.database, "2026-10", "A10", [90] * 15, A02=(10, 5))
    tally(desk.database, "2026-10", "A09", [70] * 20)
    tally(desk.database, "2026-10", "X1", [60] * 20)
    found = {row.key: row for row in standings(desk.database, "team")}
    assert found["一组"].sums.scores == Mean(30, 80 * 15 + 90 * 15, 15 * (6400 + 8100))
    assert found["一组"].worst[0].rate == Share(10, 30)
    assert [row.key for row in standings(desk.database, "team")] == ["一组", "二组", NO_TEAM]


def test_standings_of_books_are_called_by_their_titles(desk: Desk) -> None:
    tally(desk.database, "2026-10", "A08", [80], "gym", A02=(1, 1))
    tally(desk.database, "2026-10", "A08", [80], "gone")
    found = {row.key: row for row in standings(desk.database, "book")}
    assert (found["gym"].name, found["gone"].name) == (shelf()["gym"].title, "gone")
    assert found["gym"].worst[0].rule == "A02"


def test_standings_worst_deviations_with_their_change(desk: Desk) -> None:
    tally(desk.database, "2026-09", "A08", [80] * 20, A02=(95, 5), O01=(50, 50))
    tally(
        desk.database,
        "2026-10",
        "A08",
        [80] * 20,
        A02=(50, 50),
        O01=(70, 30),
        A03=(0, 1),
        F02=(80, 20),
        T01=(9, 0),
    )
    (row,) = standings(desk.database, "agent")
    assert [(d.rule, d.rate) for d in row.worst] == [
        ("A02", Share(50, 100)),
        ("O01", Share(30, 100)),
        ("A03", Share(1, 1)),
    ]
    assert row.worst[0].name == shelf()["exchange"].rules["A02"].name
    changes = [d.change.word if d.change else None for d in row.worst]
    assert changes == [RISEN, FALLEN, None]


def test_standings_of_weeks_in_order_against_the_one_before(desk: Desk) -> None:
    for week, score in (("2026-W40", 70), ("2026-W42", 90)):
        tally(desk.database, week, "A08", [score, score + 2] * 10, A02=(5, 5))
    with desk.database.session() as session:
        reader = Reader(session, People.of(session), Scripts(shelf()), 20)
        first, second = reader.weeks(["2026-W40", "2026-W41", "2026-W42"])
    assert (first.key, first.change, first.rank) == ("2026-W40", None, None)
    assert second.change is not None and (second.key, second.change.word) == ("2026-W42", RISEN)
    assert second.worst[0].rate == Share(5, 10)
