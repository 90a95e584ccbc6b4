"""How a conversation of a book begins and ends: its own lines, those that its rules for these places accept."""

from collections.abc import Iterator
from random import Random
from typing import Any

from bot.book.answer import fill, moves_of, steps_of
from bot.book.model import Book, Rule
from bot.check.injection.draft import Draft, Said
from bot.check.injection.listener import Listener
from bot.check.injection.persons import Persons
from bot.conversation.model import Head

#: Scenes by which a conversation may end, the most complete first.
_ENDS = ("closing_answered", "closing", "farewell")

_WORD = Said("agent", "好的。")
_QUESTION = Said("customer", "您好，请问你们几点下班？")


class Frame:
    """Openings and closings of a book."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self.book: Book = listener.book

    def opening(self, head: Head, who: Persons) -> Said:
        """The first thing that the agent says."""
        empty = Draft(head, ())
        asked = [rule for rule in self.rules("first") if self.concerned(rule, empty)]
        names = [*self._plainest(self._steps("greeting"), head, who), *(rule.expected for rule in asked if rule.expected), *self._by_act("agent_open")]
        return self._first(names, asked, (), head, who) or Said("agent", "您好。")

    def closing(self, head: Head, who: Persons, chance: Random, before: tuple[Said, ...]) -> list[Said]:
        """The last thing that the agent says, after what has been said `before`; with the question before it."""
        before = before or (Said("agent", "您好。"), _QUESTION)
        asked = self._asked_at_the_end(head, before)
        scene = next((self.book.scenes[name] for name in _ENDS if name in self.book.scenes), None)
        steps = [] if scene is None else [step.say for step in scene.steps if step.say]
        names = [*steps[-1:], *(rule.expected for rule in asked if rule.expected), *self._by_act("agent_close"), *self._ending()]
        last = self._first(names, asked, before, head, who) or Said("agent", "再见！")
        return [*(self.line(name, who) for name in steps[:-1]), last]

    def thanked(self, head: Head, who: Persons, before: tuple[Said, ...]) -> Said | None:
        """The last thing that the agent says to a customer who thanks him; None where the book has nothing."""
        return self._first(self._steps("thanks"), self._asked_at_the_end(head, before), before, head, who)

    def _asked_at_the_end(self, head: Head, before: tuple[Said, ...]) -> list[Rule]:
        """The rules on the last thing said, if the agent has the last word."""
        draft = Draft(head, (*before, _WORD))
        return [rule for rule in self.rules("last") if self.concerned(rule, draft)]

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
            if rule.when is None and rule.require is not None and window is not None and getattr(window, place):
                yield rule

    def concerned(self, rule: Rule, draft: Draft) -> bool:
        """Whether a rule is to be kept in a conversation that begins like this."""
        if rule.applies is not None and not self._listener.holds(rule.applies, draft):
            return False
        return rule.exempt is None or not self._listener.holds(rule.exempt, draft)

    def _first(
        self, names: list[str], asked: list[Rule], before: tuple[Said, ...], head: Head, who: Persons
    ) -> Said | None:
        """The first of the lines (then of all lines) that every rule accepts in this place."""
        for name in dict.fromkeys((*names, *self.book.lines)) if asked else names:
            if name in self.book.lines:
                said = self.line(name, who)
                draft = Draft(head, (*before, said))
                if all(self._listener.holds(rule.require, draft, len(before)) for rule in asked):
                    return said
        return self.line(names[0], who) if names and names[0] in self.book.lines else None

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

    def _ending(self) -> list[str]:
        return [s.say for scene in self.book.scenes.values() for s in scene.steps if s.say and s.ends]


