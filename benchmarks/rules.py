"""A project folder whose books have as many rules as wanted, for measuring how the cost grows with them."""

import random
import shutil
from pathlib import Path

import yaml

from benchmarks.check import conversations
from bot.book.shelf import read_shelf
from bot.paths import home

_BOOK = "common"
_MET = 0.01


def home_with(number: int, folder: Path) -> Path:
    """Make `folder` a project folder in which every book has at least `number` rules.

    Rules forbid wordings, or demand one within the agent's next two turns after another, turn about. The wordings
    begin as texts of the development conversations do somewhere and go on otherwise, but for one in a hundred: what a
    desk adds to its book is about rare things, and a rule that is broken costs a finding whatever the number of rules.
    """
    folder.mkdir()
    for name in ("data", "domain", "models"):
        (folder / name).symlink_to(home() / name)
    shutil.copytree(home() / "scripts", folder / "scripts")
    missing = number - min(len(book.rules) for book in read_shelf())
    if missing > 0:
        rules = folder / "scripts" / "rules" / _BOOK
        rules.mkdir(exist_ok=True)
        made = yaml.safe_dump({"rules": _rules(missing)}, allow_unicode=True)
        (rules / "zz-speed.yml").write_text(made, encoding="utf-8")
    return folder


def _rules(number: int) -> dict[str, dict[str, object]]:
    chance = random.Random(1)
    texts = [turn["text"] for data in conversations("dev") for turn in data["turns"] if len(turn["text"]) > 8]
    chosen = [_wording(chance, texts) for _ in range(3 * number)]
    rules: dict[str, dict[str, object]] = {}
    for place in range(number):
        words = chosen[3 * place : 3 * place + 3]
        asked = {"forbid": {"words": words}} if place % 2 else _answered(words)
        rules[f"Z{place:04}"] = {
            **{
                "name": f"测速{place}",
                "clause": "K.1.7",
                "severity": "light",
                "points": 1,
                "why": "只为测速。",
            },
            **{"good": ["您好。"], "bad": ["您好。"]},
            **asked,
        }
    return rules


def _wording(chance: random.Random, texts: list[str]) -> str:
    begun, ended = chance.choice(texts), chance.choice(texts)
    start = chance.randrange(len(begun) - 5)
    if chance.random() < _MET:
        return begun[start : start + 5]
    return begun[start : start + 2] + "".join(chance.sample(ended, 4))


def _answered(words: list[str]) -> dict[str, object]:
    return {
        "when": {"words": words[:1], "by": "customer"},
        "window": {"next": 2},
        "require": {"words": words[1:]},
    }
