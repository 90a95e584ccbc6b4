from collections import Counter
from pathlib import Path

import pytest

from benchmarks.questions import questions
from bot.book.handbook import Handbook
from bot.book.shelf import Shelf
from bot.errors import BookError
from bot.language.examples import kind_of, read_examples, scene_of
from bot.language.normalise import squeezed
from bot.paths import home

EXAMPLES = read_examples()


def test_examples_every_scene_has_many_from_several_voices(shelf: Shelf) -> None:
    counts = Counter(scene_of(e.intent) for e in EXAMPLES)
    assert {s: counts[s] for s in shelf.scene_ids() if counts[s] < 300} == {}
    assert {e.voice for e in EXAMPLES if scene_of(e.intent)} >= {"a", "b", "c", "d"}


def test_examples_rule_questions_name_clauses_that_exist(handbook: Handbook) -> None:
    keys = {clause.key for clause in handbook.clauses}
    assert {e.clause for e in EXAMPLES if kind_of(e.intent) == "clause"} <= keys


def test_examples_none_is_written_twice() -> None:
    counts = Counter((e.family, squeezed(e.text) or e.text) for e in EXAMPLES)
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("split", ["dev", "test"])
@pytest.mark.parametrize("name", ["scenes", "rules", "outside"])
def test_examples_held_out_questions_are_not_among_them(split: str, name: str) -> None:
    known = {squeezed(e.text) for e in EXAMPLES if e.family == "asker"} - {""}
    assert [q.text for q in questions(split, name) if squeezed(q.text) in known] == []


def test_examples_intents_stand_in_the_domain() -> None:
    import yaml

    listed = {
        intent
        for path in (home() / "domain").glob("*.yml")
        for intent in yaml.safe_load(path.read_text(encoding="utf-8")).get("intents", [])
    }
    assert {e.intent for e in EXAMPLES} <= listed


def test_examples_broken_block_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text('version: "3.1"\nnlu:\n- intent: x\n', encoding="utf-8")
    with pytest.raises(BookError, match=r"a\.yml:3"):
        read_examples(tmp_path)
