"""Conversations, reports and findings in a real database."""

import json
from dataclasses import replace

from sqlalchemy import func, select

from bot.check.finding import Evidence, Finding, Part, Report
from bot.conversation.model import Agent, Conversation, Customer, Head, Turn
from bot.records.conversations import KeptConversation, KeptFinding, KeptReport, unseen
from bot.records.database import Database
from bot.records.intake import keep
from tests.findings import open_findings

TALK = Conversation(
    Head(id="c-1", agent=Agent(number="8")),
    (Turn("customer", "我的电话是13812345678", 0.0), Turn("agent", "不归我管", 3.0)),
)
FOUND = Finding(
    rule="F02",
    name="推卸责任",
    severity="light",
    points=5,
    critical=False,
    turn=1,
    start=3.0,
    evidence=(Evidence(1, (0, 4), "不归我管"),),
    clause="K.1.7",
    message="推卸责任：不归我管",
    expected="我马上为您转接，请稍等。",
    parts=(Part("请稍等", False),),
    why="客户找到谁，谁就代表单位。",
    confidence=1.0,
)
REPORT = Report("c-1", "exchange", "b1", "m1", "8", 95, True, False, (FOUND,), {"F02": "violated"})


def _number_of(database: Database, table: type) -> int:
    with database.session() as session:
        return int(session.execute(select(func.count()).select_from(table)).scalar_one())


def test_conversations_are_kept_with_report_and_findings(database: Database) -> None:
    number = keep(database, "tester", "rest", TALK, REPORT)
    with database.session() as session:
        talk = session.execute(select(KeptConversation)).scalar_one()
        report = session.execute(select(KeptReport)).scalar_one()
    assert (talk.id, talk.sender, talk.channel, talk.transcript, talk.agent) == (
        number,
        "tester",
        "rest",
        "c-1",
        "8",
    )
    assert (report.conversation_id, report.score, report.book_version, report.model_version) == (
        number,
        95,
        "b1",
        "m1",
    )
    assert json.loads(report.outcomes) == {"F02": "violated"}


def test_conversations_findings_wait_for_a_person(database: Database) -> None:
    keep(database, "tester", "rest", TALK, REPORT)
    (finding,) = open_findings(database)
    assert (finding.rule, finding.points, finding.status, finding.turn) == ("F02", 5, "open", 1)
    assert json.loads(finding.evidence) == [{"quote": "不归我管", "span": [0, 4], "turn": 1}]


def test_conversations_are_masked(database: Database) -> None:
    keep(database, "tester", "rest", TALK, REPORT)
    with database.session() as session:
        talk = session.execute(select(KeptConversation)).scalar_one()
    assert "13812345678" not in talk.turns
    assert json.loads(talk.turns)[0]["text"] == "我的电话是138****5678"


def test_conversations_pasted_twice_are_kept_once(database: Database) -> None:
    assert keep(database, "tester", "rest", TALK, REPORT) == keep(database, "tester", "rest", TALK, REPORT)
    assert [_number_of(database, t) for t in (KeptConversation, KeptReport, KeptFinding)] == [1, 1, 1]


def test_conversations_of_two_senders_are_two(database: Database) -> None:
    keep(database, "one", "rest", TALK, REPORT)
    keep(database, "two", "rest", TALK, REPORT)
    assert _number_of(database, KeptConversation) == 2


def test_conversations_a_newer_book_makes_a_second_report(database: Database) -> None:
    keep(database, "tester", "rest", TALK, REPORT)
    keep(database, "tester", "rest", TALK, replace(REPORT, book_version="b2", findings=()))
    assert [_number_of(database, t) for t in (KeptConversation, KeptReport, KeptFinding)] == [1, 2, 1]


def test_conversations_of_a_long_sender_and_id_are_kept(database: Database) -> None:
    talk = replace(TALK, head=replace(TALK.head, id="长" * 5000))
    keep(database, "a" * 500, "b" * 500, talk, REPORT)
    assert keep(database, "a" * 500, "b" * 500, talk, REPORT) == 1


def test_conversations_what_nobody_has_judged_is_counted(database: Database) -> None:
    keep(database, "tester", "rest", TALK, REPORT)
    with database.session() as session:
        assert unseen(session) == 1


def test_conversations_ids_and_names_are_masked_and_the_same_one_is_known_again(database: Database) -> None:
    named = "20261102_13812345678"
    head = replace(TALK.head, id=named, customer=Customer("王建国", "m"))
    numbers = {
        keep(database, "rest-1", "rest", replace(TALK, head=head), replace(REPORT, id=named))
        for _ in range(2)
    }
    assert len(numbers) == 1
    with database.session() as session:
        kept = session.get(KeptConversation, numbers.pop())
    assert kept.transcript == "20261102_138****5678"
    assert "13812345678" not in kept.head and "建国" not in kept.head
