from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.book.shelf import shelf
from bot.check.desk import checker
from bot.cli import app
from bot.language.model import LanguageModel


@pytest.fixture
def own_books(book_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one's own with our books and model."""
    from bot.paths import models_dir

    monkeypatch.setenv("HUASHU_MODELS", str(models_dir()))
    monkeypatch.setenv("HUASHU_HOME", str(book_folder.parent))
    for cached in (shelf, checker):
        cached.cache_clear()
    yield book_folder
    monkeypatch.undo()
    for cached in (shelf, checker):
        cached.cache_clear()


def test_book_test_of_one_book_counts_its_examples(model: LanguageModel) -> None:
    done = CliRunner().invoke(app, ["book", "test", "gym"])
    assert "1 本话术" in done.output


def test_book_test_failure_is_told_once_with_its_place_and_status_1(
    own_books: Path, model: LanguageModel
) -> None:
    path = own_books / "rules/common/conduct.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('good: ["请您别着急，慢慢说，我在记。"', 'good: ["快点说"'), encoding="utf-8"
    )
    done = CliRunner().invoke(app, ["book", "test", "fibre"])
    assert done.exit_code == 1
    (told,) = [line for line in done.output.splitlines() if "“快点说”" in line]
    assert told.startswith("common/conduct.yml:")


def test_book_test_unknown_book_lists_those_there_are() -> None:
    done = CliRunner().invoke(app, ["book", "test", "bank"])
    assert "没有“bank”这本话术。可以用：exchange" in str(done.exception)
