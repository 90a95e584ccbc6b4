"""One line of the trainee's and its answer."""

from dataclasses import dataclass

from bot.practice.customer import Said
from bot.practice.feedback import Feedback


@dataclass(frozen=True)
class Exchange:
    """One line of the trainee and what came of it.

    Attributes:
        said: his words; `reply` the customer's.
        beat: what was due; `done` whether he did it.
    """

    said: str
    reply: Said | None
    beat: str
    done: bool
    feedback: Feedback
