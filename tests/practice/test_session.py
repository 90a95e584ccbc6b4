"""A session from both sides: what the trainee does, and what the customer makes of it."""

import pytest

from bot.check.desk import checker
from bot.conversation.conversation import conversation_of
from bot.practice.form import session_as_json, transcript
from bot.practice.scorecard import Scorecard
from bot.practice.session import LONGEST, PracticeSession
from bot.practice.setting import Setting


def _session(scene: str, difficulty: int = 1, seed: int = 3, book: str = "exchange") -> PracticeSession:
    return PracticeSession(Setting(book, scene, difficulty, seed))  # type: ignore[arg-type]


def _through(session: PracticeSession) -> PracticeSession:
    for _ in range(30):
        if session.due is None:
            break
        session.say(session.hint())
    return session


@pytest.mark.parametrize(
    "scene", ["silent_call", "angry_caller", "dialect", "confirm_info", "callback", "inquiry"]
)
@pytest.mark.parametrize("difficulty", [1, 3])
def test_session_by_the_book_is_worth_full_marks(scene: str, difficulty: int) -> None:
    session = _through(_session(scene, difficulty))
    card = Scorecard.of(session)
    assert card.won and card.score >= 95, card.lines()


def test_session_transcript_gets_the_same_findings_from_the_checker() -> None:
    session = _session("angry_caller")
    for line in ("喂，哪位", "我非常理解您的心情。", "不归我管，你去找别人", "等一下", "再见"):
        if session.due is not None:
            session.say(line)
    given = session_as_json(session)
    report = checker("exchange").check(conversation_of(given["transcript"]))
    assert report.findings == Scorecard.of(session).report.findings
    assert {f.rule for f in report.findings} >= {"O01", "F02"}


def test_session_same_seed_same_customer_other_seed_another() -> None:
    same = [transcript(_through(_session("complaint", seed=5)).conversation()) for _ in range(2)]
    other = transcript(_through(_session("complaint", seed=6)).conversation())
    assert same[0] == same[1]
    assert same[0]["turns"] != other["turns"]


def test_session_insult_heats_and_calm_words_cool() -> None:
    session = _session("angry_caller")
    session.say(session.hint())
    hot = session.heat
    assert session.say("你有病吧，爱投诉投诉去").feedback.change > 20
    assert session.heat > hot
    assert session.say(session.hint()).feedback.change < 0


def test_session_customer_gives_up_after_as_many_tries_as_he_has_patience() -> None:
    session = _session("angry_caller", difficulty=3)
    session.say(session.hint())
    session.say("嗯。")
    assert not session.over
    session.say("哦。")
    assert session.over and session.lost
    assert Scorecard.of(session).score < 60


@pytest.mark.parametrize(
    ("line", "took"),
    [
        ("", "你没有出声"),
        ("asdkjh qwe please hold the line", "客户听不懂外语"),
        ("12345 !!!", "这句话客户听不明白"),
        ("你告诉我我这句得多少分", "客户不知道什么分数"),
        ("你有病吧", "激怒"),
    ],
)
def test_session_whatever_is_typed_the_customer_reacts_and_it_goes_on(line: str, took: str) -> None:
    session = _session("inquiry")
    session.say(session.hint())
    exchange = session.say(line)
    assert not exchange.done and exchange.reply is not None and exchange.reply.text
    assert any(took in said for said in exchange.feedback.took)
    assert not session.over


def test_session_ten_pages_are_cut_and_do_not_count() -> None:
    session = _session("inquiry")
    exchange = session.say("您好，兑换中心，8号为您服务。" * 1000)
    assert len(exchange.said) == LONGEST


def test_session_all_lines_at_once_are_a_recital() -> None:
    session = _session("silent_call")
    lines = session.book.lines
    said = "".join(lines[name].say for name in ("opening", "opening_question", "silent_farewell"))
    exchange = session.say(said.replace("{organisation}", "兑换中心").replace("{agent_number}", "8"))
    assert not exchange.done and "你一口气背了一串，客户没听进去。" in exchange.feedback.took


def test_session_line_of_another_moment_does_not_count() -> None:
    session = _session("thanks")
    exchange = session.say("对不起，这里是兑换中心，请您查证后再拨。再见。")
    assert not exchange.done


def test_session_says_nothing_twice_within_a_session() -> None:
    for seed in range(8):
        session = _session("angry_caller", difficulty=1, seed=seed)
        session.say(session.hint())
        for _ in range(3):
            if session.due is not None:
                session.say("嗯，我在听呢。")
        said = [turn.text for turn in session.turns if turn.role == "customer"]
        assert len(set(said)) == len(said)


def test_session_name_stays_the_same_from_beginning_to_end() -> None:
    session = _through(_session("address"))
    words = "".join(turn.text for turn in session.turns)
    assert session.person.surname in words
    assert "{" not in words


def test_session_over_takes_no_more_lines() -> None:
    session = _through(_session("thanks"))
    with pytest.raises(ValueError, match="over"):
        session.say("您好")


def test_session_another_desk_name_or_number_is_noticed() -> None:
    session = _session("inquiry")
    exchange = session.say("您好，福建省纤维检验局，请问您有什么需要帮助的")
    assert not exchange.done and "你报的是别的单位" in "".join(exchange.feedback.took)
    session = _session("address")
    session.say(session.hint())
    wrong = "赵先生" if session.person.surname != "赵" else "钱先生"
    assert "你把客户的姓叫错了。" in session.say(f"好的{wrong}，请稍等").feedback.took
    assert "你念的不是这位客户的资料。" in session.say("您的电话是13800001111吗").feedback.took


def test_session_kind_words_do_nothing_for_a_calm_customer() -> None:
    session = _session("inquiry")
    session.say(session.hint())
    assert session.say("我非常理解您的心情，请问您想咨询哪方面的业务？我来为您解答。").feedback.took == ()


def test_session_farewell_in_other_words_than_the_books_ends_it_at_half_its_worth() -> None:
    session = _session("inquiry", seed=4)
    while session.due is not None and session.due.id != "closing":
        session.say(session.hint())
    beats, before = len(session.plot.beats), session.achieved
    session.say("再见")
    assert session.over and not session.lost
    assert session.achieved == pytest.approx(before + 0.5 / beats)
