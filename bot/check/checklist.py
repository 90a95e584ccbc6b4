"""The checklist of a conversation under way: what it demands so far, ticked as it is said."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.book.answer import fill
from bot.check.checker import Session
from bot.check.demand import Demands, Waiting
from bot.check.progress import Progress
from bot.check.rulebook import Compiled
from bot.check.track import Track, View
from bot.conversation.model import Turn

State = Literal["open", "done", "missed", "late"]


@dataclass(frozen=True, slots=True)
class Due:
    """How much time is left: turns of the agent after the one under way, or seconds."""

    turns: int | None = None
    seconds: float | None = None

    def as_json(self) -> dict[str, object]:
        """The one of both that is known."""
        return {"turns": self.turns} if self.seconds is None else {"seconds": self.seconds}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the conversation demands.

    Attributes:
        state: `late` from when its time is up, until it is said after all or is judged `missed`.
        line: the id of the line that would do, or empty; `scene` the scene that says it.
        say: that line with its blanks filled, or what the rule advises.
        parts: the pieces it is made of, with whether each was said.
    """

    rule: str
    name: str
    state: State
    line: str
    scene: str
    say: str
    due: Due | None = None
    parts: tuple[tuple[str, bool], ...] = ()

    def as_json(self) -> dict[str, object]:
        """The contract's form."""
        shown: dict[str, object] = {
            "rule": self.rule, "name": self.name, "state": self.state, "line": self.line, "scene": self.scene,
            "say": self.say, "due": self.due.as_json() if self.due else None,
        }  # fmt: skip
        if self.parts:
            shown["parts"] = [{"text": text, "said": said} for text, said in self.parts]
        return shown


class Checklist:
    """Draws up the checklist of one session."""

    def __init__(self, session: Session, demands: Demands, progress: Progress) -> None:
        self._session = session
        self._demands = demands
        self._progress = progress
        rulebook = session.rulebook
        self._pauses = [
            (number, feature, rule)
            for number, feature in rulebook.timed["agent"].pauses
            if feature.by == "agent"
            for rule in rulebook.immediate.get(number, ())
        ]
        self._scenes: dict[str, set[str]] = {}
        for scene in rulebook.scenes:
            for step in rulebook.book.scenes[scene].steps:
                if step.say:
                    self._scenes.setdefault(step.say, set()).add(scene)

    def items(self, now: float | None) -> Iterator[Item]:
        """Everything demanded so far, in the book's order; then the time that is running."""
        waiting: dict[str, Waiting] = {}
        for found in self._demands.waiting():
            earlier = waiting.get(found.rule.id)
            if earlier is None or earlier.satisfied:
                waiting[found.rule.id] = found
        for rule in self._demands.positive:
            item = self._item(rule, waiting.get(rule.id))
            if item is not None:
                yield item
        yield from self._running(now)

    def _item(self, rule: Compiled, waiting: Waiting | None) -> Item | None:
        if waiting is not None:
            due = None if waiting.turns_left is None or waiting.satisfied else Due(turns=waiting.turns_left)
            return self._made(rule, waiting.at, waiting.satisfied, due)
        outcomes = self._session.verdicts.moments.get(rule.id, ())
        if outcomes:
            if "violated" not in outcomes and "met" not in outcomes:
                return None
            return self._named(rule, "missed" if "violated" in outcomes else "done")
        if rule.when is not None or not self._demands.concerned(rule) or not self._in_scene(rule):
            return None
        satisfied = self._demands.satisfied(rule, 0 if rule in self._demands.opening else self._last)
        due = None
        if rule in self._demands.opening and not satisfied:
            due = Due(turns=self._demands.opening_turns_left(rule))
        return self._made(rule, 0 if rule in self._demands.opening else self._last, satisfied, due)

    @property
    def _last(self) -> int:
        return max(0, len(self._session.track.turns) - 1)

    def _in_scene(self, rule: Compiled) -> bool:
        """Whether the scene of the rule's line has come, where it has one that is waited for."""
        scenes = self._scenes.get(rule.rule.expected or "")
        return rule.applies is None or not scenes or bool(scenes & self._progress.ever)

    def _made(self, rule: Compiled, at: int, satisfied: bool, due: Due | None) -> Item:
        late = due is not None and due.turns == 0
        parts = () if satisfied or not self._session.track.turns else tuple(self._demands.parts(rule, at))
        return self._named(rule, "done" if satisfied else "late" if late else "open", due, parts)

    def _named(
        self, rule: Compiled, state: State, due: Due | None = None, parts: tuple[tuple[str, bool], ...] = ()
    ) -> Item:
        written, book = rule.rule, self._session.rulebook.book
        name = written.expected if written.expected in book.lines else ""
        say = fill(book.lines[name].say, book, self._demands.blanks) if name else written.advice
        scene = self._demands.scene_of(name) if name else ""
        return Item(rule.id, written.name, state, name or "", scene, say, due, parts)

    def _running(self, now: float | None) -> Iterator[Item]:
        """Pauses that the agent must end before they break a rule."""
        track = self._session.track
        last = next((t for t in range(len(track.turns) - 1, -1, -1) if track.heard[t].folded.bare), None)
        if last is None:
            return
        turn = track.turns[last]
        since = turn.end if turn.end is not None else turn.start
        if since is None:
            return
        newest = track.turns[-1]
        now = max(newest.end or newest.start or since, now or 0.0)
        soonest: dict[str, Item] = {}
        for number, pause, rule in self._pauses:
            if pause.after not in (turn.role, "both") or not self._would_break(
                rule, number, since + pause.longer
            ):
                continue
            left = round(since + pause.longer - now, 3)
            soonest.setdefault(
                rule.id, self._named(rule, "open" if left >= 0 else "late", Due(seconds=max(0.0, left)))
            )
        yield from soonest.values()

    def _would_break(self, rule: Compiled, feature: int, until: float) -> bool:
        """Whether the agent would break the rule if he went on only after `until`."""
        at = len(self._session.track.turns)
        ahead = _copied(self._session.track)
        ahead.add(
            Turn("agent", "", until + 0.001, until + 0.001), self._session.rulebook.ear.hear("agent", "")
        )
        ahead.hits[feature] = [*ahead.hits[feature], at]
        everything = View(ahead, 0, at + 1, at)
        if rule.applies is not None and rule.applies.holds(everything) is not True:
            return False
        if rule.exempt is not None and rule.exempt.holds(everything) is True:
            return False
        return rule.immediate is not None and rule.immediate.holds(View(ahead, at, at + 1, at)) is True


def _copied(track: Track) -> Track:
    """A track that can go on without the original noticing; what stands in both is shared."""
    copied = copy.copy(track)
    for name in Track.__slots__:
        value = getattr(copied, name)
        if isinstance(value, list | dict):
            setattr(copied, name, copy.copy(value))
    copied.carried = copied.hits.keys()
    return copied
