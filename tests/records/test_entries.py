"""The ledger: what is entered, by whom, and what is refused."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from bot.assess.scheme import schemes
from bot.errors import NotAllowed, NotFound, Refused
from bot.records.entries import confirm, enter, entries, entry_numbered, withdraw
from bot.records.ledger import Entry
from bot.records.people import put_user
from bot.records.proposals import propose
from bot.records.review.given import Given
from bot.records.review.verdicts import decide
from bot.records.roster import put_agent
from bot.records.sheets import fines_of
from tests.records.conftest import NOW, Desk, found

TODAY = date(2026, 10, 20)


def _enter(
    desk: Desk, item: str, who: str = "培训周", agent: str = "A08", on: date = TODAY, **more: object
) -> int:
    about = {"reason": "见值班记录"} | more
    with desk.database.session() as session:
        return int(enter(session, who, agent, item, on, NOW, **about).id)


def _kept(desk: Desk, number: int) -> Entry:
    with desk.database.session() as session:
        return entry_numbered(session, number)


def _count(desk: Desk) -> int:
    with desk.database.session() as session:
        return session.execute(select(func.count()).select_from(Entry)).scalar_one()


def test_entries_what_a_person_has_seen(desk: Desk) -> None:
    kept = _kept(desk, _enter(desk, "迟到早退", points=3, reason="9:05 才到"))
    assert (kept.agent, kept.month, kept.item, kept.points, kept.kind, kept.source, kept.entered_by) == (
        "A08",
        "2026-10",
        "G.3.1#迟到早退",
        -3,
        "light",
        "person",
        "培训周",
    )


def test_entries_agents_are_known_by_number_and_name(desk: Desk) -> None:
    assert _kept(desk, _enter(desk, "大声喧哗", agent="8")).agent == "A08"
    assert _kept(desk, _enter(desk, "大声喧哗", agent="王芳")).agent == "A09"


@pytest.mark.parametrize(
    ("item", "more", "error", "says"),
    [
        ("迟到早退", {"points": -3}, Refused, "只能是 2～5"),
        ("迟到早退", {"points": 6}, Refused, "只能是 2～5"),
        ("迟到早退", {}, Refused, "请写明多少分"),
        ("大声喧哗", {"points": 5}, Refused, "只能是 2"),
        ("大声喧哗", {"agent": "A77"}, NotFound, "名册里没有“A77”。有：A08 李敏、A09 王芳"),
        ("打瞌睡", {}, NotFound, "没有“打瞌睡”这一项"),
        ("大声喧哗", {"on": TODAY + timedelta(days=1)}, Refused, "还没到"),
        ("大声喧哗", {"on": date(2025, 12, 31)}, Refused, "才入职"),
        ("大声喧哗", {"who": "小质"}, NotAllowed, "要由培训专员、主管来做"),
        ("额外奖惩", {"points": 3, "reason": " "}, Refused, "必须写明理由"),
        ("大声喧哗", {"reason": ""}, Refused, "必须写明理由"),
        ("大声喧哗", {"reason": "长" * 501}, Refused, "最多 500 个字"),
        ("额外奖惩", {"points": 6, "reason": "好"}, Refused, "5"),
        ("工作时间睡觉", {"reason": ""}, Refused, "必须写明理由"),
    ],
)
def test_entries_that_the_handbook_does_not_know_are_refused(
    desk: Desk, item: str, more: dict, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        _enter(desk, item, **more)
    assert _count(desk) == 0


def test_entries_the_trainers_extra_is_once_a_month(desk: Desk) -> None:
    _enter(desk, "额外奖惩", points=-3, reason="带新人不上心")
    with pytest.raises(Refused, match="一个月只记一次"):
        _enter(desk, "额外奖惩", points=2, reason="补")
    assert _enter(desk, "额外奖惩", points=2, reason="上月", on=date(2026, 9, 30))


def test_entries_nobody_keeps_his_own_ledger(desk: Desk) -> None:
    with desk.database.session() as session:
        put_user(session, "root", "组长李", "trainer", "A08")
    with pytest.raises(NotAllowed, match="不能给自己记"):
        _enter(desk, "主动顶班", who="组长李")


def test_entries_of_a_trainer_are_the_supervisors(desk: Desk) -> None:
    with desk.database.session() as session:
        put_user(session, "root", "吴培训", "trainer", "A08")
    with pytest.raises(NotAllowed, match="考核由主管来记"):
        _enter(desk, "主动顶班", who="培训周")
    number = _enter(desk, "主动顶班", who="主管陈")
    with desk.database.session() as session, pytest.raises(NotAllowed, match="考核由主管来记"):
        withdraw(session, "培训周", number, "不该加", NOW)


def test_entries_an_extra_of_nothing_takes_no_place(desk: Desk) -> None:
    with pytest.raises(Refused, match="加减 0 分不用记"):
        _enter(desk, "额外奖惩", points=0, reason="没有")


def test_entries_an_offence_that_the_handbook_only_forbids_is_recorded(desk: Desk) -> None:
    with desk.database.session() as session:
        assert session.get(Entry, _enter(desk, "J.2#指定工位")).points == 0


def test_entries_wages_withheld_need_no_sum_but_the_words(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "A08", book="gym")
    with pytest.raises(Refused, match="不罚钱而扣除所有工资的，在理由里写“扣除所有工资”"):
        _enter(desk, "A.罚10", reason="私改单据")
    with desk.database.session() as session:
        kept = session.get(Entry, _enter(desk, "A.罚10", reason="私改单据，扣除所有工资"))
        assert (kept.money, kept.dismissal) == (None, True)
        assert fines_of(session, [kept])[kept.id].text == "扣除所有工资，并开除"


def test_entries_are_withdrawn_with_a_reason(desk: Desk) -> None:
    number = _enter(desk, "大声喧哗")
    with desk.database.session() as session, pytest.raises(Refused, match="写明理由"):
        withdraw(session, "主管陈", number, " ", NOW)
    with desk.database.session() as session:
        withdraw(session, "主管陈", number, "记错人了", NOW)
    kept = _kept(desk, number)
    assert (kept.status, kept.closed_by, kept.closed_why) == ("withdrawn", "主管陈", "记错人了")
    with desk.database.session() as session, pytest.raises(Refused, match="已经由主管陈撤销：记错人了"):
        withdraw(session, "主管陈", number, "再撤", NOW)


def test_entries_of_findings_go_by_appeal(desk: Desk) -> None:
    desk.confirmed()
    with desk.database.session() as session, pytest.raises(Refused, match="请走申诉"):
        withdraw(session, "主管陈", 1, "不对", NOW)


def _propose(desk: Desk, key: str = "k") -> Entry | None:
    item = schemes().find("当月有效投诉率为零")
    with desk.database.session() as session:
        return propose(session, key, "A08", item, TODAY, "本月没有投诉", NOW)


def test_entries_proposals_count_when_a_person_says_so(desk: Desk) -> None:
    proposed = _propose(desk)
    assert proposed is not None and proposed.status == "proposed" and proposed.points == 5
    with desk.database.session() as session:
        assert confirm(session, "培训周", int(proposed.id), NOW).status == "standing"
    with desk.database.session() as session, pytest.raises(Refused, match="不用确认"):
        confirm(session, "培训周", int(proposed.id), NOW)


def test_entries_are_proposed_once_even_after_they_were_declined(desk: Desk) -> None:
    proposed = _propose(desk)
    assert proposed is not None
    with desk.database.session() as session:
        withdraw(session, "主管陈", int(proposed.id), "有一件投诉没登记", NOW)
    assert _propose(desk) is None and _count(desk) == 1


def test_entries_a_gyms_finding_costs_points_and_is_fined(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "G01", name="小赵", book="gym")
    from bot.check.finding import Report
    from bot.conversation.model import Agent, Conversation, Head, Turn
    from bot.records.desk import read_desk
    from bot.records.intake import take
    from bot.records.prepared import prepared

    rule = schemes().items["A.违反"].found_by[0]
    head = Head(id="g-1", book="gym", agent=Agent(id="G01"), started_at="2026-10-19T10:00:00+08:00")
    talk = Conversation(head, (Turn("customer", "你好"), Turn("agent", "不归我管")))
    report = Report("g-1", "gym", "b", "m", "G01", 95, True, False, (found(rule),), {rule: "violated"})
    take(desk.database, [prepared(talk, report, read_desk())])
    with desk.database.session() as session:
        decide(session, "小质", 1, Given("confirm"), NOW)
    with desk.database.session() as session:
        made = entries(session, agent="G01")
    assert {(entry.scheme, entry.points) for entry in made} == {("assessment", -5), ("gym", 0)}
    assert {entry.item for entry in made if entry.scheme == "gym"} == {"A.违反"}


def test_entries_unknown_states_are_refused(desk: Desk) -> None:
    with desk.database.session() as session, pytest.raises(Refused, match="standing（已计入）"):
        entries(session, status="open")


def test_entries_the_same_on_the_same_day_is_entered_once(desk: Desk) -> None:
    _enter(desk, "迟到早退", points=2, reason="早上9:05到")
    with pytest.raises(Refused, match="已经记过同样一条"):
        _enter(desk, "迟到早退", points=2, reason="早上9:05到")
    assert _enter(desk, "迟到早退", points=2, reason="下午提前走")


def test_entries_the_same_is_known_again_with_personal_data_in_its_reason(desk: Desk) -> None:
    _enter(desk, "迟到早退", points=2, reason="客户13812345678打来时不在")
    with pytest.raises(Refused, match="已经记过同样一条"):
        _enter(desk, "迟到早退", points=2, reason="客户13812345678打来时不在")


def test_entries_nothing_is_entered_after_he_has_left(desk: Desk) -> None:
    with desk.database.session() as session:
        put_agent(session, "root", "A08", left_on=date(2026, 10, 15))
    with pytest.raises(Refused, match="已经离职"):
        _enter(desk, "大声喧哗")


def test_entries_personal_data_in_a_reason_is_masked(desk: Desk) -> None:
    kept = _kept(desk, _enter(desk, "大声喧哗", reason="客户13812345678打来投诉"))
    assert kept.reason == "客户138****5678打来投诉"


def test_entries_what_is_under_appeal_is_not_withdrawn(desk: Desk) -> None:
    from bot.records.review.appeals import file_against_entry

    number = _enter(desk, "大声喧哗")
    with desk.database.session() as session:
        file_against_entry(session, "李敏", number, "不是我", NOW)
    with desk.database.session() as session, pytest.raises(Refused, match="正在申诉"):
        withdraw(session, "主管陈", number, "算了", NOW)


def test_entries_once_a_month_holds_for_two_at_once(desk: Desk) -> None:
    import threading

    start, outcomes = threading.Barrier(2), []

    def go(who: str) -> None:
        start.wait()
        try:
            outcomes.append(_enter(desk, "工作量质量之首", who=who))
        except Refused:
            outcomes.append(0)

    both = [threading.Thread(target=go, args=(who,)) for who in ("培训周", "主管陈")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(map(bool, outcomes)) == [False, True] and _count(desk) == 1


def test_entries_of_one_are_neither_confirmed_nor_withdrawn_by_himself(desk: Desk) -> None:
    with desk.database.session() as session:
        put_user(session, "root", "组长李", "trainer", "A08")
    proposed = _propose(desk)
    assert proposed is not None
    for deed in (
        lambda s: confirm(s, "组长李", int(proposed.id), NOW),
        lambda s: withdraw(s, "组长李", int(proposed.id), "x", NOW),
    ):
        with desk.database.session() as session, pytest.raises(NotAllowed, match="不能动自己的记录"):
            deed(session)


def test_entries_a_second_bonus_of_the_month_is_not_confirmed(desk: Desk) -> None:
    first, second = _propose(desk, "k1"), _propose(desk, "k2")
    assert first is not None and second is not None
    with desk.database.session() as session:
        confirm(session, "培训周", int(first.id), NOW)
    with desk.database.session() as session, pytest.raises(Refused, match="一个月只记一次"):
        confirm(session, "培训周", int(second.id), NOW)


def test_entries_pasted_conversations_charge_nobody(desk: Desk) -> None:
    from bot.records.intake import keep
    from tests.records.test_conversations import REPORT, TALK

    talk = keep(desk.database, "chat:x", "rest", TALK, REPORT)
    with desk.database.session() as session:
        decide(session, "小质", int(desk.findings(talk)[0].id), Given("confirm"), NOW)
    assert _count(desk) == 0


def test_entries_what_nobody_sees_is_no_reason_and_makes_no_second_entry(desk: Desk) -> None:
    with pytest.raises(Refused, match="必须写明理由"):
        _enter(desk, "迟到早退", points=2, reason="\u200b\ufeff")
    number = _enter(desk, "迟到早退", points=2, reason="早上9:05到")
    with pytest.raises(Refused, match="已经记过同样一条"):
        _enter(desk, "迟到早退", points=2, reason="早上\u200b9:05到\u00ad")
    with desk.database.session() as session, pytest.raises(Refused, match="撤销要写明理由"):
        withdraw(session, "主管陈", number, "\u2063", NOW)
