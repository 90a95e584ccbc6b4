"""A conversation stored and read back is the same."""

from zoneinfo import ZoneInfo

import pytest

from bot.conversation.model import Agent, Conversation, Customer, Head, Record, Turn
from bot.records.stored import conversation_from, head_json, moment, turns_json

FULL = Conversation(
    Head(
        id="c-1",
        book="exchange",
        channel="phone",
        started_at="2026-11-02T09:14:05+08:00",
        rings=2,
        agent=Agent("A08", "8", "李敏"),
        customer=Customer("王", "m"),
        records=(Record("complaint", "T-31", {"level": "一般"}),),
        more={"member": True},
    ),
    (Turn("agent", "您好", 0.0, 1.5, ("noise",), 0.9), Turn("customer", "")),
)


@pytest.mark.parametrize(
    "talk", [FULL, Conversation(Head(records=()), (Turn("agent", "喂"),))], ids=["full", "bare"]
)
def test_stored_comes_back_as_it_was(talk: Conversation) -> None:
    assert conversation_from(head_json(talk.head), turns_json(talk)) == talk


def test_stored_without_its_words_has_no_turns() -> None:
    assert conversation_from("", "").turns == ()


def test_stored_moments_are_told_in_utc() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    assert str(moment("2026-11-02T09:14:05+08:00", zone)) == "2026-11-02 01:14:05+00:00"
    assert str(moment("2026-11-02T09:14:05", zone)) == "2026-11-02 01:14:05+00:00"
    assert moment("", zone) is None


@pytest.mark.parametrize("written", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00"])
def test_stored_the_edge_of_the_calendar_is_no_moment(written: str) -> None:
    assert moment(written, ZoneInfo("Asia/Shanghai")) is None
