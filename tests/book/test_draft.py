"""Books as they might be: a folder, a file, a revision."""

import shutil
import subprocess
from pathlib import Path

import pytest

from bot.book import draft as drafts
from bot.book.draft import read_draft
from bot.book.shelf import book_version, shelf
from bot.errors import BookError
from bot.paths import scripts_dir


def _changed(written: str) -> set[str]:
    """The books of a draft that differ from those that stand."""
    own, new = shelf(), read_draft(written).shelf
    return {
        book.book
        for book in new
        if book.book not in own.books or book_version(book) != book_version(own[book.book])
    }


def _dearer(source: Path, target: Path, rule: str = "  F02:") -> Path:
    """A file of rules in which one rule costs ten points."""
    text = source.read_text(encoding="utf-8")
    head, tail = text.split(f"{rule}\n", 1)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(head + f"{rule}\n" + tail.replace("points: 5", "points: 10", 1), encoding="utf-8")
    return target


def test_draft_now_is_the_project(tmp_path: Path) -> None:
    assert read_draft("now").shelf is shelf()


def test_draft_folder_is_read_whole(book_folder: Path) -> None:
    _dearer(book_folder / "rules/common/conduct.yml", book_folder / "rules/common/conduct.yml")
    assert _changed(str(book_folder)) == set(shelf().books)
    assert read_draft(str(book_folder)).shelf["gym"].rules["F02"].points == 10


def test_draft_file_of_a_book_takes_its_place_whatever_its_own_name(tmp_path: Path) -> None:
    text = (scripts_dir() / "gym.yml").read_text(encoding="utf-8")
    (tmp_path / "neu.yml").write_text(text.replace("健身会所前台话术", "试用话术"), encoding="utf-8")
    found = read_draft(str(tmp_path / "neu.yml"))
    assert _changed(str(tmp_path / "neu.yml")) == {"gym"}
    assert found.name.endswith("neu.yml（当作 gym.yml）")


def test_draft_file_of_rules_takes_the_place_of_the_one_of_its_name(tmp_path: Path) -> None:
    made = _dearer(scripts_dir() / "rules/common/conduct.yml", tmp_path / "conduct.yml")
    assert _changed(str(made)) == set(shelf().books)


def test_draft_file_of_rules_named_like_a_book_is_that_books(tmp_path: Path) -> None:
    source = scripts_dir() / "rules/shop.yml"
    shutil.copyfile(source, tmp_path / "shop.yml")
    with open(tmp_path / "shop.yml", "a", encoding="utf-8") as file:
        file.write("marking: {passing: 70}\n")
    assert _changed(str(tmp_path / "shop.yml")) == {"shop"}


def test_draft_file_of_rules_in_a_folder_named_like_a_book_is_read_beside(tmp_path: Path) -> None:
    rule = (
        "rules:\n  X01: {name: 试, clause: K.1.7, severity: light, points: 1, why: 试, "
        "forbid: {words: [试试看]}, good: [好], bad: [试试看]}\n"
    )
    (tmp_path / "gym").mkdir()
    (tmp_path / "gym" / "further.yml").write_text(rule, encoding="utf-8")
    assert _changed(str(tmp_path / "gym" / "further.yml")) == {"gym"}
    assert "X01" in read_draft(str(tmp_path / "gym" / "further.yml")).shelf["gym"].rules


def test_draft_new_book_stands_beside_the_others(tmp_path: Path) -> None:
    (tmp_path / "bank.yml").write_text("book: bank\ntitle: 银行\nextends: common\n", encoding="utf-8")
    assert _changed(str(tmp_path / "bank.yml")) == {"bank"}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("mine.yml", "rules: {}\n", "opening.yml"),
        ("gym.yml", "book: gym\ntitel: 健身\n", "gym.yml:2：titel"),
        ("gym.yml", "rules: {A02: {points: viele}}\n", "points：要写整数"),
        ("gym.yml", "rules: [\n", "gym.yml:2：不是合法的 YAML"),
        ("gym.yml", "- 1\n", "键和值"),
        ("gym.yml", "lines: {}\n", "只写 cues、rules 和 marking"),
    ],
    ids=["name", "key", "value", "yaml", "list", "part"],
)
def test_draft_that_cannot_be_read_is_told_with_its_place(
    tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(BookError, match=r".") as error:
        read_draft(str(tmp_path / name))
    assert told in str(error.value)
    assert str(tmp_path / name) in str(error.value) or name in str(error.value)


@pytest.mark.parametrize("written", ["nowhere", "", "a\0b"])
def test_draft_of_nothing_says_what_may_be_written(written: str) -> None:
    with pytest.raises(BookError, match="可以写 now"):
        read_draft(written)


@pytest.fixture
def repository(book_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project under git whose books have changed since the last revision."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    home = book_folder.parent
    name = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    for words in (["init", "-q"], ["add", "scripts"], [*name, "commit", "-q", "-m", "first"]):
        subprocess.run(["git", "-C", str(home), *words], check=True, capture_output=True)
    _dearer(book_folder / "rules/common/conduct.yml", book_folder / "rules/common/conduct.yml")
    monkeypatch.setenv("HUASHU_HOME", str(home))
    return home


def test_draft_of_a_revision_is_what_stood_then(repository: Path) -> None:
    assert read_draft(str(repository / "scripts")).shelf["gym"].rules["F02"].points == 10
    assert read_draft("git:HEAD").shelf["gym"].rules["F02"].points == 5


@pytest.mark.parametrize("revision", ["nothing", "--output=x", ""])
def test_draft_of_an_unknown_revision_is_a_sentence(repository: Path, revision: str) -> None:
    with pytest.raises(BookError, match="git"):
        read_draft(f"git:{revision}")
    assert not (repository / "x").exists()


def test_draft_of_a_revision_without_git_is_a_sentence(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(repository))
    with pytest.raises(BookError, match="没有 git"):
        read_draft("git:HEAD")


def test_draft_leaves_no_folder_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts.tempfile, "tempdir", str(tmp_path))
    made = _dearer(scripts_dir() / "rules/common/conduct.yml", tmp_path / "in" / "conduct.yml")
    read_draft(str(made))
    assert [path.name for path in tmp_path.iterdir()] == ["in"]
