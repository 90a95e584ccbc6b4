"""What a practice session is about."""

import random
from dataclasses import dataclass

from bot.practice.part import Difficulty

#: Between the scenes of a call that changes in the middle.
AND = "+"


@dataclass(frozen=True)
class Setting:
    """What a session is about: the same setting plays the same customer.

    Attributes:
        scene: one of the book's, or several with + between them: a call that changes in the middle.
        agent_number, agent_name: who the trainee is.
    """

    book: str
    scene: str
    difficulty: Difficulty = 1
    seed: int = 0
    agent_number: str = "8"
    agent_name: str = "李晓"

    @property
    def key(self) -> str:
        """What the customer's chances hang on."""
        return f"{self.book}/{self.scene}/{self.difficulty}/{self.seed}"


def any_seed() -> int:
    """A seed for whoever names none."""
    return random.SystemRandom().randrange(1_000_000)
