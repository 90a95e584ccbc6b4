"""A scene of a book played to its end: what the customer brings, and every step in its order."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random

from bot.book.answer import Spoken
from bot.check.injection.draft import Said
from bot.check.injection.frame import Frame
from bot.check.injection.persons import Persons
from bot.check.injection.talk import EXCHANGES, HELLO, REPLIES
from bot.check.injection.triggers import Triggers, scene_intent
from bot.conversation.model import Head
from bot.language.examples import Example

#: How long a customer is silent where the book says no time, in seconds.
_SILENCE = 5.0


@dataclass(frozen=True)
class Played:
    """A scene's sayings; `ends`: the conversation is over with them. `trigger` is the customer's, if he brings it."""

    said: tuple[Said, ...]
    ends: bool
    trigger: Said | None


class Stage:
    """Plays scenes."""

    def __init__(self, frame: Frame, triggers: Triggers, examples: Iterable[Example]) -> None:
        self._frame = frame
        self._triggers = triggers
        self._sayings: dict[str, list[str]] = {}
        for item in examples:
            if item.family == "customer":
                self._sayings.setdefault(item.intent, []).append(item.text)

    def triggers(self, scene: str, head: Head, also: object = None) -> list[Said | None]:
        """What may bring a scene about in such a conversation; None stands for the conversation itself."""
        begins = self._frame.book.scenes[scene].begins
        if begins is None and also is None:
            said = self._sayings.get(f"customer_{scene}") or self._sayings.get(scene_intent(scene))
            return [
                Said("customer", text) for text in (said or [f"{HELLO[1]}{asked}" for asked, _ in EXCHANGES])
            ]
        return list(self._triggers.of(begins, head, also))

    def play(self, scene: str, trigger: Said | None, who: Persons, chance: Random, skip: str = "") -> Played:
        """Play a scene. A line that has been said already, `skip`, is left out at its beginning."""
        said: list[Said] = [trigger] if trigger is not None else []
        troubled = trigger if trigger is not None and trigger.signals else None
        ends = False
        steps = [self._chosen(move, chance) for move in self._frame.moves(scene, who)]
        for number, (step, waits) in enumerate(steps):
            said += self._wait(waits, troubled)
            if step is not None and not (number == 0 and step.line == skip):
                later = any(other is not None for other, _ in steps[number + 1 :])
                said += self._say(step, troubled if later or step.repeat else None, chance)
                ends = self._ends(scene, step.line)
        if said and said[-1].role == "agent" and not ends:
            said.append(Said("customer", chance.choice(REPLIES), talk=True))
        return Played(tuple(said), ends, trigger)

    def _chosen(self, move: list[Spoken], chance: Random) -> tuple[Spoken | None, float]:
        """The saying of a move (one of several, where they are for different cases), and the seconds waited."""
        sayings = [step for step in move if step.say]
        cases = [step for step in sayings if step.when]
        chosen = chance.choice(cases) if len(cases) > 1 else sayings[0] if sayings else None
        return chosen, max((step.wait for step in move if step.do), default=0.0)

    def _say(self, step: Spoken, troubled: Said | None, chance: Random) -> list[Said]:
        found: list[Said] = []
        for _ in range(step.repeat + 1):
            found.append(Said("agent", step.say, line=step.line))
            if troubled is not None:
                found.append(replace(troubled, lasts=step.wait or _SILENCE))
            else:
                found.append(Said("customer", chance.choice(REPLIES), gap=step.wait or 0.8, talk=True))
        return found if troubled is not None or not step.line else found[:-1] + self._reply(found[-1], step)

    def _reply(self, reply: Said, step: Spoken) -> list[Said]:
        return [] if self._last_word(step) else [reply]

    def _last_word(self, step: Spoken) -> bool:
        return any(
            s.say == step.line and s.ends for scene in self._frame.book.scenes.values() for s in scene.steps
        )

    def _wait(self, seconds: float, troubled: Said | None) -> list[Said]:
        return [replace(troubled, lasts=seconds + 1.0)] if seconds and troubled is not None else []

    def _ends(self, scene: str, line: str) -> bool:
        return any(step.say == line and step.ends for step in self._frame.book.scenes[scene].steps)
