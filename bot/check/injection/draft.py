"""A dialogue being composed: sayings with what they are, before they become a conversation with times."""

from dataclasses import dataclass, replace

from bot.conversation.model import Conversation, Head, Role, Turn

#: Characters that are spoken in a second.
_PACE = 5.0

#: What nothing lasts shorter than, in seconds.
_SHORTEST = 0.6


@dataclass(frozen=True, slots=True)
class Said:
    """One saying.

    Attributes:
        line: the id of the mandated line that it is; empty for anything else.
        gap: seconds between the end of what was said before and its beginning; negative where it talks over.
        lasts: seconds it takes; None: as long as its words.
        kept: its words are not to be varied.
        talk: neutral talk, which no rule has anything to do with.
    """

    role: Role
    text: str
    line: str = ""
    signals: tuple[str, ...] = ()
    gap: float = 0.8
    lasts: float | None = None
    kept: bool = False
    talk: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A head and its sayings. Where it is not `timed`, the transcript will carry no times."""

    head: Head
    said: tuple[Said, ...]
    timed: bool = True

    def conversation(self) -> Conversation:
        """The conversation, with times that follow from the lengths of the sayings."""
        clock = 0.0
        turns: list[Turn] = []
        for index, one in enumerate(self.said):
            begins = max(turns[-1].start or 0.0 if turns else 0.0, clock + (one.gap if index else 0.0))
            lasts = self._lasts(one)
            clock = max(clock, begins + lasts)
            start, end = (round(begins, 1), round(begins + lasts, 1)) if self.timed else (None, None)
            turns.append(Turn(one.role, one.text, start, end, one.signals))
        return Conversation(self.head, tuple(turns))

    def _lasts(self, one: Said) -> float:
        if one.lasts is not None:
            return one.lasts
        return 0.0 if self.head.channel == "chat" else max(_SHORTEST, len(one.text) / _PACE)

    def with_said(self, said: list[Said] | tuple[Said, ...]) -> "Draft":
        """The same head with other sayings."""
        return replace(self, said=tuple(said))

    def changed(self, changes: dict[int, Said | None]) -> "Draft":
        """With some sayings, by number, replaced, or left out where there is None."""
        kept = [changes.get(i, one) for i, one in enumerate(self.said)]
        return self.with_said([one for one in kept if one is not None])

    def agents(self) -> list[int]:
        """The numbers of the agent's sayings."""
        return [i for i, one in enumerate(self.said) if one.role == "agent"]


def sayings(conversation: Conversation) -> tuple[Said, ...]:
    """The turns of a conversation as sayings; its times become gaps and lengths."""
    found: list[Said] = []
    ended = 0.0
    for turn in conversation.turns:
        said = Said(turn.role, turn.text, signals=turn.signals)
        if turn.start is not None:
            end = turn.end if turn.end is not None else turn.start
            said = replace(said, gap=round(turn.start - ended, 1), lasts=round(end - turn.start, 1))
            ended = max(ended, end)
        elif not turn.text.strip("（）无声杂音"):
            said = replace(said, lasts=5.0)
        found.append(said)
    return tuple(found)
