"""Which scenes a conversation under way has come to, and which of their steps is due."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.book.answer import Spoken, moves_of, steps_of
from bot.check.checker import Session
from bot.check.demand import Demands
from bot.check.track import View

#: A step that the agent passes over in so many turns is not prompted any longer.
_PATIENCE = 3


@dataclass(frozen=True, slots=True)
class Pending:
    """A step that is due.

    Attributes:
        left: how often it is still to be said.
        do: what is done along with it.
    """

    scene: str
    step: Spoken
    left: int
    do: tuple[str, ...]
    why: str


@dataclass(slots=True)
class _Begun:
    """A scene under way.

    Attributes:
        at: the turn that began it; `sign` the last that showed it, or moved it on.
        done: how many of its sayings are done.
    """

    at: int
    sign: int
    done: int = 0


class Progress:
    """Follows the scenes of one session."""

    def __init__(self, session: Session, demands: Demands) -> None:
        self._session = session
        self._demands = demands
        self._begun: dict[str, _Begun] = {}
        self._moves: dict[str, list[list[Spoken]]] = {}
        self._seen = 0
        self.ever: set[str] = set()

    def follow(self) -> None:
        """Take in the turns since the last time."""
        for at in range(self._seen, len(self._session.track.turns)):
            self._turn(at)
        self._seen = len(self._session.track.turns)

    def _turn(self, at: int) -> None:
        track = self._session.track
        spoken_by_customer = track.turns[at].role == "customer" and bool(track.heard[at].folded.bare)
        carried = track.heard[at].found
        for scene, condition in self._session.rulebook.scenes.items():
            if condition.triggers and not any(
                at in track.hits[f][-1:] or f in carried for f in condition.triggers
            ):
                begins = False
            else:
                begins = condition.holds(View(track, at, at + 1, at)) is True
            under_way = self._begun.get(scene)
            if begins:
                self.ever.add(scene)
                if under_way is None or self._over(scene, under_way):
                    self._begun[scene] = _Begun(at, at)
                else:
                    under_way.sign = at
            elif under_way is not None and spoken_by_customer and self._waits(scene):
                del self._begun[scene]

    def _waits(self, scene: str) -> bool:
        """Whether the scene goes on until the customer does something (客户开口, 听清了)."""
        return any(step.until for move in self._steps(scene) for step in move)

    def _steps(self, scene: str) -> list[list[Spoken]]:
        if scene not in self._moves:
            book = self._session.rulebook.book
            self._moves[scene] = moves_of(steps_of(book.scenes[scene], book, self._demands.blanks))
        return self._moves[scene]

    def _over(self, scene: str, begun: _Begun) -> bool:
        return not any(True for _ in self._due(scene, begun)) or self._passed_over(begun)

    def _passed_over(self, begun: _Begun) -> bool:
        track = self._session.track
        return View(track, begun.sign + 1, len(track.turns), begun.sign).runs_of("agent") >= _PATIENCE

    def pending(self) -> list[Pending]:
        """The steps due, those of the scene that began last first."""
        found: list[Pending] = []
        for scene, begun in sorted(self._begun.items(), key=lambda item: -item[1].at):
            done = sum(
                self._left(step, begun) == 0 for move in self._steps(scene) for step in move if step.say
            )
            if done > begun.done:
                begun.done, begun.sign = done, len(self._session.track.turns) - 1
            if not self._passed_over(begun):
                found += self._due(scene, begun)
        return found

    def _due(self, scene: str, begun: _Begun) -> Iterator[Pending]:
        """The sayings of the first move that is not done; one of several for a choice is enough."""
        for move in self._steps(scene):
            sayings = [step for step in move if step.say]
            left = [self._left(step, begun) for step in sayings]
            if not sayings or (0 in left and (len(sayings) == 1 or all(step.when for step in sayings))):
                continue
            do = tuple(step.do for step in move if step.do)
            for step, times in zip(sayings, left, strict=True):
                if times:
                    yield Pending(scene, step, times, do, self._why(step.line))
            return

    def _why(self, line: str) -> str:
        return next((rule.rule.why for rule in self._demands.expecting.get(line, ())), "")

    def _left(self, step: Spoken, begun: _Begun) -> int:
        """How often a step is still to be said: not at all once the rules that expect it are content."""
        expecting = self._demands.expecting.get(step.line, [])
        rules = [rule for rule in expecting if self._demands.concerned(rule, begun.at)]
        if expecting and all(self._demands.shown(rule, begun.at) for rule in rules or expecting):
            return 0
        track, line = self._session.track, self._session.rulebook.lines[step.line]
        before = track.start_of_run(track.runs[begun.at] - 1)
        if not step.repeat:
            since = begun.at if rules else before
            return int(line.holds(View(track, since, len(track.turns), begun.at)) is not True)
        said = 0
        for turn in range(before, len(track.turns)):
            if track.turns[turn].role == "agent":
                said += any(part.said for part in line.parts(View(track, turn, turn + 1, turn)))
        return max(0, step.repeat + 1 - said)
