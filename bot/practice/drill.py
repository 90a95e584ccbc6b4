"""What to practise: the scenes that stand behind what a trainee got wrong, and real conversations done better."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.book.model import Book
from bot.check.desk import checker
from bot.check.finding import Report
from bot.conversation.model import Conversation, Turn
from bot.practice.repertoire import repertoire

#: Scenes in which rules without a line of their own come up.
_WHERE: Mapping[str, tuple[str, ...]] = {
    "A01": ("address",), "A02": ("courtesy",), "A03": ("courtesy",), "A04": ("hold",),
    "F01": ("angry_caller",), "F02": ("complaint", "transfer"), "F03": ("complaint",), "F04": ("abusive_caller",),
    "F05": ("inquiry",), "F06": ("dialect",), "F07": ("angry_caller",), "F08": ("closing_unresolved",),
    "P01": ("abusive_caller", "complaint"), "P02": ("privacy_request",), "P03": ("privacy_request",),
    "S11": ("complaint",), "P04": ("class_booking", "card_service"), "R01": ("confirm_info",), "R02": ("complaint",),
    "R03": ("beyond_ability",), "S01": ("silent_call",), "T01": ("greeting",), "T02": ("hold",),
}  # fmt: skip


def weak_scenes(book: Book, points: Mapping[str, int]) -> list[tuple[str, str]]:
    """The scenes to practise, each with the rule that sends there, the costliest first.

    Args:
        points: by rule, what it has cost.
    """
    known = repertoire().scenes(book)
    found: dict[str, str] = {}
    for rule, _ in sorted(points.items(), key=lambda item: (-item[1], item[0])):
        for scene in _scenes(book, rule):
            if scene in known:
                found.setdefault(scene, rule)
    return list(found.items())


def _scenes(book: Book, rule: str) -> list[str]:
    own = book.rules.get(rule)
    expected = own.expected if own is not None else None
    saying = [
        name for name, scene in book.scenes.items() if any(step.say == expected for step in scene.steps)
    ]
    return [*_WHERE.get(rule, ()), *(saying if expected else ())]


@dataclass(frozen=True)
class Compared:
    """A conversation done again: what was found in it then, and what now."""

    before: Report
    after: Report


class Replay:
    """A real conversation whose customer's turns are replayed; the trainee answers them better.

    Attributes:
        turns: what has been said so far.
    """

    def __init__(self, conversation: Conversation) -> None:
        self._real = conversation
        self._left = list(_runs(conversation.turns))
        self.turns: list[Turn] = []
        self._customer()

    @property
    def over(self) -> bool:
        """Whether the customer says nothing more and the trainee has answered."""
        return not self._left

    @property
    def original(self) -> str:
        """What was really said in this place, for comparison afterwards."""
        return "".join(turn.text for turn in self._left[0]) if self._left else ""

    def say(self, line: str) -> Sequence[Turn]:
        """The trainee's words in place of those that were said; returns what the customer says next.

        Raises:
            ValueError: the conversation is over.
        """
        if self.over:
            raise ValueError("the conversation is over")
        self._left.pop(0)
        self.turns.append(Turn("agent", line.strip()))
        return self._customer()

    def compared(self) -> Compared:
        """Both conversations judged by the book of the real one."""
        own = checker(self._real.head.book) if self._real.head.book else checker()
        return Compared(own.check(self._real), own.check(Conversation(self._real.head, tuple(self.turns))))

    def _customer(self) -> Sequence[Turn]:
        """Replay the customer up to the next turn of the agent's."""
        said: list[Turn] = []
        while self._left and self._left[0][0].role == "customer":
            said += [Turn("customer", t.text, signals=t.signals) for t in self._left.pop(0)]
        self.turns += said
        return said


def _runs(turns: Sequence[Turn]) -> list[list[Turn]]:
    """Consecutive turns of one side together."""
    runs: list[list[Turn]] = []
    for turn in turns:
        if runs and runs[-1][0].role == turn.role:
            runs[-1].append(turn)
        else:
            runs.append([turn])
    return runs
