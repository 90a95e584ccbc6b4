"""One statistic as it is asked for."""

from datetime import date

import pytest

from bot.errors import BookError, HuashuError, NotFound
from bot.records.statistics.board import Asked, By, answer, rule_weeks
from bot.statistics.interval import Share
from bot.statistics.span import span_of
from tests.records.conftest import Desk
from tests.records.statistics.conftest import OCTOBER, tally


@pytest.mark.parametrize("by", ["agent", "team", "book", "week", "rule", "scene"])
def test_board_of_every_kind_is_a_table_and_plain_values(desk: Desk, by: By) -> None:
    for period in ("2026-10", "2026-W42"):
        tally(desk.database, period, "A08", [80, 90], S01=(3, 1))
    found = answer(desk.database, Asked(by, OCTOBER))
    assert len(found.grid.rows) == 1
    assert found.as_json()["rows"][0]["key"] in ("A08", "一组", "exchange", "2026-W42", "S01", "silent_call")
    assert found.as_json()["periods"] == ["2026-10"]


def test_board_of_a_team(desk: Desk) -> None:
    tally(desk.database, "2026-10", "A08", [80])
    tally(desk.database, "2026-10", "A09", [90])
    found = answer(desk.database, Asked("agent", OCTOBER, team="二组"))
    assert [row.key for row in found.standings] == ["A09"]


@pytest.mark.parametrize("said", ["A08", "8", "李敏"])
def test_board_of_one_agent_has_no_rank(desk: Desk, said: str) -> None:
    for agent in ("A08", "A09"):
        tally(desk.database, "2026-10", agent, [80, 90] * 20)
    (row,) = answer(desk.database, Asked("agent", OCTOBER, agent=said)).standings
    assert (row.key, row.rank) == ("A08", None)


def test_board_of_an_agent_who_is_not_on_the_roster(desk: Desk) -> None:
    tally(desk.database, "2026-10", "X1", [80])
    assert len(answer(desk.database, Asked("agent", OCTOBER, agent="X1")).standings) == 1


@pytest.mark.parametrize(
    ("more", "error"),
    [({"team": "三组"}, NotFound), ({"agent": "X9"}, NotFound), ({"book": "bank"}, BookError)],
)
def test_board_of_what_is_not_there_says_what_is(
    desk: Desk, more: dict[str, str], error: type[HuashuError]
) -> None:
    with pytest.raises(error, match=next(iter(more.values()))):
        answer(desk.database, Asked("agent", OCTOBER, **more))


def test_board_rule_by_week(desk: Desk) -> None:
    span = span_of(date(2026, 10, 20), from_week="2026-W40", to_week="2026-W42")
    tally(desk.database, "2026-W40", "A08", [], A02=(3, 1), O01=(9, 9))
    tally(desk.database, "2026-W42", "A09", [], "gym", A02=(0, 2))
    assert rule_weeks(desk.database, Asked("rule", span), "A02") == [
        ("2026-W40", Share(1, 4)),
        ("2026-W41", Share(0, 0)),
        ("2026-W42", Share(2, 2)),
    ]


def test_board_of_an_empty_database_has_no_rows(desk: Desk) -> None:
    assert answer(desk.database, Asked("agent", OCTOBER)).as_json()["rows"] == []
