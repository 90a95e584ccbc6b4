"""docs/assessment.md names every key, and its numbers are those of scripts/ledger."""

import re
from pathlib import Path

import pytest

from bot.assess.item import Written
from bot.assess.scheme import Schemes, read_schemes
from bot.book.handbook import Handbook
from bot.book.shelf import Shelf
from bot.paths import home

PAGE = (home() / "docs/assessment.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", Written.model_fields)
def test_documentation_names_every_key_of_an_item(key: str) -> None:
    assert f"| `{key}` |" in PAGE


def test_documentation_has_the_numbers_of_the_month(ledger: Schemes) -> None:
    marking = ledger.marking
    for said in (
        f"| base | {marking.base} points |",
        f"{marking.extra.points} points for {marking.extra.medium} medium or {marking.extra.light} light",
        f"at most {marking.trainer} points",
        f"at most {marking.cap}, at least 0",
        f"{marking.pay.yuan} yuan a point around {marking.pay.around}, at most {marking.pay.most} yuan",
        f"from the {marking.pay.from_month}rd month",
        f"a score below {marking.dismissal.below}",
        f"below {marking.dismissal.last_below}, for {marking.dismissal.last_months} months",
        ", ".join(f"{n} {'above' if b.above else 'from'} {b.points}" for n, b in marking.grades.items()),
    ):
        assert said in PAGE, said


def test_documentation_example_is_valid(tmp_path: Path, handbook: Handbook, shelf: Shelf) -> None:
    example = re.search(r"```yaml\n(.*?)```", PAGE, re.S)
    assert example
    assessment = (home() / "scripts/ledger/assessment.yml").read_text(encoding="utf-8")
    (tmp_path / "assessment.yml").write_text(assessment, encoding="utf-8")
    (tmp_path / "shop.yml").write_text(example.group(1), encoding="utf-8")
    assert len(read_schemes(tmp_path, handbook, shelf)["shop"].items) == 2
