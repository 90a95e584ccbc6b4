"""The layout is the architecture: imports go downward, and the light parts stay light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from bot.paths import home

LAYERS = [
    "errors",
    "paths",
    "conversation",
    "book",
    "language",
    "check",
    "report",
    "practice",
    "assess",
    "forms",
    "statistics",
    "coach",
    "records",
    "console",
    "commands",
    "cli",
]
HEAVY = ("rasa", "tensorflow", "spacy", "sklearn", "scipy", "sqlalchemy", "jieba", "nicegui")


def _imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("path", sorted((home() / "bot").rglob("*.py")), ids=lambda p: p.name)
def test_architecture_imports_go_downward(path: Path) -> None:
    parts = path.relative_to(home() / "bot").with_suffix("").parts
    if parts[0] in ("__init__", "__main__"):
        return
    own = LAYERS.index(parts[0])
    for name in _imports(path):
        if name.startswith("bot."):
            assert LAYERS.index(name.split(".")[1]) <= own, f"{path.name} imports {name}"


@pytest.mark.parametrize("path", sorted((home() / "bot").rglob("*.py")), ids=lambda p: p.name)
def test_architecture_only_components_and_the_channel_import_rasa_or_spacy_at_the_top(path: Path) -> None:
    if "components" in path.parts or path.name == "channel.py":
        return
    top = {
        name.split(".")[0]
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    }
    assert not top & {"rasa", "spacy", "tensorflow"}


def test_architecture_asking_loads_nothing_heavy() -> None:
    code = (
        "import sys; from bot.coach.session import ask; from bot.book.blanks import Blanks;"
        "ask('客户不说话怎么办', 'exchange', Blanks());"
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=home(), check=True
    )
    assert done.stdout.strip() == "[]"


def test_architecture_files_stay_short() -> None:
    long = {
        str(path): count
        for folder in ("bot", "actions", "benchmarks")
        for path in (home() / folder).rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}
