"""`huashu book export`: the Rasa responses, rules and stories that carry the mandated phrasing.

They are made from the books and never edited by hand; a test fails when they drift.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.book.answer import Spoken, moves_of, steps_of
from bot.book.blanks import EMPTY
from bot.book.model import Book, Scene
from bot.book.shelf import DEFAULT_BOOK, Shelf
from bot.paths import home

#: The value of slot `line` after the last step of a scene.
END = "end"

#: The action that decides which line comes, logs it and sets the slot `line`.
GIVE = "action_give_line"

_HEAD = "# Made by `huashu book export` from scripts/*.yml. Do not edit: change the book and export again.\n"


@dataclass(frozen=True)
class Wording:
    """What a line of a scene looks like in the chat: its text and the machine-readable part."""

    text: str
    custom: dict[str, Any]


def line_id(scene: str, number: int) -> str:
    """The id of a scene's move (from 1) as the slot `line` and the response name carry it."""
    return f"{scene}_{number}"


def wording(scene_id: str, number: int, book: Book) -> Wording:
    """Move `number` (from 1) of a scene as the chat shows it, blanks left open for slots to fill."""
    scene = book.scenes[scene_id]
    steps = steps_of(scene, book, None)
    custom = {
        "scene": scene_id,
        "clause": scene.clause.split()[0],
        "step": number,
        "steps": [step.as_json() for step in steps],
    }
    return Wording(_text(scene, moves_of(steps), number), custom)


def files(shelf: Shelf) -> dict[str, str]:
    """Every generated file: path below the project folder, and content."""
    made = {
        "domain/responses.yml": _domain(shelf),
        "data/stories/rules.yml": _rules(shelf),
    }
    for scene in shelf.scene_ids():
        made[f"data/stories/scenes/{scene}.yml"] = _stories(shelf, scene)
    return made


def export(shelf: Shelf, folder: Path | None = None) -> list[Path]:
    """Write the generated files; returns those that changed. Stories of scenes that are gone go too."""
    folder = folder or home()
    made = files(shelf)
    changed = []
    for name, content in made.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            staging = path.with_suffix(".new")
            staging.write_text(content, encoding="utf-8")
            staging.replace(path)
            changed.append(path)
    for stale in (folder / "data/stories/scenes").glob("*.yml"):
        if f"data/stories/scenes/{stale.name}" not in made:
            stale.unlink()
            changed.append(stale)
    return changed


def drift(shelf: Shelf, folder: Path | None = None) -> list[str]:
    """The generated files that differ from what the books say now."""
    folder = folder or home()
    return [
        name
        for name, content in files(shelf).items()
        if not (folder / name).exists() or (folder / name).read_text(encoding="utf-8") != content
    ]


def number_of_moves(scene: Scene, book: Book) -> int:
    """How many times an agent can ask for the next line of a scene, the first included."""
    return len(moves_of(steps_of(scene, book, None)))


def _text(scene: Scene, moves: list[list[Spoken]], number: int) -> str:
    place = f"，第{number}步/共{len(moves)}步" if len(moves) > 1 else ""
    lines = [f"【{scene.name}{place}】"]
    for step in moves[number - 1]:
        when = f"{step.when}——" if step.when else ""
        lines.append(f"{when}请说：“{step.say}”" if step.say else f"{when}请做：{step.do}。")
        if step.remark:
            lines.append(f"（{step.remark}）")
    if number == 1:
        lines += [f"注意：{note.text}（{note.clause}）" for note in scene.notes]
        lines += [f"不能：{note.text}（{note.clause}）" for note in scene.never]
    clauses = dict.fromkeys(c for step in moves[number - 1] for c in step.clause.split())
    lines.append(f"依据：{' '.join(clauses)}")
    return "\n".join(lines)


def _variations(shelf: Shelf, scene: str, number: int) -> list[dict[str, Any]]:
    """The response variations of one step: each book's own wording under its condition, one without."""
    default = shelf.holder(scene, DEFAULT_BOOK)
    if default is None or number > number_of_moves(default.scenes[scene], default):
        default = next(book for book in shelf if _has(book, scene, number))
    plain = wording(scene, number, default)
    conditioned = []
    for book in shelf:
        if _has(book, scene, number):
            own = wording(scene, number, book)
            if own.text != plain.text or own.custom["steps"] != plain.custom["steps"]:
                condition = [{"type": "slot", "name": "book", "value": book.book}]
                conditioned.append({"condition": condition, "text": own.text, "custom": own.custom})
    if default.book != DEFAULT_BOOK:
        named = "{organisation}", default.organisation
        if named[0] in plain.text:
            condition = [{"type": "slot", "name": "book", "value": default.book}]
            conditioned.append({"condition": condition, "text": plain.text, "custom": plain.custom})
            plain = Wording(plain.text.replace(*named), _replaced(plain.custom, *named))
    return [*conditioned, {"text": plain.text, "custom": plain.custom}]


def _replaced(value: Any, old: str, new: str) -> Any:
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, list):
        return [_replaced(inner, old, new) for inner in value]
    if isinstance(value, dict):
        return {key: _replaced(inner, old, new) for key, inner in value.items()}
    return value


def _longest(shelf: Shelf, scene: str) -> int:
    """The most moves any book's version of a scene has."""
    return max(number_of_moves(b.scenes[scene], b) for b in shelf if scene in b.scenes)


def _has(book: Book, scene: str, number: int) -> bool:
    return scene in book.scenes and number <= number_of_moves(book.scenes[scene], book)


def _lines(shelf: Shelf) -> list[str]:
    return [
        line_id(scene, number)
        for scene in shelf.scene_ids()
        for number in range(1, _longest(shelf, scene) + 1)
    ]


def _domain(shelf: Shelf) -> str:
    filled = {**EMPTY, "organisation": shelf[DEFAULT_BOOK].organisation}
    text_slot = {"type": "text", "influence_conversation": False, "mappings": [{"type": "custom"}]}
    slots: dict[str, Any] = {name: {**text_slot, "initial_value": value} for name, value in filled.items()}
    slots["book"] = {**text_slot, "initial_value": DEFAULT_BOOK}
    slots["line"] = {
        "type": "categorical",
        "values": [*_lines(shelf), END, "none"],
        "initial_value": "none",
        "mappings": [{"type": "custom"}],
    }
    responses = {
        f"utter_{line_id(scene, number)}": _variations(shelf, scene, number)
        for scene in shelf.scene_ids()
        for number in range(1, _longest(shelf, scene) + 1)
    }
    intents = [f"ask_{scene}" for scene in shelf.scene_ids()]
    return _yaml({"version": "3.1", "intents": intents, "slots": slots, "responses": responses})


def _rules(shelf: Shelf) -> str:
    asked = [
        {
            "rule": f"ask for {scene}",
            "steps": [{"intent": f"ask_{scene}"}, {"action": GIVE}],
            "wait_for_user_input": False,
        }
        for scene in shelf.scene_ids()
    ]
    given = [
        {"rule": f"say {line}", "steps": [*_given(line), {"action": f"utter_{line}"}]}
        for line in _lines(shelf)
    ]
    return _yaml({"version": "3.1", "rules": [*asked, *given]})


def _stories(shelf: Shelf, scene: str) -> str:
    """One dialogue: the scene asked for, then its steps one after the other to the end."""
    steps: list[dict[str, Any]] = []
    for number in range(1, _longest(shelf, scene) + 1):
        intent = f"ask_{scene}" if number == 1 else "next_step"
        line = line_id(scene, number)
        steps += [{"intent": intent}, *_given(line), {"action": f"utter_{line}"}]
    steps += [{"intent": "next_step"}, *_given(END), {"action": "utter_scene_end"}]
    name = shelf.scene(scene).name
    return _yaml({"version": "3.1", "stories": [{"story": f"{scene} {name}", "steps": steps}]})


def _given(line: str) -> list[dict[str, Any]]:
    return [{"action": GIVE}, {"slot_was_set": [{"line": line}]}]


def _yaml(data: dict[str, Any]) -> str:
    return _HEAD + yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=4096)
