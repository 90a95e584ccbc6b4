"""The month: from the ledger to score, grade and pay; and closing it."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from bot.assess.month import Month
from bot.errors import NotAllowed, Refused
from bot.records.assessments import close, unfinished
from bot.records.entries import enter, entries, withdraw
from bot.records.ledger import KeptAssessment
from bot.records.people import agent_named
from bot.records.review.appeals import decide_appeal, file_against_finding
from bot.records.roster import put_agent
from bot.records.sheet_form import sheet_as_json
from bot.records.sheets import Sheet, closed, sheet, sheets
from bot.records.tallies import ConversationTally
from tests.records.conftest import NOW, Desk, found

OCTOBER = Month(2026, 10)
NOVEMBER = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)


def _enter(
    desk: Desk, *items: tuple[str, int | None], agent: str = "A08", on: date = date(2026, 10, 12)
) -> None:
    with desk.database.session() as session:
        for item, points in items:
            enter(session, "培训周", agent, item, on, NOW, points=points, reason="见记录")


def _sheet(desk: Desk, agent: str = "A08", month: Month = OCTOBER) -> Sheet:
    with desk.database.session() as session:
        return sheet(session, month, agent_named(session, agent), NOVEMBER)


def _checked(desk: Desk, **conversations: int) -> None:
    """So many conversations of each agent in October."""
    rows = [
        {
            "period": "2026-10",
            "agent": agent,
            "book": "exchange",
            "conversations": count,
            "passed": count,
            "critical": 0,
        }
        | {"score_sum": 90 * count, "score_squares": 8100 * count}
        for agent, count in conversations.items()
    ]
    with desk.database.session() as session:
        session.execute(insert(ConversationTally), rows)


# The handbook's own examples (G.4.3).
@pytest.mark.parametrize(
    ("items", "score", "grade", "pay"),
    [
        ([], 80, "B", 0),
        ([("主动顶班", None), ("额外工作", None), ("额外奖惩", 1)], 91, "A", 110),
        ([("看电影玩游戏", None), ("大声喧哗", None)], 68, "D", -120),
        ([("旷工", None), ("大声喧哗", None)], 58, "", -220),
    ],
    ids=["甲80", "乙91", "丙68", "丁58"],
)
def test_assessments_the_handbooks_examples(
    desk: Desk, items: list, score: int, grade: str, pay: int
) -> None:
    _enter(desk, *items)
    its = _sheet(desk).assessment
    assert (its.score, its.grade, its.pay) == (score, grade, pay)
    assert bool(its.flags) == (score < 60)


def test_assessments_four_light_ones_cost_twenty_more(desk: Desk) -> None:
    _enter(desk, ("大声喧哗", None), ("办公桌面凌乱", None), ("值日未打扫", None))
    assert _sheet(desk).assessment.score == 74
    desk.confirmed()
    its = _sheet(desk).assessment
    assert (its.extra, its.score, len(its.causes)) == (-20, 49, 4)


def test_assessments_pay_moves_from_the_third_month_on(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "A08", joined_on=date(2026, 9, 1))
    _enter(desk, ("主动顶班", None))
    its = _sheet(desk).assessment
    assert (its.score, its.pay) == (85, None) and "2026年11月" in its.pay_note


def test_assessments_every_sum_opens_into_its_entries(desk: Desk) -> None:
    number = desk.confirmed()
    _enter(desk, ("迟到早退", 2))
    shown = sheet_as_json(_sheet(desk))
    assert shown["deduction"] == -7
    assert [(e["points"], e["finding"], e["conversation"]) for e in shown["entries"]] == [
        (-2, None, None),
        (-5, number, 1),
    ]


def test_assessments_upheld_appeals_give_the_points_back(desk: Desk) -> None:
    number = desk.confirmed()
    assert _sheet(desk).assessment.score == 75
    with desk.database.session() as session:
        appeal = file_against_finding(session, "李敏", number, "不是我", NOW)
        decide_appeal(session, "小检", int(appeal.id), True, "确实不是", NOW)
    assert _sheet(desk).assessment.score == 80


def test_assessments_show_how_many_conversations_they_rest_on(desk: Desk) -> None:
    _checked(desk, A08=25, A09=7)
    assert (_sheet(desk).conversations, _sheet(desk, "A09").conversations) == (25, 7)


def test_assessments_who_is_charged_before_he_joined_is_shown(desk: Desk) -> None:
    desk.confirmed()
    with desk.database.session() as session:
        put_agent(session, "root", "A08", joined_on=date(2026, 11, 1))
    assert _sheet(desk).assessment.deduction == -5


def test_assessments_nobody_is_ranked_or_last_on_a_small_sample(desk: Desk) -> None:
    _checked(desk, A08=25, A09=19)
    _enter(desk, ("看电影玩游戏", None), agent="A09")
    assert (_sheet(desk).rank, _sheet(desk, "A09").rank) == (1, None)
    assert not _sheet(desk, "A09").assessment.last


def test_assessments_nobody_is_last_in_the_stead_of_one_on_a_small_sample(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "A10")
    _checked(desk, A08=25, A09=5, A10=25)
    _enter(desk, ("旷工", None), agent="A09")
    _enter(desk, ("看电影玩游戏", None), agent="A10")
    assert [_sheet(desk, agent).assessment.last for agent in ("A08", "A09", "A10")] == [False] * 3


def test_assessments_without_conversations_what_people_entered_says_who_is_last(desk: Desk) -> None:
    _enter(desk, ("看电影玩游戏", None), agent="A09")
    assert (_sheet(desk, "A09").assessment.last, _sheet(desk, "A09").rank) == (True, None)
    assert not _sheet(desk).assessment.last


def test_assessments_last_in_two_months_running_below_seventy_is_flagged(desk: Desk) -> None:
    _checked(desk, A08=25, A09=25)
    with desk.database.session() as session:
        session.execute(
            insert(ConversationTally),
            [
                {
                    "period": "2026-09",
                    "agent": agent,
                    "book": "exchange",
                    "conversations": 30,
                    "passed": 30,
                    "critical": 0,
                }
                | {"score_sum": 2700, "score_squares": 243000}
                for agent in ("A08", "A09")
            ],
        )
    for on in (date(2026, 9, 12), date(2026, 10, 12)):
        _enter(desk, ("看电影玩游戏", None), ("大声喧哗", None), agent="A09", on=on)
    (flag,) = _sheet(desk, "A09").assessment.flags
    assert "连续2个月最后一名" in flag
    assert _sheet(desk).assessment.flags == () and _sheet(desk).rank == 1


def test_assessments_an_agent_not_there_in_the_month_has_none(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "A10", name="新人", joined_on=date(2026, 11, 1))
    with pytest.raises(Refused, match="不在岗（2026-11-01 入职）"):
        _sheet(desk, "A10")


def _close(desk: Desk, who: str = "主管陈", now: datetime = NOVEMBER, month: Month = OCTOBER):
    with desk.database.session() as session:
        return close(session, who, month, now)


def test_assessments_a_month_that_is_not_over_is_not_closed(desk: Desk) -> None:
    _enter(desk, ("大声喧哗", None))
    # The last hour of October in UTC is November in Shanghai.
    with pytest.raises(Refused, match="还没过完，2026-11-01 起"):
        _close(desk, now=datetime(2026, 10, 31, 15, 59, tzinfo=UTC))
    assert _close(desk, now=datetime(2026, 10, 31, 16, 0, tzinfo=UTC)).written == 2


def test_assessments_are_closed_by_trainer_or_supervisor(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        _close(desk, "小质")


def test_assessments_closing_tells_what_has_to_be_seen_to(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "A10", name="新来的")
    _enter(desk, ("睡觉", None))
    told = "".join(_close(desk).told())
    assert "没有登记入职日期，工资没有浮动" in told and "新来的" in told
    assert "提醒：A08 李敏：10月12日工作时间睡觉（G.3.3#工作时间睡觉）：按规定直接辞退，请主管决定。" in told


def test_assessments_closed_again_only_what_changed_is_revised(desk: Desk) -> None:
    number = desk.confirmed()
    assert (_close(desk).written, _close(desk).unchanged) == (2, 2)
    with desk.database.session() as session:
        appeal = file_against_finding(session, "李敏", number, "不是我", NOW)
        decide_appeal(session, "小检", int(appeal.id), True, "确实不是", NOW)
    again = _close(desk, now=NOVEMBER + timedelta(days=1))
    assert (again.written, again.unchanged) == (1, 1)
    with desk.database.session() as session:
        rows = session.execute(
            select(KeptAssessment).where(KeptAssessment.agent == "A08").order_by(KeptAssessment.revision)
        ).scalars()
        assert [(row.revision, row.score) for row in rows] == [(1, 75), (2, 80)]
        assert closed(session, OCTOBER)["A08"].score == 80


def test_assessments_closed_months_decide_who_was_last(desk: Desk) -> None:
    _checked(desk, A08=25, A09=25)
    _enter(desk, ("看电影玩游戏", None), ("大声喧哗", None), agent="A09")
    _close(desk)
    with desk.database.session() as session:
        session.execute(update(ConversationTally).values(period="2026-11"))
    _enter_november = date(2026, 11, 1)
    with desk.database.session() as session:
        for item in ("看电影玩游戏", "大声喧哗"):
            enter(session, "培训周", "A09", item, _enter_november, NOVEMBER, reason="见记录")
    assert "连续2个月" in _sheet(desk, "A09", Month(2026, 11)).assessment.flags[0]


def test_assessments_a_month_before_that_has_changed_has_to_be_closed_again(desk: Desk) -> None:
    _enter(desk, ("看电影玩游戏", None), ("大声喧哗", None), agent="A09", on=date(2026, 9, 12))
    with desk.database.session() as session:
        close(session, "主管陈", Month(2026, 9), NOVEMBER)
    _enter(desk, ("看电影玩游戏", None), ("大声喧哗", None), agent="A09")
    assert "连续2个月最后一名，都低于70分（68分、68分）" in _sheet(desk, "A09").assessment.flags[0]
    with desk.database.session() as session:
        row = next(e for e in entries(session, month="2026-09", agent="A09") if "看电影" in e.name)
        withdraw(session, "培训周", int(row.id), "记错了人", NOVEMBER + timedelta(minutes=1))
    (flag,) = _sheet(desk, "A09").assessment.flags
    assert "上个月结算以后有变动（结算时68分、最后一名，现在78分、最后一名）" in flag
    assert _sheet(desk, "A09", Month(2026, 9)).changed


def test_assessments_losing_the_last_place_is_a_change(desk: Desk) -> None:
    _enter(desk, ("看电影玩游戏", None), agent="A09")
    _close(desk)
    assert not _sheet(desk, "A09").changed
    _enter(desk, ("旷工", None))
    assert _sheet(desk, "A09").changed


def test_assessments_are_kept_with_the_sum_written_out(desk: Desk) -> None:
    _enter(desk, ("迟到早退", 2))
    _close(desk)
    with desk.database.session() as session:
        kept = json.loads(closed(session, OCTOBER)["A08"].sheet)
    assert "合计：80－2＝78分" in kept["lines"] and kept["entries"][0]["item"] == "G.3.1#迟到早退"


def test_assessments_all_agents_of_the_desk(desk: Desk) -> None:
    with desk.database.session() as session:
        assert [one.agent.code for one in sheets(session, OCTOBER, NOVEMBER)] == ["A08", "A09"]


def test_assessments_fines_stay_whatever_trade_he_is_in_today(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "A08", book="shop")
    for day in (12, 13):
        _enter(desk, ("被买家投诉", None), on=date(2026, 10, day))
    with desk.database.session() as session:
        put_agent(session, "root", "A08", book="exchange")
    assert _sheet(desk).yuan == -150


def test_assessments_a_closed_month_that_has_changed_says_so(desk: Desk) -> None:
    _enter(desk, ("迟到早退", 2))
    _close(desk)
    assert not _sheet(desk).changed
    _enter(desk, ("大声喧哗", None))
    assert _sheet(desk).changed and _sheet(desk).revision == 1


def test_assessments_what_is_unfinished_is_told(desk: Desk) -> None:
    number = desk.confirmed()
    desk.conversation(found("F04", 20, critical=True), name="waits")
    with desk.database.session() as session:
        file_against_finding(session, "李敏", number, "不是我", NOW)
    with desk.database.session() as session:
        left = unfinished(session, OCTOBER)
    assert (left.waiting, left.appeals, left.proposed) == (2, 1, 0)
    assert left.told == "2 通会话没复核、1 件申诉没裁决"


def test_assessments_a_month_with_nothing_in_it_is_not_closed(desk: Desk) -> None:
    with pytest.raises(Refused, match="没有一通会话，也没有一条记录"):
        _close(desk, month=Month(2025, 6))


def test_assessments_a_month_that_has_not_begun_shows_nothing(desk: Desk) -> None:
    with pytest.raises(Refused, match="还没开始"):
        _sheet(desk, month=Month(2026, 12))


def test_assessments_a_bonus_that_something_speaks_against_is_flagged(desk: Desk) -> None:
    _enter(desk, ("投诉率为零", None), ("与客户口角争执", None))
    assert any("请核实，属实就撤销加分" in flag for flag in _sheet(desk).assessment.flags)


def test_assessments_a_doubted_rule_stops_points_and_fines(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.records import sheets as module

    desk.confirmed()
    assert _sheet(desk).assessment.score == 75
    monkeypatch.setattr(module, "costless", lambda *_: {("exchange", "F02"): "多数被驳回"})
    its = _sheet(desk).assessment
    assert (its.score, [mark.why_not for mark in its.marks]) == (80, ["多数被驳回"])
