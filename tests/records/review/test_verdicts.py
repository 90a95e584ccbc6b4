"""Verdicts on findings."""

import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.errors import Conflict, NotAllowed, NotFound, Refused
from bot.records.audit import history
from bot.records.conversations import KeptFinding, KeptReport
from bot.records.ledger import Entry
from bot.records.review.additions import add
from bot.records.review.given import Given
from bot.records.review.opinions import opine
from bot.records.review.review import Review
from bot.records.review.verdicts import decide
from bot.records.review.waiting import Waiting, Wanted, queue
from bot.records.tallies import ConversationTally, RuleTally
from tests.records.conftest import NOW, Desk, found


def _decide(desk: Desk, number: int, word: str, who: str = "小质", **more: object) -> KeptFinding:
    with desk.database.session() as session:
        return decide(session, who, number, Given(word, **more), NOW)


def _rule(desk: Desk, rule: str, period: str = "2026-10") -> RuleTally:
    with desk.database.session() as session:
        return session.execute(
            select(RuleTally).where(RuleTally.rule == rule, RuleTally.period == period)
        ).scalar_one()


def _settled(desk: Desk) -> int:
    with desk.database.session() as session:
        return session.execute(select(KeptReport.settled)).scalar_one()


def test_verdicts_only_what_a_person_confirms_enters_the_ledger(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found()))
    with desk.database.session() as session:
        assert session.execute(select(Entry)).all() == []
    _decide(desk, finding.id, "confirm")
    with desk.database.session() as session:
        entry = session.execute(select(Entry)).scalar_one()
    assert (entry.agent, entry.month, entry.points, entry.kind, entry.finding_id, entry.status) == (
        "A08",
        "2026-10",
        -5,
        "light",
        finding.id,
        "standing",
    )


def test_verdicts_the_month_is_the_conversations_by_the_desks_clock(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found(), at="2026-09-30T23:30:00+00:00"))
    _decide(desk, finding.id, "confirm")
    with desk.database.session() as session:
        assert session.execute(select(Entry.month)).scalar_one() == "2026-10"


def test_verdicts_dismissed_findings_give_the_points_back(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found()))
    assert _settled(desk) == 95
    _decide(desk, finding.id, "dismiss", reason="客户自己问错了部门")
    assert _settled(desk) == 100
    with desk.database.session() as session:
        assert session.execute(select(Entry)).all() == []
        report = session.execute(select(KeptReport)).scalar_one()
        tally = session.execute(
            select(ConversationTally).where(ConversationTally.period == "2026-10")
        ).scalar_one()
    assert report.score == 95, "the machine's score stays"
    assert (tally.conversations, tally.score_sum, tally.score_squares) == (1, 100, 10_000)


def test_verdicts_dismissing_a_critical_finding_lets_the_conversation_pass(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found("F04", 20, critical=True)))
    _decide(desk, finding.id, "dismiss", reason="是客户在骂")
    with desk.database.session() as session:
        tally = session.execute(
            select(ConversationTally).where(ConversationTally.period == "2026-W43")
        ).scalar_one()
    assert (tally.passed, tally.critical, tally.score_sum) == (1, 0, 100)


def test_verdicts_changed_points_count_and_the_machines_stay(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found()))
    _decide(desk, finding.id, "change", points=2, reason="语气缓和，减轻")
    with desk.database.session() as session:
        kept = session.get(KeptFinding, finding.id)
        entry = session.execute(select(Entry)).scalar_one()
    assert (kept.points, kept.final_points, entry.points) == (5, 2, -2)
    assert _settled(desk) == 98
    assert (_rule(desk, "F02").confirmed, _rule(desk, "F02").points) == (1, 2)


def test_verdicts_a_changed_rule_counts_against_the_machines_rule(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found()))
    _decide(desk, finding.id, "change", rule="F01", reason="是生硬，不是推卸")
    with desk.database.session() as session:
        entry = session.execute(select(Entry)).scalar_one()
    assert (entry.rule, entry.item, entry.points) == ("F01", "G.3.1#回复申诉不及时不耐心", -5)
    assert (_rule(desk, "F02").confirmed, _rule(desk, "F02").dismissed) == (0, 1)


def test_verdicts_a_changed_rule_is_booked_under_its_own_name(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found("A01", 2)))
    _decide(desk, finding.id, "change", rule="A02", reason="是说了“你”")
    with desk.database.session() as session:
        entry = session.execute(select(Entry)).scalar_one()
    assert (entry.item, entry.name, entry.points) == ("A02", "对客户说了“你”", -2)
    assert [(_rule(desk, rule).violated) for rule in ("A01", "A02")] == [0, 1]


@pytest.mark.parametrize(
    ("given", "severity", "points"),
    [
        ({"severity": "severe"}, "severe", 20),
        ({"severity": "medium"}, "medium", 10),
        ({"severity": "medium", "points": 8}, "medium", 8),
        ({"points": 1}, "light", 1),
    ],
)
def test_verdicts_points_go_with_the_severity(desk: Desk, given: dict, severity: str, points: int) -> None:
    (finding,) = desk.findings(desk.conversation(found()))
    kept = _decide(desk, finding.id, "change", reason="程度不对", **given)
    assert (kept.final_severity or kept.severity, kept.counts_for) == (severity, points)
    with desk.database.session() as session:
        (line,) = history(session, f"finding:{finding.id}")
    assert f'"severity":"{severity}"' in line.after


def test_verdicts_a_severe_one_that_is_light_costs_no_more_than_light(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found(points=20, critical=True)))
    assert _decide(desk, finding.id, "change", severity="light", reason="只是一句").counts_for == 5


def test_verdicts_what_is_worth_nothing_fails_nobody(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found(points=20, critical=True)))
    kept = _decide(desk, finding.id, "change", points=0, reason="情有可原")
    assert not kept.fails
    assert _settled(desk) == 100


def test_verdicts_a_dismissed_finding_is_no_violation(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found()))
    assert (_rule(desk, "F02").met, _rule(desk, "F02").violated) == (0, 1)
    _decide(desk, finding.id, "dismiss", reason="听错了")
    assert (_rule(desk, "F02").met, _rule(desk, "F02").violated) == (1, 0)


def test_verdicts_machine_and_person_are_kept_apart(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found()))
    _decide(desk, finding.id, "dismiss", reason="听错了")
    with desk.database.session() as session:
        review = session.execute(select(Review)).scalar_one()
        lines = history(session, f"finding:{finding.id}")
    assert (review.reviewer, review.kind, review.verdict, review.reason) == (
        "小质",
        "decision",
        "dismiss",
        "听错了",
    )
    assert [(line.who, line.action) for line in lines] == [("小质", "dismiss")]
    assert '"status":"open"' in lines[0].before and '"status":"dismissed"' in lines[0].after


@pytest.mark.parametrize(
    ("word", "more", "says"),
    [
        ("dismiss", {}, "写明理由"),
        ("dismiss", {"reason": "  "}, "写明理由"),
        ("change", {"reason": "轻了"}, "写明改什么"),
        ("change", {"reason": "轻了", "points": -5}, "不写负号"),
        ("change", {"reason": "轻了", "points": 6}, "轻度的分数要在 0 到 5 之间"),
        ("change", {"reason": "轻了", "rule": "Z99"}, "没有规则“Z99”"),
        ("change", {"reason": "轻了", "severity": "mild"}, "light（轻度）"),
        ("confirm", {"points": 3}, "请用改判"),
        ("approve", {}, "confirm（确认）"),
    ],
)
def test_verdicts_that_are_not_complete_are_refused(desk: Desk, word: str, more: dict, says: str) -> None:
    (finding,) = desk.findings(desk.conversation(found()))
    with pytest.raises(Refused, match=says):
        _decide(desk, finding.id, word, **more)
    assert desk.findings(1)[0].status == "open"


def test_verdicts_a_finding_is_judged_once(desk: Desk) -> None:
    number = desk.confirmed()
    with pytest.raises(Refused, match="您已经复核过"):
        _decide(desk, number, "confirm")
    with pytest.raises(Refused, match="已由小质复核（已确认）"):
        _decide(desk, number, "dismiss", who="小检", reason="不同意")


def test_verdicts_on_what_another_has_changed_meanwhile_are_refused(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found()))
    with pytest.raises(Conflict, match="没有写入"):
        _decide(desk, finding.id, "confirm", seen=finding.version + 1)


def test_verdicts_of_two_at_once_never_overwrite_each_other(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found()))
    start, outcomes = threading.Barrier(2), []

    def judge(who: str, word: str) -> None:
        start.wait()
        try:
            outcomes.append((who, _decide(desk, finding.id, word, who=who, reason="看过了").status))
        except Refused as error:
            outcomes.append((who, type(error).__name__))

    judges = [
        threading.Thread(target=judge, args=pair) for pair in (("小质", "confirm"), ("小检", "dismiss"))
    ]
    for one in judges:
        one.start()
    for one in judges:
        one.join()
    written = [status for _, status in outcomes if status in ("confirmed", "dismissed")]
    assert len(written) == 1 and len(outcomes) == 2
    with desk.database.session() as session:
        assert len(session.execute(select(Review)).all()) == 1
        assert len(session.execute(select(Entry)).all()) == (written == ["confirmed"])


def test_verdicts_on_two_findings_at_once_keep_the_score_right(desk: Desk) -> None:
    talk = desk.conversation(*(found(rule) for rule in ("F01", "F02", "F03", "O04")))
    findings = desk.findings(talk)
    start = threading.Barrier(len(findings))

    def judge(number: int) -> None:
        start.wait()
        _decide(desk, number, "dismiss", reason="不成立")

    judges = [threading.Thread(target=judge, args=(f.id,)) for f in findings]
    for one in judges:
        one.start()
    for one in judges:
        one.join()
    assert _settled(desk) == 100
    with desk.database.session() as session:
        tally = session.execute(
            select(ConversationTally).where(ConversationTally.period == "2026-10")
        ).scalar_one()
    assert (tally.conversations, tally.score_sum, tally.score_squares) == (1, 100, 10_000)


def test_verdicts_are_not_for_agents_nor_on_oneself(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found()))
    with pytest.raises(NotAllowed, match="李敏是坐席，这件事要由质检员、培训专员、主管来做"):
        _decide(desk, finding.id, "confirm", who="李敏")
    with pytest.raises(NotFound, match="没有“路人”这个用户"):
        _decide(desk, finding.id, "confirm", who="路人")


def test_verdicts_a_second_opinion_changes_nothing(desk: Desk) -> None:
    number = desk.confirmed()
    with desk.database.session() as session:
        opine(session, "小检", number, Given("dismiss", "我看不算"), NOW)
    assert desk.findings(1)[0].status == "confirmed"
    with desk.database.session() as session, pytest.raises(Refused, match="已经对"):
        opine(session, "小检", number, Given("confirm"), NOW)
    with desk.database.session() as session, pytest.raises(Refused, match="已经对"):
        opine(session, "小质", number, Given("confirm"), NOW)


def test_verdicts_what_the_machine_missed_is_added_and_counts(desk: Desk) -> None:
    talk = desk.conversation()
    with desk.database.session() as session:
        added = add(session, "小质", talk, "F02", 1, "说了“不归我管”", NOW)
    assert (added.source, added.status, added.clause) == ("person", "confirmed", "K.1.7")
    assert _settled(desk) == 95
    with desk.database.session() as session:
        assert session.execute(select(Entry.points)).scalar_one() == -5
    rule = _rule(desk, "F02")
    assert (rule.met, rule.violated, rule.confirmed, rule.points) == (0, 1, 0, 5)


@pytest.mark.parametrize(
    ("rule", "turn", "reason", "says"),
    [
        ("Z99", 1, "x", "没有规则"),
        ("F02", 3, "x", "没有第 4 句"),
        ("F02", -1, "x", "没有第 0 句"),
        ("F02", 1, "", "写明理由"),
    ],
)
def test_verdicts_what_is_added_must_be_there(
    desk: Desk, rule: str, turn: int, reason: str, says: str
) -> None:
    talk = desk.conversation()
    with desk.database.session() as session, pytest.raises(Refused, match=says):
        add(session, "小质", talk, rule, turn, reason, NOW)


def test_verdicts_the_same_place_is_not_added_twice(desk: Desk) -> None:
    talk = desk.conversation(found())
    with desk.database.session() as session, pytest.raises(Refused, match="已经有了"):
        add(session, "小质", talk, "F02", 1, "又一处", NOW)


def test_verdicts_a_conversation_leaves_the_queue_with_its_last_finding(desk: Desk) -> None:
    talk = desk.conversation(found("F04", 20, critical=True), found("F01"))
    first, second = desk.findings(talk)
    _decide(desk, first.id, "confirm")
    with desk.database.session() as session:
        assert [w.findings for w in queue(session, Wanted())] == [1]
    _decide(desk, second.id, "confirm")
    with desk.database.session() as session:
        assert session.execute(select(Waiting)).all() == []


def test_verdicts_without_an_agent_enter_nothing(desk: Desk) -> None:
    (finding,) = desk.findings(desk.conversation(found(), agent=""))
    _decide(desk, finding.id, "confirm")
    with desk.database.session() as session:
        assert session.execute(select(Entry)).all() == []


def test_verdicts_keep_the_moment(desk: Desk) -> None:
    desk.confirmed()
    (finding,) = desk.findings(1)
    assert finding.decided_at == datetime(2026, 10, 20, 2, 0, tzinfo=UTC) and finding.decided_by == "小质"
