import pytest

from bot.conversation.errors import Unreadable
from bot.conversation.model import Conversation, Turn
from bot.conversation.origin import Limits


def test_table_a_row_a_turn(one) -> None:
    found = one(
        ".csv",
        "通话编号,说话人,文本,开始,结束,工号,话术,渠道\n7,坐席,您好,0:00,0:02,08,exchange,电话\n7,客户,喂,2.5,3,08,,\n",
    )
    assert found.turns == (Turn("agent", "您好", 0, 2), Turn("customer", "喂", 2.5, 3))
    head = found.head
    assert (head.id, head.book, head.channel, head.agent.id, head.agent.number) == (
        "7",
        "exchange",
        "phone",
        "08",
        "8",
    )


@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_table_the_separator_is_found(one, separator: str) -> None:
    assert (
        len(one(".csv", separator.join(["role", "text"]) + "\n" + separator.join(["agent", "您好"])).turns)
        == 1
    )


def test_table_english_names_and_milliseconds(one) -> None:
    found = one(".tsv", "Call ID\tSpeaker\tContent\tstart_ms\tend_ms\nx\tAgent\t您好\t500\t1500\n")
    assert (found.head.id, found.turns) == ("x", (Turn("agent", "您好", 0.5, 1.5),))


def test_table_script_is_the_text_when_there_is_no_other(one) -> None:
    assert one(".csv", "角色,话术\n客服,您好").turns[0].text == "您好"


def test_table_conversations_come_in_the_order_of_their_beginnings(read) -> None:
    found = read(".csv", "id,role,text\n2,客服,a\n1,客服,b\n2,客户,c\n")
    assert [(item.head.id, len(item.turns)) for item in found] == [("2", 2), ("1", 1)]


def test_table_an_empty_id_goes_on_with_the_last(one) -> None:
    assert len(one(".csv", "id,role,text\n1,客服,a\n,客户,b\n\n,,\n").turns) == 2


def test_table_without_ids_is_one_conversation_called_after_the_file(one) -> None:
    assert one(".csv", "role,text\n客服,a\n").head.id == "calls"


def test_table_a_title_above_the_header_is_passed(one) -> None:
    assert len(one(".csv", "十一月通话,\n\n角色,内容\n客服,您好\n").turns) == 1


def test_table_quoted_cells_keep_commas_and_lines(one) -> None:
    assert one(".csv", '角色,内容\n客服,"您好，""8号"",\n请讲"\n').turns[0].text == '您好，"8号",\n请讲'


def test_table_dates_are_counted_from_the_first_turn(one) -> None:
    turns = one(".csv", "角色,内容,时间\n客服,a,2026-11-02 09:14:05\n客户,b,2026/11/2 9:14:09\n").turns
    assert [t.start for t in turns] == [0, 4]


def test_table_marks_and_signals(one) -> None:
    turns = one(".csv", '角色,内容,信号\n客户,（无声）,\n客户,喂,"noise,dialect"\n').turns
    assert [(t.text, t.signals) for t in turns] == [("", ("silence",)), ("喂", ("noise", "dialect"))]


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("1,张三,喂,", "calls.csv:3：角色是“张三”"),
        ("1,客户,喂,abc", "calls.csv:3：开始时间是“abc”"),
        ("1,客户,喂,-1", "calls.csv:3：开始时间是“-1”"),
        ("1,客户,喂,1", "calls.csv:3：turns[1] 从第 1 秒开始"),
        ('1,客户,"喂"x,', "calls.csv:3：这一行的引号没有配对"),
    ],
)
def test_table_a_bad_row_spoils_only_its_conversation(read, row: str, complaint: str) -> None:
    found = read(".csv", f"id,role,text,start\n1,客服,您好,5\n{row}\n2,客服,您好,\n")
    assert [type(item) for item in found] == [Unreadable, Conversation]
    assert str(found[0]).startswith(complaint)


def test_table_an_open_quote_does_not_swallow_the_rest(read) -> None:
    found = read(".csv", 'id,role,text\n1,客服,"您好\n2,客服,您好\n')
    assert [type(item) for item in found] == [Unreadable, Conversation]
    assert found[0].where == "calls.csv:2"


def test_table_without_header_is_named(trouble) -> None:
    assert "找不到表头" in trouble(".csv", "1,2,3\n4,5,6\n")


def test_table_too_many_rows_are_named(trouble) -> None:
    data = "role,text\n" + "客服,a\n,\n" * 5
    assert "calls.csv:8：超过 3 行" in trouble(".csv", data, Limits(rows=3))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_table_in_other_encodings(one, encoding: str) -> None:
    assert one(".csv", "角色,内容\n客服,您好，请问\n".encode(encoding)).turns[0].text == "您好，请问"
