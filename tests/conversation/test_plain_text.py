import pytest

from bot.conversation.errors import Unreadable
from bot.conversation.model import Conversation, Turn


def test_plain_text_a_line_a_turn(one) -> None:
    found = one(".txt", "客服：您好，兑换中心。\n客户: 喂？\n坐席员 ： 请讲\nB:嗯")
    assert found.turns == (
        Turn("agent", "您好，兑换中心。"),
        Turn("customer", "喂？"),
        Turn("agent", "请讲"),
        Turn("customer", "嗯"),
    )
    assert found.head.id == "calls"


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("[00:12] 客服：您好", 12, None),
        ("[00:00:12]客服:您好", 12, None),
        ("[00:12-00:15] 客服：您好", 12, 15),
        ("【00:12 ~ 00:15.5】客服：您好", 12, 15.5),
        ("00:12 客服：您好", 12, None),
        ("客服 [00:12]：您好", 12, None),
        ("客服（00:12-00:15）：您好", 12, 15),
    ],
)
def test_plain_text_times(one, line: str, start: float, end: float | None) -> None:
    assert one(".txt", line).turns == (Turn("agent", "您好", start, end),)


def test_plain_text_times_of_day_are_counted_from_the_first(one) -> None:
    turns = one(".txt", "[23:59:58] 客服：您好\n[00:00:03] 客户：喂").turns
    assert [t.start for t in turns] == [0, 5]


def test_plain_text_chat_exports(one) -> None:
    turns = one(
        ".txt", "客服小美 2026-05-12 10:20:33\n您好\n在的\n\n顾客 2026-05-12 10:20:40\n发货了吗"
    ).turns
    assert turns == (Turn("agent", "您好\n在的", 0), Turn("customer", "发货了吗", 7))


def test_plain_text_a_line_without_speaker_goes_on_with_the_turn(one) -> None:
    assert one(".txt", "客服：您好\n地址：北京路\n\n谢谢").turns[0].text == "您好\n地址：北京路\n谢谢"


def test_plain_text_header(one) -> None:
    head = one(
        ".txt",
        "编号：c-9\n话术：exchange\n渠道: 电话\n方向：呼入\n工号：08\n响铃：2次\n日期：2026/11/2 9:14\n\n客服：您好",
    ).head
    assert (head.id, head.book, head.channel, head.direction, head.rings) == (
        "c-9",
        "exchange",
        "phone",
        "inbound",
        2,
    )
    assert (head.agent.id, head.agent.number) == ("08", "8")
    assert head.started_at == "2026-11-02T09:14:00"


def test_plain_text_the_speaker_tells_the_agent(one) -> None:
    assert one(".txt", "客服8号：您好").head.agent.number == "8"
    assert one(".txt", "坐席(A08)：您好").head.agent.id == "A08"


def test_plain_text_a_wrong_header_is_named(trouble) -> None:
    assert trouble(".txt", "渠道：传真\n客服：您好").startswith("calls.txt:1：channel 是“传真”。只能是 phone")


@pytest.mark.parametrize("separator", ["--- {}", "=== {} ===", "# {}", "---{}---", "# 编号：{}"])
def test_plain_text_separators_with_an_id(read, separator: str) -> None:
    text = f"{separator.format('c-1')}\n客服：您好\n{separator.format('c-2')}\n客户：喂"
    assert [item.head.id for item in read(".txt", text)] == ["c-1", "c-2"]


def test_plain_text_a_header_after_a_gap_separates_where_separators_are_used(read) -> None:
    text = "# c-1\n客服：您好\n\n编号：c-2\n客服：您好\n---\n渠道：电话\n客服：您好"
    assert [item.head.id for item in read(".txt", text)] == ["c-1", "c-2", "calls-7"]


def test_plain_text_blank_lines_and_dashes_alone_do_not_separate(one) -> None:
    assert len(one(".txt", "客服：您好\n\n---\n\n客户：喂\n======\n客服：再见").turns) == 3


@pytest.mark.parametrize("mark", ["（无声）", "[静音]", "（沉默）", "(无声 6秒)"])
def test_plain_text_silence(one, mark: str) -> None:
    assert one(".txt", f"客户：{mark}").turns == (Turn("customer", "", signals=("silence",)),)


def test_plain_text_noise(one) -> None:
    assert one(".txt", "客户：[杂音]").turns == (Turn("customer", "", signals=("noise",)),)


def test_plain_text_a_mark_within_a_turn_stays(one) -> None:
    assert one(".txt", "客户：喂（沉默）喂").turns == (Turn("customer", "喂（沉默）喂"),)


def test_plain_text_system_lines_are_left_out(one) -> None:
    assert len(one(".txt", "系统：接通\n欢迎致电\n客服：您好\n系统：挂断").turns) == 1


def test_plain_text_a_first_line_without_speaker_is_named(trouble) -> None:
    assert trouble(".txt", "\n张三：您好\n客服：您好").startswith("calls.txt:2：不知道“张三”是谁说的")


def test_plain_text_a_bad_conversation_is_named_with_its_line(read) -> None:
    found = read(".txt", "# a\n[00:09] 客服：您好\n[00:03] 客户：喂\n# b\n客服：您好")
    assert isinstance(found[0], Unreadable)
    assert found[0].where == "calls.txt:3"
    assert isinstance(found[1], Conversation)


def test_plain_text_an_id_without_turns_is_named(read) -> None:
    assert "没有一句话" in read(".txt", "# a\n# b\n客服：您好")[0].reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_plain_text_in_other_encodings(one, encoding: str) -> None:
    assert (
        one(".txt", "客服：您好，请问有什么可以帮您？\r\n客户：嗯嗯".encode(encoding)).turns[1].text == "嗯嗯"
    )


def test_plain_text_long_lines_take_no_time(read) -> None:
    assert len(read(".txt", b"a" + b" " * 1_000_000 + b"b")) == 1
