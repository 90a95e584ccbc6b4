"""What the machine proposes for the ledger."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from bot.assess.month import Month
from bot.errors import Refused
from bot.practice.exam import SCENES
from bot.records.callbacks.attempts import attempt
from bot.records.callbacks.entries import add
from bot.records.callbacks.ownership import assign, passed_over
from bot.records.entries import enter, withdraw
from bot.records.forms.model import KeptForm
from bot.records.ledger import Entry
from bot.records.practice import KeptPractice
from bot.records.proposals import propose_month
from bot.records.tallies import ConversationTally
from tests.records.conftest import NOW, Desk

OCTOBER, AFTER = Month(2026, 10), datetime(2026, 11, 2, 2, 0, tzinfo=UTC)


def _proposed(desk: Desk, now: datetime = AFTER) -> list[tuple[str, str, int]]:
    with desk.database.session() as session:
        return [(entry.agent, entry.item, entry.points) for entry in propose_month(session, OCTOBER, now)]


def _exam(
    desk: Desk, score: int, trainee: str = "8", name: str = "e1", scenes: int = SCENES, over: bool = True
) -> None:
    at = datetime(2026, 10, 9, 2, 0, tzinfo=UTC)
    rows = [
        KeptPractice(
            id=f"{name}-{n}", trainee=trainee, exam=name, mode="exam", started_at=at, changed_at=at, book="exchange",
            scene="greeting", difficulty=2, seed=n, over=over, score=score,
        )
        for n in range(scenes)
    ]  # fmt: skip
    with desk.database.session() as session:
        session.add_all(rows)


def _tally(desk: Desk, agent: str, count: int, mean: int) -> None:
    with desk.database.session() as session:
        session.execute(
            insert(ConversationTally),
            [{"period": "2026-10", "agent": agent, "book": "exchange", "conversations": count, "passed": count}
             | {"critical": 0, "score_sum": mean * count, "score_squares": mean * mean * count}],
        )  # fmt: skip


def _complaint(
    desk: Desk, status: str, justified: str = "", made: str = "", opened: datetime = NOW, content: str = ""
) -> None:
    told = {"against": "李敏", "justified": justified, "complained_at": made, "content": content}
    fields = json.dumps({name: value for name, value in told.items() if value})
    with desk.database.session() as session:
        session.add(
            KeptForm(
                number="T-2026-1",
                type="complaint",
                status=status,
                opened_by="主管陈",
                fields=fields,
                opened_at=opened,
                changed_at=NOW,
            )
        )


def test_proposals_full_marks_in_the_examination(desk: Desk) -> None:
    _exam(desk, 100)
    assert _proposed(desk, NOW) == [("A08", "G.2#考试满分", 5)]


def test_proposals_an_examination_below_sixty(desk: Desk) -> None:
    _exam(desk, 40)
    assert _proposed(desk, NOW) == [("A08", "G.3.2#考试60以下", -10)]


@pytest.mark.parametrize(
    "about",
    [
        {"score": 80},
        {"score": 100, "scenes": 3},
        {"score": 100, "over": False},
        {"score": 0, "trainee": "路人"},
    ],
)
def test_proposals_other_examinations_earn_and_cost_nothing(desk: Desk, about: dict) -> None:
    _exam(desk, **about)
    assert _proposed(desk, NOW) == []


def test_proposals_the_first_examination_of_the_month_counts(desk: Desk) -> None:
    _exam(desk, 40)
    _exam(desk, 100, name="e2")
    assert [item for _, item, _ in _proposed(desk, NOW)] == ["G.3.2#考试60以下"]


def test_proposals_a_month_without_complaint(desk: Desk) -> None:
    _tally(desk, "A08", 5, 90)
    assert _proposed(desk, NOW) == [], "the month is not over"
    assert _proposed(desk) == [("A08", "G.2#投诉率为零", 5)]


@pytest.mark.parametrize(
    ("status", "justified", "proposed"),
    [("open", "", False), ("done", "成立", False), ("done", "不成立", True)],
)
def test_proposals_complaints_that_were_justified_or_are_open_stand_against_it(
    desk: Desk, status: str, justified: str, proposed: bool
) -> None:
    _tally(desk, "A08", 5, 90)
    _complaint(desk, status, justified)
    assert bool(_proposed(desk)) == proposed


def test_proposals_a_complaint_counts_in_the_month_it_was_made_in(desk: Desk) -> None:
    _tally(desk, "A08", 5, 90)
    _complaint(desk, "open", made="2026-10-31 21:00", opened=datetime(2026, 11, 1, 2, 0, tzinfo=UTC))
    assert _proposed(desk) == [], "a complaint of the last of October, written down in November"


def test_proposals_a_complaint_of_the_month_before_does_not_count(desk: Desk) -> None:
    _tally(desk, "A08", 5, 90)
    _complaint(desk, "open", made="2026-09-30 下午", opened=datetime(2026, 10, 1, 2, 0, tzinfo=UTC))
    assert _proposed(desk) == [("A08", "G.2#投诉率为零", 5)]


def test_proposals_the_first_of_the_desk_in_work_and_quality(desk: Desk) -> None:
    _tally(desk, "A08", 30, 95)
    _tally(desk, "A09", 25, 90)
    assert ("A08", "G.2#工作量质量之首", 5) in _proposed(desk)


@pytest.mark.parametrize("other", [(35, 90), (25, 97), (30, 95)], ids=["more", "better", "the same"])
def test_proposals_nobody_is_first_in_one_of_them_alone(desk: Desk, other: tuple[int, int]) -> None:
    _tally(desk, "A08", 30, 95)
    _tally(desk, "A09", *other)
    assert "G.2#工作量质量之首" not in {item for _, item, _ in _proposed(desk)}


def test_proposals_the_first_has_nothing_against_him(desk: Desk) -> None:
    _tally(desk, "A08", 30, 95)
    _tally(desk, "A09", 25, 90)
    with desk.database.session() as session:
        enter(session, "培训周", "A08", "大声喧哗", date(2026, 10, 3), NOW, reason="见记录")
    assert "G.2#工作量质量之首" not in {item for _, item, _ in _proposed(desk)}


def test_proposals_are_made_once(desk: Desk) -> None:
    _tally(desk, "A08", 5, 90)
    assert _proposed(desk) and _proposed(desk) == []
    with desk.database.session() as session:
        number = session.execute(select(Entry.id)).scalar_one()
        withdraw(session, "主管陈", number, "有一件电话里的", AFTER + timedelta(hours=1))
    assert _proposed(desk) == []


def _called_back(desk: Desk, outcome: str, day: int, hour: int, agent: str = "A08", number: int = 0) -> int:
    """A call by 李敏 on a day of October; the call-back, unless there is one, was promised on the 20th."""
    when = NOW.replace(day=day, hour=hour)
    with desk.database.session() as session:
        if not number:
            number = int(add(session, "主管陈", kind="promised", now=NOW, customer="王先生", agent=agent).id)
        attempt(session, "李敏", number, outcome, now=when, result="已答复")  # type: ignore[arg-type]
    return number


def test_proposals_each_call_in_the_customers_rest_hours_once(desk: Desk) -> None:
    number = _called_back(desk, "no_answer", 21, 4)  # 12:00 in Shanghai
    _called_back(desk, "no_answer", 22, 3, number=number)
    _called_back(desk, "reached", 22, 5, number=number)
    assert _proposed(desk, NOW) == [("A08", "K.7.1", -2)] * 2
    assert _proposed(desk) == []


def test_proposals_call_backs_made_late(desk: Desk) -> None:
    _called_back(desk, "reached", 23, 11)  # 19:00, on the third day
    _called_back(desk, "reached", 24, 2)
    assert _proposed(desk, AFTER) == [("A08", "K.7.4#三天之内", -10)]


def test_proposals_of_call_backs_that_are_nobodys_wait_until_somebody_says_whose_they_are(desk: Desk) -> None:
    with desk.database.session() as session:
        number = int(add(session, "主管陈", kind="promised", now=NOW, customer="王先生").id)
        assert passed_over(session, "2026-10", NOW) == ""
    assert _proposed(desk) == []
    with desk.database.session() as session:
        said = passed_over(session, "2026-10", AFTER)
    assert f"另有 1 次违反 K.7 的回访没有提出来：{number} 号没有定坐席" in said and "callbacks assign" in said
    with desk.database.session() as session:
        assign(session, "小质", number, "李敏")
        assert passed_over(session, "2026-10", AFTER) == ""
    assert _proposed(desk) == [("A08", "K.7.4#三天之内", -10)]


def test_proposals_a_justified_complaint_in_a_shop_is_fined(desk: Desk) -> None:
    from bot.records.entries import confirm
    from bot.records.people import agent_named
    from bot.records.roster import put_agent
    from bot.records.sheets import sheet

    with desk.database.session() as session:
        put_agent(session, "root", "A08", book="shop")
    _complaint(desk, "done", "成立")
    assert _proposed(desk, NOW) == [("A08", "H.6#投诉罚款", 0)]
    with desk.database.session() as session:
        confirm(session, "主管陈", session.execute(select(Entry.id)).scalar_one(), NOW)
    with desk.database.session() as session:
        assert sheet(session, OCTOBER, agent_named(session, "A08"), AFTER).yuan == -50


@pytest.mark.parametrize(
    ("book", "content", "proposed"),
    [
        ("gym", "教练骂人", [("A.罚6", 0), ("G.3.3#与客户口角争执", -20)]),
        ("gym", "毛巾没有人发", [("A.罚6", 0)]),
        ("gym", "没有骂人，就是爱理不理", [("A.罚6", 0)]),
        ("shop", "客服和我吵架", [("H.6#投诉罚款", 0), ("G.3.3#与客户口角争执", -20)]),
        ("exchange", "电话里顶撞客户", [("G.3.3#与客户口角争执", -20)]),
        ("exchange", "等了很久", []),
    ],
)
def test_proposals_of_a_justified_complaint_are_what_the_trade_fines(
    desk: Desk, book: str, content: str, proposed: list[tuple[str, int]]
) -> None:
    from bot.records.roster import put_agent

    with desk.database.session() as session:
        put_agent(session, "root", "A08", book=book)
    _complaint(desk, "done", "成立", content=content)
    assert [(item, points) for _, item, points in _proposed(desk, NOW)] == proposed
    assert _proposed(desk, NOW) == [], "once"


def test_proposals_of_a_complaint_that_was_not_justified_are_none(desk: Desk) -> None:
    _complaint(desk, "done", "不成立", content="客服骂人")
    assert _proposed(desk, NOW) == []


@pytest.mark.parametrize(("status", "outcome"), [("open", ""), ("done", "成立")])
def test_proposals_nobody_enters_the_bonus_against_a_complaint(desk: Desk, status: str, outcome: str) -> None:
    _complaint(desk, status, outcome)
    with desk.database.session() as session, pytest.raises(Refused, match="不能加“当月有效投诉率为零”"):
        enter(session, "培训周", "A08", "投诉率为零", date(2026, 10, 12), NOW)
