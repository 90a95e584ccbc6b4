from bot.practice.hints import with_gaps
from bot.practice.session import PracticeSession
from bot.practice.setting import Setting


def test_hints_gaps_grow_until_nothing_is_left() -> None:
    line = "对不起，您的电话没有声音，再见！"
    shown = [with_gaps(line, stage) for stage in range(4)]
    assert shown[0] == line and shown[3] == ""
    assert shown[1].count("＿") < shown[2].count("＿")
    assert len(shown[2]) == len(line) and shown[2].startswith("对")


def test_hints_read_back_what_the_customer_has_given() -> None:
    session = PracticeSession(Setting("exchange", "confirm_info", 1, 2))
    session.say(session.hint())
    assert session.person.phone in session.hint()


def test_hints_address_a_customer_whose_name_is_known() -> None:
    session = PracticeSession(Setting("exchange", "address", 1, 2))
    session.say(session.hint())
    assert session.person.customer in session.hint()
