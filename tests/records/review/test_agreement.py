"""How far people agree, with one another and with the machine."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.errors import NotAllowed, Refused
from bot.records.review.agreement import agreement
from bot.records.review.given import Given
from bot.records.review.opinions import opine
from bot.records.review.readings import read
from bot.records.review.trust import costless, trust
from bot.records.review.verdicts import decide
from bot.records.review.waiting import Waiting, Wanted, queue
from bot.records.tallies import DeskRuleTally
from tests.records.conftest import NOW, Desk, found


def _read(desk: Desk, conversation: int, who: str, *rules: str) -> None:
    with desk.database.session() as session:
        read(session, who, conversation, rules, NOW)


def _of(desk: Desk, rule: str):
    with desk.database.session() as session:
        return next(row for row in agreement(session) if row.rule == rule)


def test_agreement_of_two_people_on_the_same_conversations(desk: Desk) -> None:
    talks = [desk.conversation(found(), name=f"c-{n}") for n in range(4)]
    for talk, first, second in zip(talks, ("F02", "F02", "", ""), ("F02", "", "", "F01"), strict=True):
        _read(desk, talk, "小质", *filter(None, [first]))
        _read(desk, talk, "小检", *filter(None, [second]))
    people = _of(desk, "F02").people
    assert (people.both, people.first_only, people.second_only, people.neither) == (1, 1, 0, 2)
    assert people.kappa == pytest.approx(0.5)
    assert _of(desk, "F01").people.second_only == 1


def test_agreement_machine_against_people(desk: Desk) -> None:
    for n, (machine, person) in enumerate([(True, True), (True, False), (False, True), (False, True)]):
        talk = desk.conversation(*([found()] if machine else []), name=f"c-{n}")
        _read(desk, talk, "小质", *(["F02"] if person else []))
    machine = _of(desk, "F02").machine
    assert (machine.both, machine.first_only, machine.second_only) == (1, 1, 2)


def test_agreement_a_draw_between_two_readers_says_nothing_of_the_machine(desk: Desk) -> None:
    talk = desk.conversation(found())
    _read(desk, talk, "小质", "F02")
    _read(desk, talk, "小检")
    assert _of(desk, "F02").machine.pairs == 0


def test_agreement_of_verdicts_on_the_same_finding(desk: Desk) -> None:
    number = desk.confirmed()
    with desk.database.session() as session:
        opine(session, "小检", number, Given("dismiss", "不算推卸"), NOW)
    verdicts = _of(desk, "F02").verdicts
    assert (verdicts.first_only, verdicts.pairs) == (1, 1)


def test_agreement_only_of_the_time_asked_for(desk: Desk) -> None:
    _read(desk, desk.conversation(found()), "小质", "F02")
    with desk.database.session() as session:
        assert agreement(session, since=NOW + timedelta(days=1)) == []


def test_agreement_nobody_reads_a_conversation_twice(desk: Desk) -> None:
    talk = desk.conversation(found())
    _read(desk, talk, "小质")
    with pytest.raises(Refused, match="一个人只算一次"):
        _read(desk, talk, "小质", "F02")


def test_agreement_readers_name_rules_of_the_book(desk: Desk) -> None:
    with pytest.raises(Refused, match="没有规则“P04”"):
        _read(desk, desk.conversation(), "小质", "P04")
    with pytest.raises(NotAllowed):
        _read(desk, 1, "李敏")


def test_agreement_a_reading_takes_the_sample_out_of_the_queue(desk: Desk) -> None:
    talk = desk.conversation()
    with desk.database.session() as session:
        session.add(
            Waiting(
                conversation_id=talk,
                rank=4,
                reasons=" sample ",
                rules=" ",
                findings=0,
                whole=1,
                since=NOW,
                agent="",
            )
        )
    _read(desk, talk, "小质")
    with desk.database.session() as session:
        assert queue(session, Wanted()) == []


def _judged(desk: Desk, confirmed: int, dismissed: int) -> None:
    (finding,) = desk.findings(desk.conversation(found()))
    with desk.database.session() as session:
        decide(session, "小质", int(finding.id), Given("dismiss", "不对"), NOW)
        session.execute(
            update(DeskRuleTally)
            .where(DeskRuleTally.rule == "F02")
            .values(confirmed=confirmed, dismissed=dismissed)
        )


def test_agreement_a_rule_mostly_dismissed_is_marked(desk: Desk) -> None:
    _judged(desk, 9, 11)
    with desk.database.session() as session:
        (row,) = trust(session, now=NOW)
    assert row.doubted and row.costs and row.remark == "多数被驳回（55%）"


def test_agreement_a_rule_is_not_marked_on_few_verdicts(desk: Desk) -> None:
    _judged(desk, 0, 19)
    with desk.database.session() as session:
        (row,) = trust(session, now=NOW)
    assert not row.doubted and row.remark == ""


def test_agreement_verdicts_of_long_ago_do_not_speak(desk: Desk) -> None:
    _judged(desk, 0, 30)
    with desk.database.session() as session:
        assert trust(session, now=NOW + timedelta(days=300)) == []


def test_agreement_a_doubted_rule_costs_nothing_where_the_desk_wants_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.records import desk as settings
    from bot.records.review import trust as module

    _judged(desk, 0, 30)
    with desk.database.session() as session:
        assert costless(session, NOW) == {}
    own = settings.Desk(trust=settings.Trust(stop_costing=True))
    monkeypatch.setattr(module, "desk", lambda: own)
    with desk.database.session() as session:
        assert costless(session, NOW) == {("exchange", "F02"): "多数被驳回（100%），暂不扣分"}
