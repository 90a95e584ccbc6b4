"""What is said to one message while a form is filled in."""

from dataclasses import dataclass
from typing import Literal

End = Literal["", "submit", "cancel", "pause", "resume"]


@dataclass(frozen=True)
class Reply:
    """What is said to one message. `end` is what is to become of the form now; empty while it goes on.

    `resume`: nothing is filled in yet, and the draft that was left is wanted instead.
    """

    lines: tuple[str, ...]
    buttons: tuple[str, ...] = ()
    end: End = ""

    @property
    def text(self) -> str:
        """The lines together."""
        return "\n".join(self.lines)
