"""A form in the chat: its two actions against real trackers and a real database."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.fill_form import AskRecordLine, EndRecord, ValidateRecordForm
from bot.records.database import database
from bot.records.forms.drafts import latest_draft
from bot.records.forms.listing import Wanted, listed
from bot.records.roster import put_agent

FILLED = ("王小明", "13812345678", "来电", "前台态度差", "没有", "没有", "没有", "没有", "1")


@pytest.fixture(autouse=True)
def own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUASHU_DATABASE", f"sqlite:///{tmp_path / 'h.db'}")


class Chat:
    """One sender's messages, as Rasa passes them to the actions."""

    def __init__(self, sender: str = "tester", **slots: Any) -> None:
        self.sender = sender
        self.slots: dict[str, Any] = {"book": "exchange", **slots}
        self.open = False

    def say(self, text: str) -> str:
        """The answer; the form's own message where it is open, else one that opens it."""
        dispatcher = CollectingDispatcher()
        begun = [] if self.open else [{"event": "active_loop", "name": "record_form"}]
        events = [{"event": "user", "text": text, "metadata": {}}, *begun]
        message = {"text": text, "intent": {"name": "fill_form", "confidence": 1.0}, "entities": []}
        tracker = Tracker(self.sender, dict(self.slots), message, events, False, None, {}, "action_listen")
        if self.open:
            told = ValidateRecordForm().validate_record_line(text, dispatcher, tracker, {})
            self.slots |= told
            self.open = told.get("record_line") is None
            assert AskRecordLine().run(dispatcher, tracker, {}) == []
        else:
            done = AskRecordLine().run(dispatcher, tracker, {})
            self.slots |= {e["name"]: e["value"] for e in done if e["event"] == "slot"}
            self.open = not any(e["event"] == "active_loop" for e in done)
        if not self.open:
            self.slots |= {e["name"]: e["value"] for e in EndRecord().run(dispatcher, tracker, {})}
        return "\n".join(m["text"] for m in dispatcher.messages)

    def all(self, *said: str) -> str:
        """The last answer."""
        return [self.say(text) for text in said][-1]


def _numbers() -> list[str]:
    with database().session() as session:
        return [str(row.number) for row in listed(session, Wanted(), datetime.now(UTC))]


def test_fill_form_opens_what_was_asked_for() -> None:
    chat = Chat()
    assert "填客户投诉处理单，一共 9 项" in chat.say("填投诉单")
    assert chat.open and json.loads(chat.slots["record"])["form"] == "complaint"


def test_fill_form_is_registered_when_confirmed() -> None:
    with database().session() as session:
        put_agent(session, "root", "A08", number="8")
    chat = Chat(agent_number="8")
    summary = chat.all("填投诉单", *FILLED)
    assert "与您核对信息" in summary and "联系电话：13812345678" in summary
    done = chat.say("确认")
    (number,) = _numbers()
    assert f"登记好了：客户投诉处理单 {number}（一般投诉）。请在 " in done
    assert not chat.open and chat.slots["record"] is None
    with database().session() as session:
        assert latest_draft(session, "tester") is None
        (row,) = listed(session, Wanted(), datetime.now(UTC))
        assert (row.agent, row.opened_by, row.values["phone"]) == ("A08", "tester", "138****5678")


def test_fill_form_a_crisis_is_said_aloud() -> None:
    done = Chat().all("填投诉单", *FILLED[:8], "危机事件", "确认")
    assert "请立刻处理。" in done and "请马上报告主管" in done


def test_fill_form_every_answer_is_kept_as_a_draft_masked() -> None:
    Chat().all("填投诉单", "王小明", "13812345678")
    with database().session() as session:
        row = latest_draft(session, "tester")
        assert row is not None
        assert row.values == {"customer": "王**", "phone": "138****5678"}


def test_fill_form_nothing_is_kept_before_the_first_answer() -> None:
    Chat().all("填投诉单", "跳过")
    with database().session() as session:
        assert latest_draft(session, "tester") is None


def test_fill_form_put_aside_goes_on_with_everything_in_it() -> None:
    chat = Chat()
    assert "先存着" in chat.all("填投诉单", "王小明", "13812345678", "暂停")
    assert not chat.open
    assert "（3/9）" in chat.say("继续填单")
    assert "联系电话：13812345678" in chat.all(*FILLED[2:])


def test_fill_form_after_a_restart_asks_again_for_what_was_masked() -> None:
    Chat().all("填投诉单", "王小明", "13812345678", "来电")
    again = Chat().say("继续填投诉单")
    assert "接着填客户投诉处理单。" in again
    assert "客户称呼、联系电话没有存全，请再说一遍" in again and "（1/9）客户怎么称呼？" in again


def test_fill_form_of_another_is_not_taken_up() -> None:
    Chat("one").all("填投诉单", "王小明")
    chat = Chat("two")
    assert "没有填到一半的单子" in chat.say("继续填单") and not chat.open


def test_fill_form_cancelled_is_gone() -> None:
    chat = Chat()
    assert "取消了，没有登记" in chat.all("填投诉单", "王小明", "取消")
    assert "没有填到一半的单子" in chat.say("继续填单") and _numbers() == []


def test_fill_form_new_one_tells_of_the_one_that_waits() -> None:
    chat = Chat()
    chat.all("填投诉单", "王小明", "暂停")
    assert "另有一张没填完的客户投诉处理单" in chat.say("登记一下报修")


def test_fill_form_submitted_elsewhere_meanwhile_is_told() -> None:
    first = Chat()
    first.all("填投诉单", "王小明", "13812345678")
    second = Chat(record=first.slots["record"])
    second.open = True
    first.all(*FILLED[2:], "确认")
    assert "没有存上：这张草稿已经不在了" in second.say("来电")
    assert not second.open and len(_numbers()) == 1


@pytest.mark.parametrize("text", ["填单", "填一张退货单"])
def test_fill_form_unknown_form_is_offered_others(text: str) -> None:
    chat = Chat()
    said = chat.say(text)
    assert "可以填：客户来电记录单" in said and not chat.open
    assert ("没有“退货单”这种单子" in said) == ("退货" in text)


@pytest.mark.parametrize("kept", [None, "x", "[]", "{}", '{"form": "gone", "part": "fields"}'])
def test_fill_form_lost_state_is_told(kept: str | None) -> None:
    chat = Chat(record=kept)
    chat.open = True
    assert "这张单子找不到了" in chat.say("王小明") and not chat.open


def test_fill_form_without_a_database_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUASHU_DATABASE", "sqlite:////proc/nowhere/h.db")
    chat = Chat()
    assert "现在填不了单子：数据库打不开" in chat.say("填投诉单") and not chat.open
    chat.slots["record"] = json.dumps(
        {"form": "complaint", "part": "fields", "values": {}, "skipped": [], "at": ""}
    )
    chat.open = True
    assert "草稿没有存上" in chat.all(*FILLED)
    assert "没有登记上" in chat.say("确认") and chat.open


def test_fill_form_going_on_in_a_field_takes_the_draft_up() -> None:
    chat = Chat()
    chat.all("填投诉单", "王女士", "13812345678", "来电", "暂停", "登记一下报修")
    assert "接着填客户投诉处理单" in chat.say("继续")
    assert json.loads(chat.slots["record"])["form"] == "complaint" and chat.open


def test_fill_form_going_on_is_no_answer() -> None:
    chat = Chat()
    chat.say("填投诉单")
    said = chat.say("继续填单")
    assert "没有填到一半的单子" in said and "（1/9）客户怎么称呼？" in said
    chat.all("王女士", "继续")
    assert json.loads(chat.slots["record"])["values"] == {"customer": "王女士"} and chat.open


def test_fill_form_complaint_names_somebody_on_the_roster() -> None:
    with database().session() as session:
        put_agent(session, "root", "A10", number="10", name="郑爽")
    chat = Chat()
    asked = chat.all("填投诉单", *FILLED[:5], "郑双")
    assert "是不是A10 郑爽？" in asked and "（6/9）" in asked
    assert "6 被投诉的人：A10 郑爽" in chat.all("10号", *FILLED[6:])
    chat.say("确认")
    with database().session() as session:
        (row,) = listed(session, Wanted(), datetime.now(UTC))
        assert row.values["against"] == "A10"
