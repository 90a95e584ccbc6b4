import json
from collections.abc import Callable

import pytest

from bot.report.json_form import as_json, encoded

from .conftest import case, finding


def test_json_form_has_exactly_the_fields_of_the_contract() -> None:
    report, _ = case("c-001", finding())
    made = as_json(report)
    assert set(made) == {
        *("id", "book", "book_version", "model_version", "agent", "score", "passed", "critical"),
        *("findings", "outcomes"),
    }
    assert set(made["findings"][0]) == {
        *("rule", "name", "outcome", "severity", "points", "critical", "turn", "start", "evidence", "clause"),
        *("message", "expected", "parts", "why", "confidence"),
    }
    assert made["findings"][0]["evidence"] == [{"turn": 0, "span": [0, 2], "quote": "您好"}]
    assert made["findings"][0]["parts"] == [{"text": "您好", "said": True}, {"text": "8号", "said": False}]


def test_json_form_unknown_start_is_null() -> None:
    report, _ = case("c-001", finding(start=None))
    assert json.loads(encoded(as_json(report)))["findings"][0]["start"] is None


def test_json_form_bytes_do_not_depend_on_the_order_of_outcomes() -> None:
    one, _ = case("c", outcomes={"A": "met", "B": "violated"})
    other, _ = case("c", outcomes={"B": "violated", "A": "met"})
    assert encoded(as_json(one)) == encoded(as_json(other))


def test_json_form_half_characters_do_not_break_it() -> None:
    report, _ = case("c-\ud800", finding(message="坏\udfff字"))
    assert json.loads(encoded(as_json(report)))["findings"][0]["message"] == "坏�字"


def test_jsonl_is_one_report_a_line_in_order(written: Callable[..., bytes]) -> None:
    lines = written("jsonl", case("b", finding(message="第一行\n第二行")), case("a")).splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["b", "a"]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_json_is_one_array(written: Callable[..., bytes], count: int) -> None:
    made = written("json", *[case(f"c-{n}") for n in range(count)])
    assert [report["id"] for report in json.loads(made)] == [f"c-{n}" for n in range(count)]
