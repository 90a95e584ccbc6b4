from bot.book.blanks import Blanks
from bot.book.shelf import Shelf
from bot.coach.conversation import check_all, checked_text
from bot.coach.session import ask
from bot.conversation.pasted import pasted
from bot.language.model import LanguageModel

RUDE = "坐席：喂。\n客户：我的电话是13812345678，你什么态度！\n坐席：这不归我管，你去找别人。"
GOOD = """坐席：您好，兑换中心，8号为您服务。
客户：请问几点下班？
坐席：五点半。请问还有什么帮您的吗？
客户：没有了。
坐席：感谢您的来电，再见！"""


def _text(pasted_text: str, shelf: Shelf, book: str = "exchange") -> str:
    return checked_text(*check_all(pasted(pasted_text), shelf[book], Blanks(agent_number="8")))


def test_conversation_tells_words_clause_and_what_would_have_passed(
    shelf: Shelf, model: LanguageModel
) -> None:
    told = _text(RUDE, shelf)
    assert "按《兑换中心电话服务话术》检查了这段对话（3 句）" in told
    assert "不归我管" in told
    assert "F02，K.1.7，轻度5分" in told
    assert "应当：您好，兑换中心，8号为您服务。" in told


def test_conversation_without_deviation_is_praised(shelf: Shelf, model: LanguageModel) -> None:
    assert _text(GOOD, shelf).endswith("100 分，合格。没有发现不合规范的地方。")


def test_conversation_personal_data_is_masked(shelf: Shelf, model: LanguageModel) -> None:
    told = _text(RUDE, shelf)
    assert "13812345678" not in told
    assert "138****5678" in told


def test_conversation_long_ones_are_shortened(shelf: Shelf, model: LanguageModel) -> None:
    turns = "\n".join(f"坐席：不归我管{n}，你问我我问谁\n客户：我要投诉你{n}" for n in range(60))
    told = _text(turns, shelf)
    assert "……共 " in told
    assert "上面是扣分最多的 8 处" in told
    assert len(told) < 3000


def test_conversation_that_names_its_book_is_held_to_it(shelf: Shelf, model: LanguageModel) -> None:
    assert "《健身" in _text('{"book": "gym", "turns": [{"role": "agent", "text": "您好"}]}', shelf)


def test_conversation_of_an_unknown_book_is_held_to_the_trade_s(shelf: Shelf, model: LanguageModel) -> None:
    assert "《兑换" in _text('{"book": "bank", "turns": [{"role": "agent", "text": "您好"}]}', shelf)


def test_conversation_that_cannot_be_read_is_told_and_the_others_checked(
    shelf: Shelf, model: LanguageModel
) -> None:
    told = _text('[{"turns": []}, {"turns": [{"role": "agent", "text": "您好"}]}]', shelf)
    assert "检查了这段对话（1 句）" in told
    assert "有一个对话读不出来：没有一句话" in told


def test_conversation_many_are_summed_up(shelf: Shelf, model: LanguageModel) -> None:
    told = _text("\n".join(f"--- {n}\n坐席：您好" for n in range(5)), shelf)
    assert "共 5 个对话，其余 2 个" in told


def test_conversation_is_checked_by_the_command_as_well(model: LanguageModel) -> None:
    found = ask(RUDE, "exchange", Blanks(), model).as_json()
    assert found["kind"] == "check"
    assert "13812345678" not in str(found)
    (report,) = found["reports"]
    assert "F02" in [finding["rule"] for finding in report["findings"]]
