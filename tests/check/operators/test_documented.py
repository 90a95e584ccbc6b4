"""docs/operators.md: every operator has its heading, and every example comes out as it says."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from bot.book.model import Book, Rule
from bot.check.checker import Checker
from bot.check.examples import example
from bot.check.factory import Factory
from bot.check.finding import Report
from bot.check.operators.scope import ScopeOptions
from bot.check.rulebook import Rulebook
from bot.check.sounding import Sounding
from bot.language.store import acts, sounds
from bot.paths import home

TEXT = (home() / "docs" / "operators.md").read_text(encoding="utf-8")
BLOCKS = [(m.start(), yaml.safe_load(m[1])) for m in re.finditer(r"```yaml\n(.*?)```", TEXT, re.S)]
BOOK = BLOCKS[0][1]

#: The keys that say what a dialogue comes out as.
OUTCOMES = {
    "met": "met",
    "not_met": "violated",
    "not_applicable": "not_applicable",
    "cannot_judge": "cannot_judge",
}

FILLED = {
    "name": "规则",
    "clause": "N.1",
    "severity": "light",
    "points": 2,
    "why": "…",
    "good": ["好"],
    "bad": ["不好"],
}


def _heading(place: int) -> str:
    return re.findall(r"^###? (.*)$", TEXT[:place], re.M)[-1]


def _examples() -> Iterator[Any]:
    for place, block in BLOCKS[1:]:
        for key in OUTCOMES:
            if key in block:
                yield pytest.param(block, key, id=f"{_heading(place)}-{key}")


def _checked(block: dict[str, Any], written: str) -> Report:
    rule = block.get("rule") or {"require": block["condition"]}
    rules = {"X01": rule, **block.get("others", {})}
    book = Book.model_validate(BOOK | {"rules": {name: FILLED | given for name, given in rules.items()}})
    return Checker(Rulebook.of(book, sounds(), acts())).check(example(written, book))


@pytest.mark.parametrize(("block", "key"), _examples())
def test_documented_example_comes_out_as_it_says(block: dict[str, Any], key: str) -> None:
    assert _checked(block, block[key]).outcomes["X01"] == OUTCOMES[key]


@pytest.mark.parametrize("key", ["points", "findings", "message"])
def test_documented_findings_are_as_they_say(key: str) -> None:
    for _, block in BLOCKS[1:]:
        if key in block:
            found = [f for f in _checked(block, block["not_met"]).findings if f.rule == "X01"]
            shown = {"findings": len(found), "points": found[0].points, "message": found[0].message}
            assert shown[key] == block[key]


@pytest.mark.parametrize("name", list(Factory(Book(book="x", title="x"), Sounding({}))._operators))
def test_documented_operator_has_a_heading_and_both_examples(name: str) -> None:
    part = re.search(rf"^### `{name}`$(.*?)(?=^#|\Z)", TEXT, re.M | re.S)
    assert part, f"docs/operators.md has no heading for {name}"
    assert "\nmet:" in part[1]
    assert "\nnot_met:" in part[1]


@pytest.mark.parametrize(
    "name", [*Rule.model_fields, *ScopeOptions.model_fields, "unless", "by", "in", "since", "pick"]
)
def test_documented_key_is_named(name: str) -> None:
    assert f"`{name}`" in TEXT
