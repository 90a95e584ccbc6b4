from bot.book.answer import fill, moves_of, steps_of
from bot.book.blanks import Blanks
from bot.book.shelf import Shelf


def test_answer_blanks_are_filled(shelf: Shelf) -> None:
    book = shelf["exchange"]
    said = fill(book.lines["opening"].say, book, Blanks(agent_number="8"))
    assert said == "您好，兑换中心，8号为您服务。"


def test_answer_empty_blanks_show_as_the_handbook_prints_them(shelf: Shelf) -> None:
    book = shelf["exchange"]
    assert fill(book.lines["opening"].say, book, Blanks()) == "您好，兑换中心，XX号为您服务。"
    assert fill(book.lines["closing_named"].say, book, Blanks()).startswith("X先生/女士，")


def test_answer_title_follows_from_the_customer(shelf: Shelf) -> None:
    book = shelf["exchange"]
    assert "对不起，女士，" in fill(book.lines["noisy_louder"].say, book, Blanks(customer="张女士"))


def test_answer_silent_call_is_said_three_times_then_farewell(shelf: Shelf) -> None:
    book = shelf["exchange"]
    steps = steps_of(book.scenes["silent_call"], book, Blanks())
    assert [(s.say, s.repeat) for s in steps] == [
        ("您好！兑换中心为您服务，请问有什么可以帮到您？", 2),
        ("对不起，您的电话没有声音，请您换一个电话再打过来，再见！", 0),
    ]


def test_answer_noisy_line_waits_ten_seconds_before_the_farewell(shelf: Shelf) -> None:
    book = shelf["exchange"]
    first, second = moves_of(steps_of(book.scenes["noisy_line"], book, Blanks()))
    assert first[0].say.endswith("请您大点声，好吗？")
    assert second[0].wait == 10
    assert "请您换个电话再打过来" in second[1].say


def test_answer_sayings_for_different_cases_are_given_together(shelf: Shelf) -> None:
    book = shelf["gym"]
    moves = moves_of(steps_of(book.scenes["card_service"], book, Blanks()))
    assert len(moves) == 1
    assert [s.when for s in moves[0] if s.say] == ["停卡", "转卡", "补卡"]
