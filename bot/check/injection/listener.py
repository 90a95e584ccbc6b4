"""Where a book's conditions hold in a draft. It places injections; it never decides what a label says."""

from collections.abc import Iterator
from typing import Any

from bot.book.conditions import CONDITIONS
from bot.book.model import Book
from bot.check.condition import Condition, Shown
from bot.check.ear import Ear
from bot.check.factory import Factory
from bot.check.feature import Signal
from bot.check.injection.draft import Draft
from bot.check.sounding import Sounding
from bot.check.track import Track, View
from bot.language.acts import ActModel
from bot.language.sounds import Sounds


class Listener:
    """Every condition of a book, compiled once."""

    def __init__(self, book: Book, sounds: Sounds, acts: ActModel | None) -> None:
        self.book = book
        self._factory = Factory(book, Sounding(sounds))
        self._made: dict[str, Condition] = {}
        for given in self._written():
            self.condition(given)
        self.lines = {name: self._factory.line(name, name) for name in book.lines}
        self._ear = Ear(self._factory.features, acts)
        self._last: tuple[Draft, Track] | None = None

    def _written(self) -> Iterator[Any]:
        for rule in self.book.rules.values():
            yield from (given for key in CONDITIONS if (given := getattr(rule, key)) is not None)
        yield from (scene.begins for scene in self.book.scenes.values() if scene.begins is not None)

    def condition(self, given: Any) -> Condition:
        """A condition of the book, or a part of one, compiled."""
        key = repr(given)
        if key not in self._made:
            self._made[key] = self._factory.condition(given, self.book.book)
        return self._made[key]

    def holds(self, given: Any, draft: Draft, at: int | None = None) -> bool:
        """Whether a condition surely holds: on the whole draft, or on its saying number `at`."""
        return self.condition(given).holds(self.view(draft, at)) is True

    def shown(self, given: Any, draft: Draft) -> list[Shown]:
        """The words by which a condition holds on the whole draft; spans of the phrased text."""
        return list(self.condition(given).shown(self.view(draft)))

    def places(self, given: Any, draft: Draft) -> list[int]:
        """The agent's sayings in which words show a condition."""
        return sorted({s.turn for s in self.shown(given, draft) if draft.said[s.turn].role == "agent"})

    def written(self, shown: Shown, draft: Draft) -> tuple[int, int]:
        """Where shown words stand in the text as it is written."""
        return self.track(draft).heard[shown.turn].folded.written(*shown.span)

    def view(self, draft: Draft, at: int | None = None) -> View:
        """What is looked at: the whole draft, or its saying number `at`."""
        track = self.track(draft)
        everything = len(track.turns)
        if at is None:
            return View(track, 0, everything, max(0, everything - 1), final=True)
        return View(track, at, at + 1, at, final=True)

    def track(self, draft: Draft) -> Track:
        """A draft as it is heard; the last one is remembered."""
        if self._last is None or self._last[0] is not draft:
            self._last = draft, self._heard(draft)
        return self._last[1]

    def _heard(self, draft: Draft) -> Track:
        conversation = draft.conversation()
        track = Track(conversation.head)
        signals = [(n, f) for n, f in enumerate(self._factory.features) if isinstance(f, Signal)]
        for turn in conversation.turns:
            heard = self._ear.hear(turn.role, turn.text)
            at = track.add(turn, heard)
            noticed = turn.signals or ((heard.mark or "silence",) if not heard.folded.bare else ())
            concerned = (n for n, s in signals if s.by in (turn.role, "both") and s.signal in noticed)
            track.register(concerned, at)
        return track
