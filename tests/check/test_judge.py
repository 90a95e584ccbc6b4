"""What the judge makes of turns that several rules claim."""

from bot.check.checker import Session
from bot.check.desk import checker
from bot.check.judge import blanks_of
from bot.conversation.model import Customer, Head, Turn

OPENING = Turn("agent", "您好，兑换中心，8号为您服务。")
LOST = Turn("customer", "我的卡丢了，能补吗")
BLAME = Turn("agent", "又丢了？上个月不刚补过一张吗，你这记性是让狗叼走了吧。")
PROTEST = Turn("customer", "你怎么说话呢，骂谁呢")


def _session(*turns: Turn) -> Session:
    session = checker("exchange").start(Head(channel="phone"))
    for turn in turns:
        session.add(turn)
    return session


def _conduct(session: Session) -> list[tuple[str, int]]:
    return [(f.rule, f.turn) for f in session.finish().findings if f.rule in ("F01", "F02", "F03", "F04")]


def test_judge_protest_makes_the_turn_before_it_count() -> None:
    assert _conduct(_session(OPENING, LOST, BLAME, PROTEST)) == [("F04", 2)]


def test_judge_without_a_protest_the_same_words_do_not_count_as_severe() -> None:
    assert ("F04", 2) not in _conduct(_session(OPENING, LOST, BLAME, Turn("customer", "那补一张多少钱")))


def test_judge_heavier_rule_takes_the_lighter_ones_finding_back() -> None:
    session = _session(OPENING, LOST, Turn("agent", "那您签字的时候也没有人捂着您的眼睛吧。"))
    assert [(f.rule, f.turn) for f in session.verdicts.findings] == [("F03", 2)]
    new = session.add(Turn("customer", "你这什么态度，嘲笑我是吧"))
    assert [(f.rule, f.turn) for f in new] == [("F04", 2)]
    assert _conduct(session) == [("F04", 2)]
    assert session.finish().outcomes["F03"] == "met"


def test_judge_overlapping_words_are_shown_as_one() -> None:
    session = _session(OPENING, LOST, Turn("agent", "我给您担保，明天一准到账，不到账我自己掏钱赔给您。"))
    quotes = [e.quote for f in session.finish().findings if f.rule == "P01" for e in f.evidence]
    assert "不到账我自己掏钱赔给您" in quotes
    assert "我自己掏钱赔给您" not in quotes


def test_judge_the_line_shown_in_pieces_is_the_one_the_finding_names() -> None:
    session = checker("property").start(Head(channel="phone"))
    for turn in (
        Turn("agent", "您好，物业客服中心。"),
        Turn("customer", "几点下班"),
        Turn("agent", "六点。"),
    ):
        session.add(turn)
    (finding,) = (f for f in session.finish().findings if f.rule == "O02")
    assert finding.expected == "感谢您的来电，再见！"
    assert [part.text for part in finding.parts] == ["感谢您的来电", "再见"]


def test_judge_addresses_a_customer_by_his_surname_however_much_of_his_name_is_given() -> None:
    shown = [
        blanks_of(Head(customer=Customer(name, "m"))).customer for name in ("王", "王建国", "王先生", "")
    ]
    assert shown == ["王先生", "王先生", "王先生", ""]
