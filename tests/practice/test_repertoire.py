"""Every scene of every book has a customer, and every customer's words are whole."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.book.model import Book
from bot.book.shelf import shelf
from bot.errors import BookError
from bot.practice.part import Wording
from bot.practice.repertoire import read_repertoire, repertoire

BLANKS = {
    "surname",
    "customer",
    "name",
    "phone",
    "address",
    "matter",
    "complaint",
    "question",
    "organisation",
}
BLANKS |= {"colleague", "agent_number"}


def _wordings(value: object) -> Iterator[Wording]:
    if isinstance(value, Wording):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _wordings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _wordings(inner)
    elif hasattr(value, "model_fields"):
        for name in type(value).model_fields:
            yield from _wordings(getattr(value, name))


@pytest.mark.parametrize("book", list(shelf()), ids=lambda book: book.book)
def test_repertoire_every_scene_can_be_practised(book: Book) -> None:
    assert set(repertoire().scenes(book)) == set(book.scenes)


def test_repertoire_blanks_are_known() -> None:
    played = repertoire()
    found = {
        name
        for part in [*played.parts.values(), *(m for some in played.matters.values() for m in some)]
        for wording in _wordings(part)
        for name in re.findall(r"\{(\w+)\}", wording.text)
    }
    assert found <= BLANKS


def test_repertoire_steps_stand_in_a_book() -> None:
    known = {line for book in shelf() for line in book.lines}
    assert {step for part in repertoire().parts.values() for step in part.steps} <= known


def test_repertoire_no_customer_speaks_of_scores_or_steps() -> None:
    for part in repertoire().parts.values():
        for wording in _wordings(part):
            assert not re.search(r"话术|得分|步骤|场景|坐席", wording.text), wording.text


def test_repertoire_unknown_scene_is_refused_with_those_there_are() -> None:
    with pytest.raises(BookError, match="可以练"):
        repertoire().part(shelf()["exchange"], "nothing")


def test_repertoire_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="没有这个文件"):
        read_repertoire(tmp_path)
