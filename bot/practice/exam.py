"""The examination: five scenes drawn by seed, no hints, counted for the assessment (handbook G)."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from bot.book.model import Book
from bot.practice.part import Difficulty
from bot.practice.repertoire import repertoire
from bot.practice.scorecard import PASSING, Scorecard
from bot.practice.setting import Setting

#: How many scenes an examination has, and how hard they are.
SCENES = 5
DIFFICULTY: Difficulty = 2

#: What the examination adds to the month's points: full marks, and below the pass mark.
_FULL, _FAILED = 5, -10


@dataclass(frozen=True)
class Verdict:
    """How an examination went.

    Attributes:
        score: the mean of its scenes, 0 to 100.
        bonus: what it adds to the assessment of the month, in points.
    """

    score: int
    passed: bool
    bonus: int


def drawn(book: Book, seed: int, agent_number: str = "8") -> list[Setting]:
    """The scenes of one examination; the same seed draws the same."""
    scenes = repertoire().scenes(book)
    chosen = random.Random(f"exam/{book.book}/{seed}").sample(scenes, min(SCENES, len(scenes)))
    return [Setting(book.book, scene, DIFFICULTY, seed, agent_number) for scene in chosen]


def exam_id(book: str, seed: int) -> str:
    """A name for one sitting: the same seed may be sat again."""
    return f"{book}-{seed}-{random.SystemRandom().randrange(16**8):08x}"[:32]


def verdict(cards: Sequence[Scorecard]) -> Verdict:
    """The result of the scenes that were played; a scene that was not counts nothing.

    A critical finding fails the examination whatever its score.
    """
    return result([card.score for card in cards], critical=any(card.report.critical for card in cards))


def result(scores: Sequence[int], *, critical: bool) -> Verdict:
    """The result of the scenes by their scores; `critical`: one of them had a critical finding."""
    score = round(sum(scores) / SCENES)
    passed = score >= PASSING and not critical
    return Verdict(score, passed, _FULL if score == 100 else 0 if score >= PASSING else _FAILED)
