"""How a conversation of a book begins and ends: its own lines, those that its rules for these places accept."""

from collections.abc import Iterator
from typing import Any

from bot.book.answer import fill, moves_of, steps_of
from bot.book.model import Book, Rule
from bot.check.injection.draft import Draft, Said
from bot.check.injection.listener import Listener
from bot.check.injection.persons import Persons
from bot.conversation.model import Head

#: Scenes by which a conversation may end, the most complete first.
_ENDS = ("closing_answered", "closing", "farewell")


class Frame:
    """Openings and closings of a book."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self.book: Book = listener.book

    def opening(self, head: Head, who: Persons) -> Said:
        """The first thing that the agent says."""
        names = [
            *self._plainest(self._steps("greeting"), head, who),
            *self._expected("first"),
            *self._by_act("agent_open"),
        ]
        return self._accepted("first", names, (), head, who) or Said("agent", "您好。")

    def question(self, who: Persons) -> list[Said]:
        """What the book has the agent ask before he closes."""
        return [self.line(name, who) for name in self._end()[:-1]]

    def closing(self, head: Head, who: Persons, before: tuple[Said, ...]) -> Said:
        """The last thing that the agent says, after what has been said before."""
        names = [*self._end()[-1:], *self._closings()]
        return self._accepted("last", names, before, head, who) or Said("agent", "再见！")

    def _end(self) -> list[str]:
        return next((found for name in _ENDS if (found := self._steps(name))), [])

    def thanked(self, head: Head, who: Persons, before: tuple[Said, ...]) -> Said | None:
        """The last thing that the agent says to a customer who thanks him; None where the book has nothing."""
        thanks = self._steps("thanks")
        return self._accepted("last", [*thanks, *self._closings()], before, head, who) if thanks else None

    def _closings(self) -> list[str]:
        ends = [s.say for scene in self.book.scenes.values() for s in scene.steps if s.say and s.ends]
        return [*self._expected("last"), *self._by_act("agent_close"), *ends]

    def line(self, name: str, who: Persons) -> Said:
        """A line of the book, said."""
        return Said("agent", fill(self.book.lines[name].say, self.book, who.blanks), line=name)

    def moves(self, scene: str, who: Persons) -> list[list[Any]]:
        """The steps of a scene, those for different cases together."""
        return moves_of(steps_of(self.book.scenes[scene], self.book, who.blanks))

    def rules(self, place: str) -> Iterator[Rule]:
        """The rules on the first or the last thing said."""
        for rule in self.book.rules.values():
            window = rule.window
            if (
                rule.when is None
                and rule.require is not None
                and window is not None
                and getattr(window, place)
            ):
                yield rule

    def concerned(self, rule: Rule, draft: Draft) -> bool:
        """Whether a rule is to be kept in a conversation that begins like this."""
        if rule.applies is not None and not self._listener.holds(rule.applies, draft):
            return False
        return rule.exempt is None or not self._listener.holds(rule.exempt, draft)

    def _accepted(
        self, place: str, names: list[str], before: tuple[Said, ...], head: Head, who: Persons
    ) -> Said | None:
        """The first of the lines (then of all lines) that every rule on this place accepts; the first, if none is."""
        known = [name for name in names if name in self.book.lines]
        for name in dict.fromkeys((*known, *self.book.lines) if known else ()):
            said = self.line(name, who)
            draft = Draft(head, (*before, said))
            asked = [rule for rule in self.rules(place) if self.concerned(rule, draft)]
            fits = bool(asked) or name in known
            if fits and all(self._listener.holds(rule.require, draft, len(before)) for rule in asked):
                return said
        return self.line(known[0], who) if known else None

    def _expected(self, place: str) -> list[str]:
        return [rule.expected for rule in self.rules(place) if rule.expected]

    def _plainest(self, names: list[str], head: Head, who: Persons) -> list[str]:
        """Lines in their order, those first that open the fewest moments."""

        def opened(name: str) -> int:
            draft = Draft(head, (self.line(name, who),))
            applies = [rule.applies for rule in self.book.rules.values() if rule.applies is not None]
            return sum(self._listener.holds(condition, draft) for condition in applies)

        return sorted(names, key=opened)

    def _steps(self, scene: str) -> list[str]:
        found = self.book.scenes.get(scene)
        return [] if found is None else [step.say for step in found.steps if step.say]

    def _by_act(self, act: str) -> list[str]:
        return [name for name, line in self.book.lines.items() if line.act == act]
