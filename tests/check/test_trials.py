from pathlib import Path

import pytest

from bot.book.shelf import Shelf, read_shelf
from bot.check.checker import Checker
from bot.check.desk import checker
from bot.check.rulebook import Rulebook
from bot.check.trials import Trial, trials
from bot.language.model import LanguageModel
from bot.language.store import acts, sounds


@pytest.mark.parametrize("book", ["exchange", "common", "fibre", "gym", "hospital", "property", "shop"])
def test_trials_every_example_of_our_books_comes_out(shelf: Shelf, model: LanguageModel, book: str) -> None:
    assert [str(trial) for trial in trials(shelf, checker(book)) if not trial.passed] == []


def _broken(folder: Path, old: str, new: str) -> list[Trial]:
    path = folder / "rules/common/conduct.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    books = read_shelf(folder)
    made = Checker(Rulebook.of(books["gym"], sounds(), acts()))
    return [trial for trial in trials(books, made) if trial.rule == "F01" and not trial.passed]


def test_trials_bad_example_that_passes_is_named_where_it_stands(book_folder: Path) -> None:
    (trial,) = _broken(book_folder, 'bad: ["快点说，我忙着呢"]', 'bad: ["请您慢慢说"]')
    text = (book_folder / "rules/common/conduct.yml").read_text(encoding="utf-8").splitlines()
    line = next(number for number, line in enumerate(text, 1) if "请您慢慢说" in line)
    assert str(trial).startswith(f"common/conduct.yml:{line}：gym 的 F01 的 bad 例句“请您慢慢说”没有被发现")
    assert str(trial).endswith("例句是从 common 继承的，说法不同就在 gym 里给 F01 写自己的 bad")


def test_trials_good_example_that_fails_is_named_with_the_finding(book_folder: Path) -> None:
    (trial,) = _broken(book_folder, 'good: ["请您别着急，慢慢说，我在记。"]', 'good: ["快点说"]')
    assert "F01 的 good 例句“快点说”反而被判违规（生硬或不耐烦" in str(trial)


def test_trials_example_that_cannot_be_read_is_a_failure(book_folder: Path) -> None:
    (trial,) = _broken(book_folder, 'good: ["请您别着急，慢慢说，我在记。"]', 'good: ["@night 您好"]')
    assert "写法不对：没有“@night”这样的词" in str(trial)
