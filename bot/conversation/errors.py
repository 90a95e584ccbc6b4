"""What can be wrong with a transcript: raised for one conversation, kept as a value for a whole run."""

from dataclasses import dataclass

from bot.errors import HuashuError


class TranscriptError(HuashuError):
    """One conversation that cannot be used.

    Attributes:
        reason: a Chinese sentence: what is wrong, and what would be valid.
        turn: the turn that is wrong, from 0; None when it is no single turn.
    """

    def __init__(self, reason: str, turn: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.turn = turn


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A conversation, or a whole file, that could not be read; the others still come.

    Attributes:
        where: `file:line`, or the file alone where no line is known.
        reason: a Chinese sentence: what is wrong, and what would be valid.
    """

    where: str
    reason: str

    def __str__(self) -> str:
        return f"{self.where}：{self.reason}"


def shown(value: object) -> str:
    """A wrong value as a message shows it: short, and always printable."""
    if isinstance(value, str):
        text = value.encode("utf-8", "replace").decode()
        text = "".join(c if c.isprintable() else " " for c in text[:21])
        return f"“{text[:20]}…”" if len(text) > 20 else f"“{text}”"
    if value is None:
        return "空值"
    if isinstance(value, bool):
        return "真假值"
    if isinstance(value, int | float):
        return f"{value:.6g}" if abs(value) < 1e300 else "过大的数"
    if isinstance(value, list | tuple):
        return "列表"
    return "对象" if isinstance(value, dict) else type(value).__name__
