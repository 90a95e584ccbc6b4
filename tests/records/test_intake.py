"""Taking conversations in: many at once, each once, whole or not at all."""

import json
import threading
from dataclasses import replace

import pytest
from sqlalchemy import func, select, update

from bot.errors import Conflict
from bot.records.conversations import KeptConversation, KeptFinding, KeptReport
from bot.records.database import Database
from bot.records.desk import Desk as Settings
from bot.records.intake import Taken, keep, take
from bot.records.prepared import Prepared, prepared
from bot.records.relink import relink
from bot.records.review.given import Given
from bot.records.review.verdicts import decide
from bot.records.review.waiting import Counts, Waiting, Wanted, queue, waiting
from bot.records.roster import put_agent
from bot.records.tallies import ConversationTally, RuleTally
from tests.records.conftest import NOW, Desk, found
from tests.records.test_conversations import REPORT, TALK


def _count(database: Database, table: type) -> int:
    with database.session() as session:
        return int(session.execute(select(func.count()).select_from(table)).scalar_one())


PLAIN = Settings()


def _lot(*names: str, settings: Settings = PLAIN, **head: object) -> list[Prepared]:
    return [
        prepared(replace(TALK, head=replace(TALK.head, id=name, **head)), replace(REPORT, id=name), settings)
        for name in names
    ]


def test_intake_takes_a_lot_in_order(database: Database) -> None:
    names = [f"n{n}" for n in range(9)]
    taken = take(database, _lot(*names))
    assert taken.new == set(range(1, 10))
    with database.session() as session:
        stored = [session.get(KeptConversation, number).transcript for number in taken.numbers]
    assert stored == names
    assert [_count(database, table) for table in (KeptConversation, KeptReport, KeptFinding)] == [9, 9, 9]


def test_intake_takes_each_once(database: Database) -> None:
    first = take(database, _lot("a", "b"))
    again = take(database, _lot("b", "c", "c"))
    assert again.numbers == (first.numbers[1], 3, 3) and again.new == {3}
    assert _count(database, KeptConversation) == 3


def test_intake_is_whole_or_not_at_all(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.records import intake

    def broken(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(intake.Change, "write", broken)
    with pytest.raises(OSError, match="disk full"):
        take(database, _lot("a", "b"))
    assert [_count(database, t) for t in (KeptConversation, KeptReport, KeptFinding, ConversationTally)] == [
        0
    ] * 4


def test_intake_what_was_judged_once_stays_judged_so(database: Database) -> None:
    take(database, _lot("a"))
    newer = [replace(item, report={**item.report, "book_version": "b2", "score": 10}) for item in _lot("a")]
    take(database, newer)
    with database.session() as session:
        assert session.execute(select(KeptReport.score)).scalars().all() == [95]


def test_intake_keeps_the_totals_by_month_and_week(database: Database) -> None:
    take(database, _lot("a", "b", started_at="2026-10-19T10:00:00+08:00"))
    with database.session() as session:
        rows = session.execute(select(ConversationTally).order_by(ConversationTally.period)).scalars().all()
        rule = session.execute(select(RuleTally).where(RuleTally.period == "2026-10")).scalar_one()
    assert [(r.period, r.conversations, r.score_sum, r.score_squares) for r in rows] == [
        ("2026-10", 2, 190, 18050),
        ("2026-W43", 2, 190, 18050),
    ]
    assert (rule.rule, rule.met, rule.violated, rule.points) == ("F02", 0, 2, 10)


def test_intake_a_time_without_an_offset_is_the_desks(database: Database) -> None:
    take(database, _lot("a", started_at="2026-11-01T00:30:00"))
    with database.session() as session:
        assert session.execute(select(ConversationTally.period)).scalars().first() == "2026-11"


def test_intake_masks_unless_the_desk_keeps_it_in_full(database: Database) -> None:
    take(database, _lot("a"))
    take(database, _lot("b", settings=Settings(keep_full=("conversations",))))
    with database.session() as session:
        masked, full = session.execute(select(KeptConversation).order_by(KeptConversation.id)).scalars()
    assert "13812345678" not in masked.turns and masked.masked
    assert "13812345678" in full.turns and not full.masked


def test_intake_agents_are_found_by_number_and_name(desk: Desk) -> None:
    number = desk.conversation(found(), agent="8")
    assert desk.findings(number)[0].agent == "A08"
    assert desk.findings(desk.conversation(found(), agent="王芳", name="c-2"))[0].agent == "A09"


def test_intake_agents_who_come_onto_the_roster_later_get_what_is_theirs(desk: Desk) -> None:
    desk.conversation(found(), agent="小孙")
    with desk.database.session() as session:
        agent = put_agent(session, "root", "A12", name="小孙")
        assert relink(session, agent) == 1
    with desk.database.session() as session:
        assert session.execute(select(KeptConversation.agent)).scalar_one() == "A12"
        assert set(session.execute(select(ConversationTally.agent)).scalars()) == {"A12"}
        assert set(session.execute(select(RuleTally.agent)).scalars()) == {"A12"}
    assert desk.findings(1)[0].agent == "A12"


def _reasons(desk: Desk, *findings, **about: str) -> list[str]:
    number = desk.conversation(*findings, **about)
    with desk.database.session() as session:
        place = session.get(Waiting, number)
    return place.reasons.split() if place else []


def test_intake_what_goes_to_a_person(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "A11", joined_on=NOW.date())
    assert _reasons(desk, found(), name="plain-1") == []
    assert _reasons(desk, found("F04", 20, critical=True), name="n2") == ["critical"]
    assert _reasons(desk, found(sure=0.5), name="n3") == ["unsure"]
    assert _reasons(desk, found(), name="n6", agent="A11", at="2026-10-21T10:00:00+08:00") == ["new_agent"]


def test_intake_a_random_share_goes_to_a_person_found_fault_with_or_not(desk: Desk) -> None:
    drawn = sum("sample" in _reasons(desk, name=f"s-{n}") for n in range(300))
    assert 1 <= drawn <= 18  # 2 % of 300 are 6


def test_intake_the_queue_is_in_order_of_urgency_and_goes_on_page_by_page(desk: Desk) -> None:
    unsure = [desk.conversation(found(sure=0.3), name=f"u{n}") for n in range(3)]
    critical = [desk.conversation(found("F04", 20, critical=True), name=f"k{n}") for n in range(2)]
    with desk.database.session() as session:
        first = queue(session, Wanted(), limit=3)
        rest = queue(session, Wanted(), (first[-1].rank, first[-1].conversation_id))
        assert waiting(session, Wanted()) == Counts(5, {"critical": 2, "unsure": 3})
    assert [w.conversation_id for w in [*first, *rest]] == [*critical, *unsure]


def test_intake_the_queue_by_agent_book_rule_and_reason(desk: Desk) -> None:
    desk.conversation(found("F04", 20, critical=True), name="k1")
    other = desk.conversation(found("F01", sure=0.2), agent="A09", name="k2")
    with desk.database.session() as session:
        for wanted in (
            Wanted(("A09",)),
            Wanted(rule="F01"),
            Wanted(reason="unsure"),
            Wanted(("A09",), "exchange", "F01"),
        ):
            assert [w.conversation_id for w in queue(session, wanted)] == [other]
        assert queue(session, Wanted(book="gym")) == []
        assert queue(session, Wanted(rule="F0")) == []


def test_intake_pasted_conversations_wait_but_do_not_count(desk: Desk) -> None:
    from bot.records.intake import keep

    keep(desk.database, "rest-1", "rest", TALK, REPORT)
    with desk.database.session() as session:
        assert session.execute(select(Waiting.reasons)).scalar_one() == " pasted "
        assert session.execute(select(ConversationTally)).all() == []


def test_intake_stores_only_what_is_there(database: Database) -> None:
    take(database, _lot("a"))
    with database.session() as session:
        turns = json.loads(session.execute(select(KeptConversation.turns)).scalar_one())
    assert turns[1] == {"role": "agent", "text": "不归我管", "start": 3.0}


def test_intake_the_desks_totals_are_the_sums_of_its_agents(desk: Desk) -> None:
    from bot.records.tallies import DeskRuleTally

    for number, agent in enumerate(("A08", "A09", "小孙")):
        talk = desk.conversation(found(), found("O01", 2), agent=agent, name=f"d{number}")
        with desk.database.session() as session:
            decide(session, "小质", int(desk.findings(talk)[0].id), Given("dismiss", "不算"), NOW)
    with desk.database.session() as session:
        relink(session, put_agent(session, "root", "A12", name="小孙"))
    with desk.database.session() as session:
        counts = ("met", "violated", "confirmed", "dismissed", "points")
        sums = [func.sum(getattr(RuleTally, name)) for name in counts]
        by = (RuleTally.period, RuleTally.book, RuleTally.rule)
        agents = session.execute(select(*by, *sums).group_by(*by).order_by(*by)).all()
        whole = session.execute(
            select(*(getattr(DeskRuleTally, name) for name in ("period", "book", "rule", *counts))).order_by(
                DeskRuleTally.period, DeskRuleTally.book, DeskRuleTally.rule
            )
        ).all()
    assert [tuple(row) for row in agents] == [tuple(row) for row in whole] and agents


def test_intake_a_conversation_that_leaves_the_queue_is_found_by_nothing(desk: Desk) -> None:
    from bot.records.review.waiting import Mark

    (finding,) = desk.findings(desk.conversation(found("F04", 20, critical=True)))
    with desk.database.session() as session:
        assert set(session.execute(select(Mark.mark)).scalars()) == {"critical", "F04"}
        decide(session, "小质", int(finding.id), Given("confirm"), NOW)
    with desk.database.session() as session:
        assert session.execute(select(Mark)).all() == []


def test_intake_a_more_urgent_reason_moves_it_forward_wherever_it_is_asked_for(desk: Desk) -> None:
    from bot.records.review.waiting import put, row, settle

    first = desk.conversation(found("F01", sure=0.2), name="a")
    second = desk.conversation(found("F01", sure=0.2), name="b")
    with desk.database.session() as session:
        put(session, row(second, ["appealed"], "A08", "exchange", [], NOW), "appealed")
    with desk.database.session() as session:
        assert [w.conversation_id for w in queue(session, Wanted(rule="F01"))] == [second, first]
        counts = waiting(session, Wanted(rule="F01"))
        assert (counts.total, counts.by_reason["appealed"], counts.by_reason["unsure"]) == (2, 1, 2)
        assert waiting(session, Wanted(reason="appealed")).total == 1
        settle(session, second, reason="appealed")
    with desk.database.session() as session:
        assert [w.conversation_id for w in queue(session, Wanted(rule="F01"))] == [first, second]


def _statuses(database: Database) -> list[str]:
    with database.session() as session:
        return list(session.execute(select(KeptFinding.status).order_by(KeptFinding.id)).scalars())


def test_intake_a_verdict_on_what_a_newer_model_has_replaced_is_refused(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found(), sender="web-1"))
    with desk.database.session() as session, pytest.raises(Conflict, match="没有写入"):
        seen = session.get(KeptFinding, finding.id)
        assert seen.status == "open"
        desk.conversation(found(), sender="web-1", model="m2")
        decide(session, "小质", int(finding.id), Given("confirm"), NOW)
    assert _statuses(desk.database) == ["superseded", "open"]


def test_intake_a_newer_model_does_not_replace_what_is_being_decided(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found(), sender="web-1"))
    again = threading.Thread(target=lambda: desk.conversation(found(), sender="web-1", model="m2"))
    with desk.database.session() as session:
        decide(session, "小质", int(finding.id), Given("confirm"), NOW)
        session.flush()
        again.start()
        again.join(0.4)
    again.join()
    assert _statuses(desk.database) == ["confirmed", "superseded"]


def test_intake_deleted_words_stay_deleted(desk: Desk) -> None:
    desk.conversation(found(), sender="web-1")
    with desk.database.session() as session:
        session.execute(update(KeptConversation).values(head="", turns=""))
    desk.conversation(found(), sender="web-1", model="m2")
    assert _statuses(desk.database) == ["open"]


def test_intake_nobody_in_the_chat_is_the_desk(database: Database) -> None:
    keep(database, "import", "rest", TALK, REPORT)
    with database.session() as session:
        assert session.execute(select(KeptConversation.sender)).scalar_one() == "chat:import"
        assert session.execute(select(ConversationTally)).all() == []


def test_intake_of_the_same_in_another_order_at_once(database: Database) -> None:
    lot = _lot(*(f"n{n}" for n in range(400)))
    taken: list[Taken] = []
    threads = [
        threading.Thread(target=lambda part=part: taken.append(take(database, part)))
        for part in (lot, lot[::-1], lot[200:] + lot[:200])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 3 and sum(len(one.new) for one in taken) == 400
    assert _count(database, KeptConversation) == 400
