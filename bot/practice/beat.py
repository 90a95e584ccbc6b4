"""What happens in one session: the beats of a call, in order, each with what the trainee owes in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.model import Channel, Direction
from bot.practice.part import Wording

#: Lines that open a conversation: where a scene begins with one, nothing comes before it.
OPENINGS = frozenset(
    {"opening", "internal_opening", "callback_opening", "welcome", "desk_greeting", "auto_reply"}
)


@dataclass(frozen=True)
class Beat:
    """One thing that the trainee owes.

    Attributes:
        id: its name within the plot.
        due: what he should say, with the blanks of the book's lines; the hint.
        until: the name of the condition on his turn by which he has done it.
        say: what the customer says when the beat begins; empty where he waits to be spoken to.
        again: what he says when it was not done.
        lines: the book's lines that stand behind it.
        times: how often it must be said.
        pause: seconds that the customer's turn takes, beyond speaking.
        merges: it may be done in the same turn as the one before.
        farewell: it ends the call.
    """

    id: str
    due: str
    until: str
    say: Sequence[Wording] = ()
    again: Sequence[Wording] = ()
    lines: tuple[str, ...] = ()
    times: int = 1
    pause: float = 0.0
    merges: bool = False
    farewell: bool = False


@dataclass(frozen=True)
class Plot:
    """The beats of a session, and what surrounds them.

    Attributes:
        customer_first: the customer speaks first.
        won, lost: the customer's last words where nothing else follows.
    """

    scene: str
    goal: str
    card: tuple[str, ...]
    beats: tuple[Beat, ...]
    channel: Channel
    direction: Direction
    customer_first: bool
    won: Sequence[Wording]
    lost: Sequence[Wording]
