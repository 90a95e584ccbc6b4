import pytest

from bot.conversation.errors import Unreadable
from bot.conversation.model import Conversation
from bot.conversation.origin import Limits

GOOD = '{"turns": [{"role": "agent", "text": "您好，请问"}]}'


def test_json_file_one_object_is_called_after_the_file(one) -> None:
    assert one(".json", GOOD).head.id == "calls"


@pytest.mark.parametrize("form", ["[%s, %s]", '{"conversations": [%s, %s]}'])
def test_json_file_lists_are_called_after_file_and_place(read, form: str) -> None:
    assert [item.head.id for item in read(".json", form % (GOOD, GOOD))] == ["calls-1", "calls-2"]


def test_json_file_a_list_of_turns_is_a_conversation(one) -> None:
    assert len(one(".json", '[{"role": "agent", "text": ""}, {"role": "customer", "text": ""}]').turns) == 2


@pytest.mark.parametrize(
    "form",
    ['[\n%s,\n\n{"turns": [\n]}, %s]', '{"book": [{"[": 1}],\n"conversations": [%s,\n\n{"turns": []}, %s]}'],
)
def test_json_file_names_the_line_of_the_bad_one_and_the_rest_comes(read, form: str) -> None:
    found = read(".json", form % (GOOD, GOOD))
    assert [type(item) for item in found] == [Conversation, Unreadable, Conversation]
    assert found[1].where == "calls.json:4"


def test_json_file_a_quote_in_a_text_does_not_disturb_the_lines(read) -> None:
    data = '[{"turns": [{"role": "agent", "text": "\\"[{\\\\"}]},\n{"turns": []}]'
    assert read(".json", data)[1].where == "calls.json:2"


def test_json_file_names_line_and_column_of_bad_json(trouble) -> None:
    assert (
        trouble(".json", '{\n"turns": [,]}')
        == "calls.json:2：不是合法的 JSON（第 2 行第 11 列）：这里不该有这个字符。"
    )


def test_json_file_that_is_really_lines(read) -> None:
    found = read(".json", f"{GOOD}\nx\n{GOOD}")
    assert [type(item) for item in found] == [Conversation, Unreadable, Conversation]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_json_file_in_other_encodings(one, encoding: str) -> None:
    assert one(".json", GOOD.encode(encoding)).turns[0].text == "您好，请问"


@pytest.mark.parametrize("data", ["[]", '{"conversations": []}'])
def test_json_file_an_empty_list_is_named(trouble, data: str) -> None:
    assert "列表是空的" in trouble(".json", data)


def test_json_file_deep_nesting_is_named(trouble) -> None:
    assert "嵌套超过" in trouble(".json", "[" * 100_000)


def test_json_file_too_large_is_named(trouble) -> None:
    assert "文件超过" in trouble(".json", GOOD, Limits(file_bytes=10))
