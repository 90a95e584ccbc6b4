import pytest

from bot.book.shelf import shelf
from bot.conversation.model import Conversation, Head, Turn
from bot.practice.drill import Replay, weak_scenes

REAL = Conversation(
    Head(id="c", book="exchange", channel="phone", direction="inbound"),
    (
        Turn("agent", "喂，哪位"),
        Turn("customer", "我的卡丢了，能补吗"),
        Turn("agent", "不归我管，你去找别人"),
        Turn("customer", "好吧，谢谢"),
        Turn("agent", "嗯"),
    ),
)


def test_drill_costliest_rule_sends_to_its_scene_first() -> None:
    found = weak_scenes(shelf()["exchange"], {"A03": 2, "S02": 10, "F02": 5})
    assert found[0] == ("silent_call", "S02")
    assert ("complaint", "F02") in found


def test_drill_every_rule_of_every_book_leads_somewhere() -> None:
    for book in shelf():
        led = {rule for rule in book.rules if weak_scenes(book, {rule: 1})}
        assert set(book.rules) - led <= {"T02", "T03", "T04", "T05"}, book.book


def test_replay_the_customer_says_what_he_said_and_the_trainee_does_better() -> None:
    replay = Replay(REAL)
    assert replay.original == "喂，哪位"
    (said,) = replay.say("您好，兑换中心，8号为您服务。")
    assert said.text == "我的卡丢了，能补吗"
    replay.say("可以的，请您带上身份证到服务台补办。请问还有什么帮您的吗？")
    replay.say("不用客气，感谢您的来电，再见！")
    assert replay.over
    compared = replay.compared()
    assert compared.after.score > compared.before.score
    with pytest.raises(ValueError, match="over"):
        replay.say("喂")
