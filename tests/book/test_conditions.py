from bot.book.conditions import cues_in, lines_in


def test_conditions_name_their_cues_at_any_depth() -> None:
    condition = {"all": ["a", {"not": {"any": ["b", {"cue": "c", "in": {"last": 1, "of": "agent"}}]}}]}
    assert list(cues_in(condition)) == ["a", "b", "c"]


def test_conditions_words_spelled_like_cues_are_none() -> None:
    assert list(cues_in({"any": [{"words": ["a"], "unless": []}, {"line": "b"}, {"record": "call"}]})) == []


def test_conditions_named_items_are_conditions() -> None:
    assert list(cues_in({"items": {"年龄": "told_age", "电话": {"any": ["told_phone"]}}})) == [
        "told_age",
        "told_phone",
    ]


def test_conditions_name_their_lines() -> None:
    assert list(lines_in({"any": [{"line": "opening"}, {"all": ["a", {"line": "closing"}]}]})) == [
        "opening",
        "closing",
    ]
