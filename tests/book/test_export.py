from pathlib import Path

import yaml

from bot.book.export import drift, export, files
from bot.book.shelf import Shelf, read_shelf
from bot.paths import home


def test_export_committed_files_say_what_the_books_say(shelf: Shelf) -> None:
    assert drift(shelf) == [], "run `huashu book export`"


def test_export_a_changed_line_drifts(book_folder: Path, shelf: Shelf) -> None:
    path = book_folder / "common.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("请您大声些，好吗？", "请您大声一些，好吗？"),
        encoding="utf-8",
    )
    assert drift(read_shelf(book_folder)) == ["domain/responses.yml"]


def test_export_removes_stories_of_scenes_that_are_gone(tmp_path: Path, shelf: Shelf) -> None:
    export(shelf, tmp_path)
    stale = tmp_path / "data/stories/scenes/gone.yml"
    stale.write_text("version: '3.1'\n", encoding="utf-8")
    assert export(shelf, tmp_path) == [stale]
    assert not stale.exists()


def test_export_every_scene_has_a_story_to_its_end(shelf: Shelf) -> None:
    made = files(shelf)
    for scene in shelf.scene_ids():
        steps = yaml.safe_load(made[f"data/stories/scenes/{scene}.yml"])["stories"][0]["steps"]
        assert steps[0] == {"intent": f"ask_{scene}"}
        assert steps[-1] == {"action": "utter_scene_end"}


def test_export_each_trade_has_its_own_wording_under_its_condition(shelf: Shelf) -> None:
    domain = yaml.safe_load(files(shelf)["domain/responses.yml"])
    by_book = {
        variation["condition"][0]["value"] if "condition" in variation else "": variation["text"]
        for variation in domain["responses"]["utter_greeting_1"]
    }
    assert "{agent_number}号为您服务" in by_book[""]
    assert "请问您有什么需要帮助的" in by_book["fibre"]


def test_export_scene_of_one_trade_names_its_organisation_for_the_others(shelf: Shelf) -> None:
    domain = yaml.safe_load(files(shelf)["domain/responses.yml"])
    plain = [v for v in domain["responses"]["utter_farewell_1"] if "condition" not in v]
    assert shelf["shop"].organisation in plain[0]["text"]


def test_export_domain_file_is_the_domain_folder() -> None:
    assert (home() / "domain.yml").resolve() == (home() / "domain").resolve()
