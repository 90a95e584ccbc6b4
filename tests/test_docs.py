"""Documentation is tested: what exists is named, and what is named exists."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.book.shelf import Shelf
from bot.cli import app
from bot.commands.books import book_app
from bot.language.model import LanguageModel
from bot.paths import home

README = (home() / "README.md").read_text(encoding="utf-8")
CHINESE = (home() / "README.zh-CN.md").read_text(encoding="utf-8")
ARCHITECTURE = (home() / "docs/architecture.md").read_text(encoding="utf-8")


def _commands() -> list[str]:
    names = [c.name or c.callback.__name__ for c in app.registered_commands if c.callback]
    groups = [group.name for group in app.registered_groups if group.name != "book"]
    return [f"huashu {n}" for n in (*names, *groups)] + [
        f"huashu book {c.name}" for c in book_app.registered_commands
    ]


@pytest.mark.parametrize("command", _commands())
def test_docs_every_command_is_described(command: str) -> None:
    rows = [line for line in ARCHITECTURE.splitlines() if line.startswith("| `huashu")]
    assert any(f"`{command}`" in row.split("|")[1] for row in rows)


@pytest.mark.parametrize(
    "group", [group for group in app.registered_groups if group.name != "book"], ids=lambda g: g.name
)
def test_docs_every_command_of_a_group_is_named_where_the_group_is_told(group: Any) -> None:
    told = "".join(
        (home() / f"docs/{page}.md").read_text(encoding="utf-8") for page in ("records", "callbacks", "forms")
    )
    names = [c.name or c.callback.__name__ for c in group.typer_instance.registered_commands]
    assert [name for name in names if name not in told] == []


def test_docs_both_readmes_carry_the_same_figures_and_commands() -> None:
    figures = re.compile(r"\d+(?:\.\d+)? ?%|`[^`\n]+`")
    assert sorted(figures.findall(README)) == sorted(figures.findall(CHINESE))


def test_docs_every_linked_file_exists() -> None:
    for text in (README, CHINESE):
        for link in re.findall(r"\]\((?!http)([^)#]+)\)", text):
            assert (home() / link).exists(), link


def test_docs_tutorial_book_is_valid(book_folder: Path) -> None:
    from bot.book.check import check_shelf
    from bot.book.handbook import read_handbook
    from bot.book.shelf import read_shelf

    tutorial = (home() / "docs/new-trade.md").read_text(encoding="utf-8")
    block = re.search(r"```yaml\n(.*?)```", tutorial, re.S)
    assert block
    (book_folder / "hotel.yml").write_text(block.group(1), encoding="utf-8")
    shelf = read_shelf(book_folder)
    assert check_shelf(shelf, read_handbook()) == []
    assert shelf["hotel"].lines["opening"].say.startswith("您好，欢迎光临")


def test_docs_tutorial_rules_come_out(book_folder: Path, model: LanguageModel) -> None:
    from bot.book.shelf import read_shelf
    from bot.check.consistency import consistency

    tutorial = (home() / "docs/new-trade.md").read_text(encoding="utf-8")
    book, rules = re.findall(r"```yaml\n(.*?)```", tutorial, re.S)
    (book_folder / "hotel.yml").write_text(book, encoding="utf-8")
    (book_folder / "rules/hotel.yml").write_text(rules, encoding="utf-8")
    shelf = read_shelf(book_folder)
    assert "HT01" in shelf["hotel"].rules
    assert [p for p in consistency(shelf) if "hotel" in p.where] == []


def test_docs_rules_are_as_the_books_have_them() -> None:
    from benchmarks.rule_table import page

    assert (home() / "docs/rules.md").read_text(encoding="utf-8") == page()


def test_docs_rules_name_every_rule(shelf: Shelf) -> None:
    rules = (home() / "docs/rules.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| ([A-Z]+\d+) \|", rules, re.M))
    assert named == {rule for book in shelf for rule in book.rules}


def test_docs_injection_has_figures_for_every_rule(shelf: Shelf) -> None:
    text = (home() / "docs/injection.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| ([A-Z]+\d+) \|", text, re.M))
    assert named == {rule for book in shelf for rule in book.rules}


def test_docs_injection_names_every_way(shelf: Shelf) -> None:
    from bot.check.injection.injection import EXAMPLE
    from bot.check.injection.injectors import INJECTORS

    text = (home() / "docs/injection.md").read_text(encoding="utf-8")
    assert [way for way in (*INJECTORS, EXAMPLE) if f"*{way}*" not in text] == []
