"""The simulated customer: what he feels, and what he says to that."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.practice.beat import Beat, Plot
from bot.practice.deck import Decks
from bot.practice.part import Difficulty, Effects, Reactions, Wording
from bot.practice.person import Person, filled
from bot.practice.words import sentences

#: How hot a customer is when the call begins, of 100, by difficulty.
_START: Mapping[Difficulty, int] = {1: 5, 2: 15, 3: 30}

#: The same in scenes in which he is angry from the first word.
_ANGRY: Mapping[Difficulty, int] = {1: 50, 2: 60, 3: 70}
_ANGRY_SCENES = frozenset({"angry_caller", "abusive_caller", "complaint"})

#: How much a turn in which nothing came of his matter heats him.
_DISAPPOINTED: Mapping[Difficulty, int] = {1: 4, 2: 8, 3: 12}

#: From here on he speaks as one who is upset; at the top he has had enough.
UPSET, ENOUGH = 50, 100

#: How often he waits for the same thing before he gives up.
PATIENCE: Mapping[Difficulty, int] = {1: 4, 2: 3, 3: 2}

#: How often a person's manner of speaking shows.
_MANNER = 0.2

#: How often it shows at the end of what he says, and not at the beginning.
_AFTER = 0.3

#: The beats in which it shows: elsewhere his words answer what was just said.
_AT_EASE = frozenset({"matter"})

#: From this difficulty on he has no time for it.
_HARD = 3

#: From here on a kind word does him good.
_WARM = 30

#: What such a word does; he says nothing to it, his next words show it.
_RELIEF = frozenset({"calmed", "helped"})


@dataclass(frozen=True)
class Said:
    """What the customer says in one turn."""

    text: str
    signals: tuple[str, ...] = ()


class Customer:
    """Plays one plot.

    Attributes:
        heat: how angry he is, 0 to 100.
    """

    def __init__(
        self,
        plot: Plot,
        person: Person,
        blanks: Mapping[str, str],
        effects: Effects,
        reactions: Reactions,
        difficulty: Difficulty,
        seed: str,
    ) -> None:
        self.person = person
        start = _ANGRY if plot.scene in _ANGRY_SCENES else _START
        self.heat = start[difficulty]
        self._plot = plot
        self._blanks = blanks
        self._effects = effects.effects
        self._endings = effects.endings
        self._reactions = reactions
        self._difficulty = difficulty
        self._decks = Decks(seed)
        self._rng = random.Random(f"{seed}/manner")

    @property
    def upset(self) -> bool:
        """Whether he speaks as one who is upset."""
        return self.heat >= UPSET

    @property
    def patience(self) -> int:
        """How often he asks for the same thing."""
        return PATIENCE[self._difficulty]

    def reached(self, effects: Sequence[str], done: bool) -> list[str]:
        """The effects that reach him: a kind word beside the point, or to one who is calm, does nothing."""
        relieved = done and self.heat >= _WARM and not set(effects) - _RELIEF
        return [name for name in effects if relieved or name not in _RELIEF]

    def feel(self, effects: Sequence[str], done: bool) -> int:
        """Take in what the agent did; returns how much hotter he is."""
        before = self.heat
        change = sum(self._effects[name].heat for name in effects)
        if not done:
            change += _DISAPPOINTED[self._difficulty]
        self.heat = max(0, min(ENOUGH, before + change))
        return self.heat - before

    def begins(self, beat: Beat) -> Said | None:
        """His words as a beat begins; None where he waits to be spoken to."""
        if not beat.say:
            return None
        said = self._drawn(f"say {beat.id}", beat.say)
        easy = (
            beat.id in _AT_EASE
            and not self.upset
            and self._difficulty < _HARD
            and self._plot.channel != "chat"
        )
        return self._manner(said) if easy else said

    def again(self, beat: Beat, number: int) -> Said:
        """His words when what was due has not come, for the `number`-th time (from 1)."""
        return self._said(self._decks.follow(f"again {beat.id}", beat.again or beat.say))

    def reacts(self, effects: Sequence[str]) -> Said | None:
        """What he says to the gravest of what the agent did, before he goes on; None where he lets it pass."""
        variant: Literal[1, 2] = 2 if self.upset else 1
        for name in effects:
            if name in self._reactions and name not in _RELIEF:
                return self._drawn(f"react {name} {variant}", self._reactions[name][variant])
        return None

    def wins(self) -> Said | None:
        """His last words when all is done and nothing else follows."""
        return self._drawn("won", self._plot.won) if self._plot.won else None

    def hangs_up(self) -> Said:
        """His last words when his matter is done and the agent finds no end."""
        return self._drawn("hangs up", self._endings["hangs_up"])

    def loses(self) -> Said:
        """His last words when he gives up."""
        return self._drawn("lost", self._plot.lost)

    def _drawn(self, name: str, wordings: Sequence[Wording]) -> Said:
        return self._said(self._decks.draw(name, wordings))

    def _said(self, wording: Wording) -> Said:
        return Said(filled(wording.text, self._blanks), tuple(wording.signals))

    def _manner(self, said: Said) -> Said:
        """The same, as a person of his temper says it."""
        if not said.text or said.signals or self._rng.random() >= _MANNER:
            return said
        if self._rng.random() < _AFTER:
            return Said(said.text + self._rng.choice(self.person.manner.after), said.signals)
        return Said(f"{self._rng.choice(self.person.manner.before)}，{said.text}", said.signals)


def joined(first: Said | None, second: Said | None) -> Said:
    """Two sayings in one turn."""
    if first is None or not first.text:
        return second or first or Said("")
    if second is None or not second.text:
        return Said(first.text, second.signals if second else first.signals)
    return Said(sentences(first.text, second.text), (*first.signals, *second.signals))
