"""What the rules still demand of a conversation under way: whether a rule is open, satisfied or past."""

from dataclasses import dataclass

from bot.book.binding import scene_of_line
from bot.check.checker import Session
from bot.check.judge import blanks_of
from bot.check.operators.logic import Not
from bot.check.rulebook import Compiled
from bot.check.track import View


@dataclass(frozen=True, slots=True)
class Waiting:
    """A rule whose moment has come.

    Attributes:
        at: the turn of the moment.
        satisfied: what it requires has been said.
        turns_left: how many further turns the agent has for it; None for the rest of the conversation.
    """

    rule: Compiled
    at: int
    satisfied: bool
    turns_left: int | None


class Demands:
    """Reads the rules of a session as they stand after its last turn; changes nothing.

    Attributes:
        positive: the rules that ask for something to be said or done, in the book's order.
        opening: those of them that look at the beginning.
        expecting: by line, those that expect it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._track = session.track
        self._known: dict[tuple[str, int], bool] = {}
        self._shown: dict[tuple[str, int], bool] = {}
        self._known_at = -1
        self.blanks = blanks_of(session.track.head)
        rulebook = session.rulebook
        self.positive = [
            rulebook.rules[name]
            for name in rulebook.book.rules
            if rulebook.rules[name].require is not None and not isinstance(rulebook.rules[name].require, Not)
        ]
        self.opening = [rule for rule in self.positive if rule.opens]
        self.expecting: dict[str, list[Compiled]] = {}
        for rule in self.positive:
            if rule.rule.expected in rulebook.book.lines:
                self.expecting.setdefault(rule.rule.expected or "", []).append(rule)

    def scene_of(self, line: str) -> str:
        """The scene that says a line, or nothing."""
        return scene_of_line(self._session.rulebook.book, line)

    def concerned(self, rule: Compiled, at: int | None = None) -> bool:
        """Whether the rule applies as far as is known."""
        view = View(
            self._track, 0, len(self._track.turns), max(0, len(self._track.turns) - 1) if at is None else at
        )
        if rule.applies is not None and rule.applies.holds(view) is not True:
            return False
        return rule.exempt is None or rule.exempt.holds(view) is not True

    def satisfied(self, rule: Compiled, at: int) -> bool:
        """Whether what the rule requires is there, seen from the moment at turn `at`."""
        assert rule.require is not None
        if self._known_at != len(self._track.turns):
            self._known, self._shown, self._known_at = {}, {}, len(self._track.turns)
        known = self._known.get((rule.id, at))
        if known is None:
            known = bool(self._track.turns) and rule.require.holds(self._looked_at(rule, at)) is True
            self._known[rule.id, at] = known
        return known

    def shown(self, rule: Compiled, at: int) -> bool:
        """Whether it is there, and some words show it."""
        assert rule.require is not None
        if not self.satisfied(rule, at):
            return False
        shown = self._shown.get((rule.id, at))
        if shown is None:
            shown = self._shown[rule.id, at] = bool(rule.require.shown(self._looked_at(rule, at)))
        return shown

    def _looked_at(self, rule: Compiled, at: int) -> View:
        return rule.window(self._track, at, len(self._track.turns))

    def parts(self, rule: Compiled, at: int) -> list[tuple[str, bool]]:
        """The parts of what it requires, with whether each was said."""
        assert rule.require is not None
        return [(part.text, part.said) for part in rule.require.parts(self._looked_at(rule, at))]

    def waiting(self) -> list[Waiting]:
        """The rules whose moment has come and that concern this conversation, in the order of their moments."""
        return [
            Waiting(rule, at, self.satisfied(rule, at), self._turns_left(rule, at))
            for rule, at in self._session.waiting
            if rule.require is not None and self.concerned(rule, at)
        ]

    def _turns_left(self, rule: Compiled, at: int) -> int | None:
        window = rule.rule.window
        if window is None or window.next is None:
            return None
        track = self._track
        run, last = track.runs[-1], track.run_after(at, window.next, window.of)
        agent_now = track.turns[-1].role == "agent"
        return sum(1 for later in range(run + 1, last + 1) if ((later - run) % 2 == 0) == agent_now)

    def opening_turns_left(self, rule: Compiled) -> int:
        """How many turns the agent has left to open, after the one that is under way."""
        assert rule.rule.window is not None and rule.rule.window.first is not None
        begun = View(self._track, 0, len(self._track.turns), 0).runs_of("agent")
        return max(0, rule.rule.window.first - begun)

    def can_still_open(self, rule: Compiled) -> bool:
        """Whether the rule's line is due now: not said, and the beginning is not over."""
        if rule.id in self._session.verdicts.moments or not self.concerned(rule):
            return False
        in_it = bool(self._track.turns) and self._track.turns[-1].role == "agent"
        return (self.opening_turns_left(rule) > 0 or in_it) and not self.satisfied(rule, 0)
