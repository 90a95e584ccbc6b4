"""Lists of call-backs."""

import pytest

from bot.errors import NotFound, Refused
from bot.records.callbacks.listing import Wanted, counted, listed
from tests.records.callbacks.conftest import at, call, promised
from tests.records.conftest import Desk


def _numbers(desk: Desk, when, **wanted: object) -> list[int]:  # type: ignore[no-untyped-def]
    with desk.database.session() as session:
        found = listed(session, Wanted(**wanted), when)  # type: ignore[arg-type]
        assert counted(session, Wanted(**wanted), when) == len(found)  # type: ignore[arg-type]
        return [int(row.id) for row in found]


def test_listing_the_soonest_due_comes_first(desk: Desk) -> None:
    later, sooner = promised(desk, now=at(21, 9)), promised(desk, now=at(20, 15))
    assert _numbers(desk, at(21, 10)) == [sooner, later]


def test_listing_overdue_ones(desk: Desk) -> None:
    overdue, _ = promised(desk), promised(desk, now=at(21, 10))
    appointed = promised(desk, kind="appointment", due_at=at(24, 15))
    assert _numbers(desk, at(24, 15, 20), overdue=True) == [overdue]
    assert _numbers(desk, at(24, 15, 31), overdue=True) == [overdue, appointed]


def test_listing_nobody_may_be_called_in_rest_hours(desk: Desk) -> None:
    number = promised(desk)
    assert _numbers(desk, at(21, 12, 30), callable=True) == []
    assert _numbers(desk, at(21, 14), callable=True) == [number]


def test_listing_by_agent_team_book_kind_and_status(desk: Desk) -> None:
    own = promised(desk, book="exchange")
    with desk.database.session():
        done = promised(desk, kind="repair", book="property")
    call(desk, done, "reached", at(21, 10), result="修好了")
    when = at(21, 11)
    assert _numbers(desk, when, agent="李敏") == [own] and _numbers(desk, when, agent="A09") == []
    assert _numbers(desk, when, team="一组") == [own] and _numbers(desk, when, team="二组") == []
    assert _numbers(desk, when, book="property") == []
    assert _numbers(desk, when, status="done", kind="repair") == [done]
    assert _numbers(desk, when, status="") == [own, done]


def test_listing_what_is_due_before_a_moment(desk: Desk) -> None:
    number = promised(desk)
    assert _numbers(desk, at(21, 10), before=at(23, 19)) == []
    assert _numbers(desk, at(21, 10), before=at(23, 20)) == [number]


def test_listing_what_there_is_not_is_refused(desk: Desk) -> None:
    for wanted, error in (
        ({"agent": "A77"}, NotFound), ({"team": "九组"}, NotFound), ({"status": "gone"}, Refused), ({"kind": "x"}, Refused),
    ):  # fmt: skip
        with pytest.raises(error):
            _numbers(desk, at(21, 10), **wanted)
