"""What is deleted in time."""

from bot.records.callbacks.attempts import attempts_of
from bot.records.callbacks.retention import forget_callbacks
from tests.records.callbacks.conftest import at, call, promised, stored
from tests.records.conftest import Desk


def test_retention_empties_what_was_closed_long_ago_and_nothing_else(desk: Desk) -> None:
    old, recent, open_ = promised(desk, reference="V1", reason="查积分"), promised(desk), promised(desk)
    call(desk, old, "reached", at(21, 10), result="已答复", text="很客气")
    call(desk, recent, "reached", at(22, 10), result="已答复")
    with desk.database.session() as session:
        assert forget_callbacks(session, "主管陈", at(22, 0)) == 1
    with desk.database.session() as session:
        assert forget_callbacks(session, "主管陈", at(22, 0)) == 0
        assert [made.note for made in attempts_of(session, old)] == [""]
    row = stored(desk, old)
    assert row.customer + row.phone + row.reference + row.reason + row.result == ""
    assert (row.status, row.closed_at) == ("done", at(21, 10))
    assert stored(desk, recent).customer == stored(desk, open_).customer == "王先生"
