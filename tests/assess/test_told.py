from datetime import date

from bot.assess.assessment import Standing, assess
from bot.assess.fines import fines
from bot.assess.month import Month
from bot.assess.scheme import Schemes
from tests.assess.conftest import Enter

OCTOBER = Month(2026, 10)


def test_told_shows_the_sum_step_by_step(enter: Enter) -> None:
    marks = [
        enter("考试满分", date(2026, 10, 12)),
        enter("迟到", date(2026, 10, 3), 3, reason="迟到12分钟"),
        enter("虚报", date(2026, 10, 6)),
        enter("知情不报", date(2026, 10, 7)),
        enter("额外奖惩", date(2026, 10, 31), 2, reason="带新人"),
    ]
    assert assess(marks, OCTOBER, date(2026, 8, 20)).lines() == [
        "2026年10月考核",
        "基础分：80分",
        "加分：＋5分",
        "　10月12日 客服考试满分（G.2#考试满分） ＋5",
        "扣分：－23分",
        "　10月3日 迟到、早退（G.3.1#迟到早退） －3：迟到12分钟",
        "　10月6日 虚报工作量（G.3.2#虚报工作量） －10",
        "　10月7日 异常情况没有及时反映或知情不报（G.3.2#异常情况知情不报） －10",
        "追加扣分：－20分（中度违规2条，G.3.3）",
        "培训专员加减：＋2分",
        "　10月31日 培训专员额外奖惩（G.3#额外奖惩） ＋2：带新人",
        "合计：80＋5－23－20＋2＝44分",
        "考核分：44分，没有等级",
        "绩效工资：(44－80)×10＝-360元，当月工资扣除300元；浮动范围为±300元",
        "提醒：考核分44分，低于60分，公司有权解雇（G.1.3）。",
    ]


def test_told_shows_what_costs_nothing_and_why(enter: Enter) -> None:
    marks = [
        enter("J.3", date(2026, 10, 2)),
        enter("普通话", date(2026, 10, 4), counted=False, why_not="这条规则的发现多数被驳回"),
    ]
    lines = assess(marks, OCTOBER, None).lines()
    assert "只记不扣：10月2日 着装不得体（J.3）" in lines
    assert "不计入：10月4日 没有使用普通话（G.3.1#未使用普通话） －2（这条规则的发现多数被驳回）" in lines


def test_told_says_where_the_cap_comes_in(enter: Enter) -> None:
    marks = [enter("主动顶班", date(2026, 10, day)) for day in range(1, 8)]
    lines = assess(marks, OCTOBER, date(2020, 1, 1)).lines()
    assert "超过满分，按110分计算" in lines
    assert "绩效工资：(110－80)×10＝300元，当月工资增加300元" in lines


def test_told_says_where_the_trainer_is_held_back(enter: Enter) -> None:
    marks = [enter("额外奖惩", date(2026, 10, day), 4) for day in (1, 2)]
    assert "　一个月最多加或减5分，按＋5分计算" in assess(marks, OCTOBER, None).lines()


def test_told_says_why_pay_does_not_move() -> None:
    lines = assess([], Month(2026, 9), date(2026, 8, 20)).lines()
    assert "绩效工资：不浮动。2026年8月入职，从第三个月（2026年10月）起才浮动工资。" in lines


def test_told_counts_items_where_the_desk_does(enter: Enter) -> None:
    marking = assess([], OCTOBER, None).marking
    marking = marking.model_copy(update={"extra": marking.extra.model_copy(update={"count": "items"})})
    marks = [enter(name, date(2026, 10, 1)) for name in ("虚报", "虚报", "看电影")]
    assert "追加扣分：－20分（中度违规2条，G.3.3）" in assess(marks, OCTOBER, None, marking=marking).lines()


def test_told_ends_with_fines_and_reminders(ledger: Schemes, enter: Enter) -> None:
    marks = [enter("H.6", date(2026, 10, day)) for day in (1, 2, 3)] + [enter("旷工", date(2026, 10, 4))]
    reckoned = fines(marks, ledger["shop"])
    month = assess(marks, OCTOBER, date(2020, 1, 1), [Standing(65, True)], last=True, fines=reckoned)
    assert month.score == 60
    assert month.lines()[-6:] == [
        "罚款：10月1日 因服务原因被买家投诉（H.6#投诉罚款）：本月第1次，罚款50元",
        "罚款：10月2日 因服务原因被买家投诉（H.6#投诉罚款）：本月第2次，罚款100元",
        "罚款：10月3日 因服务原因被买家投诉（H.6#投诉罚款）：本月第3次，自动离职",
        "罚款奖励合计：－150元",
        "提醒：连续2个月最后一名，都低于70分（65分、60分），公司有权解雇（G.1.3）。",
        "提醒：10月3日因服务原因被买家投诉（H.6#投诉罚款）：本月第3次，自动离职。",
    ]
