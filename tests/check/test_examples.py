import pytest

from bot.book.shelf import Shelf
from bot.check.examples import example
from bot.conversation.model import Head, Record, Turn
from bot.errors import BookError


def _head(written: str, shelf: Shelf, book: str = "exchange") -> Head:
    return example(f"{written} 您好", shelf[book]).head


def test_examples_bare_saying_is_one_turn_of_the_agent(shelf: Shelf) -> None:
    assert example("请稍等", shelf["exchange"]).turns == (Turn("agent", "请稍等"),)


def test_examples_dialogue_has_a_speaker_a_turn(shelf: Shelf) -> None:
    turns = example("坐席：您好。//客户: 喂？ // 坐席：请讲", shelf["exchange"]).turns
    assert [(t.role, t.text) for t in turns] == [("agent", "您好。"), ("customer", "喂？"), ("agent", "请讲")]


def test_examples_seconds_stand_behind_the_speaker(shelf: Shelf) -> None:
    (first, second) = example("坐席[0-2.5]：您好//客户[9]：喂", shelf["exchange"]).turns
    assert (first.start, first.end, second.start, second.end) == (0.0, 2.5, 9.0, 9.0)


@pytest.mark.parametrize(
    ("mark", "signal"),
    [("（无声）", "silence"), ("（杂音）", "noise"), ("（方言）", "dialect"), ("（小声）", "low_volume")],
)
def test_examples_marks_at_the_beginning_are_signals(shelf: Shelf, mark: str, signal: str) -> None:
    (turn,) = example(f"客户：{mark}", shelf["exchange"]).turns
    assert (turn.text, turn.signals) == ("", (signal,))


def test_examples_words_behind_a_mark_stay(shelf: Shelf) -> None:
    (turn,) = example("客户：（杂音）（小声）喂……", shelf["exchange"]).turns
    assert (turn.text, turn.signals) == ("喂……", ("noise", "low_volume"))


def test_examples_blanks_are_filled_from_the_book(shelf: Shelf) -> None:
    assert example("您好，{organisation}。", shelf["gym"]).turns[0].text == "您好，加速度。"


def test_examples_without_head_words_are_inbound_by_the_book_s_channel(shelf: Shelf) -> None:
    head = _head("", shelf, "shop")
    assert (head.channel, head.direction, head.rings, head.records) == ("chat", "inbound", None, None)


def test_examples_head_words_may_touch(shelf: Shelf) -> None:
    head = _head("@outbound@counter@13:00", shelf)
    assert (head.direction, head.channel, head.started_at) == (
        "outbound",
        "counter",
        "2026-01-05T13:00:00+08:00",
    )


def test_examples_head_words_tell_what_is_known(shelf: Shelf) -> None:
    head = _head("@rings=6 @ended_by=agent @resolved=false @surname=王", shelf)
    assert (head.rings, head.ended_by, head.resolved, head.customer.surname) == (6, "agent", False, "王")


@pytest.mark.parametrize(
    ("word", "records"), [("@records=none", ()), ("@records=complaint", (Record("complaint"),))]
)
def test_examples_records(shelf: Shelf, word: str, records: tuple[Record, ...]) -> None:
    assert _head(word, shelf).records == records


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("@night 您好", "没有“@night”这样的词。可以写：@inbound"),
        ("@rings=many 您好", "没有“@rings=many”这样的词"),
        ("@25:00 您好", "没有“@25:00”"),
        ("坐席：您好//喂", "每句要以“坐席：”或“客户：”开头"),
        ("您好//喂", "几句话要写成"),
    ],
)
def test_examples_that_are_not_well_written(shelf: Shelf, written: str, complaint: str) -> None:
    with pytest.raises(BookError, match=complaint):
        example(written, shelf["exchange"])
