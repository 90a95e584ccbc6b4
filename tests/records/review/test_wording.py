"""What people write is stored without personal data, and not at any length."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.records import desk as settings
from bot.records.audit import AuditLine
from bot.records.review import wording
from bot.records.review.additions import add
from bot.records.review.appeals import decide_appeal, file_against_finding
from bot.records.review.given import Given
from bot.records.review.opinions import opine
from bot.records.review.verdicts import decide
from tests.records.conftest import NOW, Desk, found


def _decided(desk: Desk, text: str) -> Callable[[Session], str]:
    (finding,) = desk.findings(desk.conversation(found()))
    return lambda session: str(decide(session, "小质", int(finding.id), Given("dismiss", text), NOW).status)


def _added(desk: Desk, text: str) -> Callable[[Session], str]:
    talk = desk.conversation()
    return lambda session: str(add(session, "小质", talk, "F02", 1, text, NOW).message)


def _opinion(desk: Desk, text: str) -> Callable[[Session], str]:
    number = desk.confirmed()
    return lambda session: str(opine(session, "小检", number, Given("dismiss", text), NOW).reason)


def _filed(desk: Desk, text: str) -> Callable[[Session], str]:
    number = desk.confirmed()
    return lambda session: str(file_against_finding(session, "李敏", number, text, NOW).reason)


def _answered(desk: Desk, text: str) -> Callable[[Session], str]:
    number = desk.confirmed()
    with desk.database.session() as session:
        appeal = int(file_against_finding(session, "李敏", number, "不对", NOW).id)
    return lambda session: str(decide_appeal(session, "小检", appeal, False, text, NOW).answer)


WAYS = pytest.mark.parametrize("way", [_decided, _added, _opinion, _filed, _answered])


@WAYS
def test_wording_is_stored_without_personal_data(desk: Desk, way) -> None:  # type: ignore[no-untyped-def]
    write = way(desk, "客户\x0013812345678可以作证")
    with desk.database.session() as session:
        assert write(session) in ("dismissed", "客户138****5678可以作证")
    with desk.database.session() as session:
        lines = "".join(session.execute(select(AuditLine.after)).scalars())
    assert "138****5678可以作证" in lines and "13812345678" not in lines


@WAYS
def test_wording_too_long_is_refused(desk: Desk, way) -> None:  # type: ignore[no-untyped-def]
    write = way(desk, "长" * 1_001)
    with desk.database.session() as session, pytest.raises(Refused, match="最多写 1000 个字，现在有 1001 个"):
        write(session)


def test_wording_is_kept_in_full_where_the_desk_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wording, "desk", lambda: settings.Desk(keep_full=("conversations",)))
    assert wording.written("打13812345678") == "打13812345678"


@pytest.mark.parametrize("way", [_decided, _added, _opinion, _filed])
def test_wording_that_nobody_sees_is_no_reason(desk: Desk, way) -> None:  # type: ignore[no-untyped-def]
    write = way(desk, "\u200b \u2060\u202e")
    with desk.database.session() as session, pytest.raises(Refused, match="理由"):
        write(session)
