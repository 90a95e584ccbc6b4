"""Where the project's files lie.

`HUASHU_HOME` names the project folder; without it, it is the folder that holds the `bot` package.
"""

import os
from pathlib import Path


def home() -> Path:
    """The project folder: the one with `scripts/`, `data/`, `domain/` and `models/`."""
    named = os.environ.get("HUASHU_HOME")
    return Path(named) if named else Path(__file__).resolve().parent.parent


def scripts_dir() -> Path:
    """The folder of the script books."""
    return home() / "scripts"


def handbook_dir() -> Path:
    """The folder of the clause files."""
    return scripts_dir() / "handbook"


def desk_file() -> Path:
    """The file of the desk's own settings."""
    return scripts_dir() / "desk" / "desk.yml"


def models_dir() -> Path:
    """The folder that `rasa train` writes models to."""
    return Path(os.environ.get("HUASHU_MODELS", home() / "models"))
