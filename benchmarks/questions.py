"""The held-out questions: wordings whose authors never saw the training examples."""

from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "data"


class Labelled(NamedTuple):
    """A question and what is right for it: a scene, clause ids (best first), or a kind of outside."""

    label: str
    text: str


def questions(split: str, name: str) -> list[Labelled]:
    """The questions of `dev` or `test`: `scenes`, `rules` or `outside`."""
    lines = (FOLDER / split / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [Labelled(*line.split("\t", 1)) for line in lines if line]
