"""What a trainee would say now who goes by the book."""

import re
from collections.abc import Callable, Sequence

from bot.check.checker import Session
from bot.check.demand import Demands
from bot.conversation.model import Turn
from bot.practice.beat import OPENINGS, Plot
from bot.practice.person import Person

#: Rules that what the customer says may bring up beside the plot.
_OWED = frozenset({"R01", "S07", "S08", "S11"})

#: A line shown with gaps: how much of each of its phrases stays, from all to nothing.
_SHOWN = (1.0, 0.5, 0.2, 0.0)
_PHRASE = re.compile(r"[^，。！？、；：]+")


class Hints:
    """Knows the lines of one session.

    Args:
        filled: fills the blanks of a line as this trainee would say it.
        named: whether he knows the customer's name.
    """

    def __init__(
        self,
        session: Session,
        plot: Plot,
        person: Person,
        filled: Callable[[str], str],
        named: Callable[[], bool],
    ) -> None:
        self._session = session
        self._plot = plot
        self._person = person
        self._filled = filled
        self._named = named

    def line(self, place: int, turns: Sequence[Turn]) -> str:
        """The words that do what the beat asks, and what the rules ask beside it."""
        beat = self._plot.beats[place]
        due = self._filled(beat.due)
        if beat.id == "confirm_info":
            due = due.replace("核对信息", f"核对信息，{self._given(turns)}")
        if beat.lines and beat.lines[0] in OPENINGS:
            return due
        customer = self._person.customer
        if self._named() and not self._addressed(turns) and customer not in due:
            due = f"{customer}，{due}"
        return "".join([*self._owed(place, due, turns), due])

    def _owed(self, place: int, due: str, turns: Sequence[Turn]) -> list[str]:
        """What the rules ask for because of what the customer has said."""
        lines: list[str] = []
        book = self._session.rulebook.book
        planned = {line for later in self._plot.beats[place:] for line in later.lines}
        for waiting in Demands(self._session).waiting():
            name = waiting.rule.rule.expected or ""
            ours = waiting.satisfied or name in planned or waiting.rule.id not in _OWED
            if ours or name not in book.lines:
                continue
            said = self._filled(book.lines[name].say)
            if name == "confirm_info":
                said = f"与您核对信息，{self._given(turns)}，请您确认。"
            if said not in lines and said not in due:
                lines.append(said)
        return lines

    def _given(self, turns: Sequence[Turn]) -> str:
        """The details that the customer has given, to be read back."""
        words = "".join(turn.text for turn in turns if turn.role == "customer").replace(" ", "")
        person = self._person
        details = (person.surname + person.given, person.phone, person.address)
        return "，".join(detail for detail in details if detail in words) or person.phone

    def _addressed(self, turns: Sequence[Turn]) -> bool:
        names = f"{self._person.surname}先生", f"{self._person.surname}女士"
        return any(turn.role == "agent" and any(name in turn.text for name in names) for turn in turns)


def with_gaps(line: str, stage: int) -> str:
    """A line for the guided mode: whole at first, then less and less of each phrase, at last nothing."""
    share = _SHOWN[min(max(stage, 0), len(_SHOWN) - 1)]
    if share == 0.0:
        return ""

    def shown(found: re.Match[str]) -> str:
        phrase = found[0]
        kept = max(1, round(len(phrase) * share))
        return phrase[:kept] + "＿" * (len(phrase) - kept)

    return _PHRASE.sub(shown, line)
