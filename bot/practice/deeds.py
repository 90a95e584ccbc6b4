"""What a trainee's line does, whether he means it or not: the effects that a customer reacts to."""

import re
from collections.abc import Mapping, Sequence

from bot.check.checker import Session
from bot.check.finding import Part
from bot.check.track import Track, View
from bot.conversation.model import Turn
from bot.language.folded import Folded
from bot.practice.beat import OPENINGS, Plot
from bot.practice.part import Effect
from bot.practice.person import Person

#: From so many characters on the same words said again are a repetition.
_REPEATED = 5

#: Shorter lines (王先生, 请稍等) are said by the way.
_SENTENCE = 8

#: So many further steps said in one turn are a recital; in other words than the book's, if it is so long at least.
_RECITED, _LONG = 2, 30

#: How somebody is called, and characters before 先生 that are no name.
_CALLED = re.compile(r"([一-龥])(?:先生|女士|小姐)")
_NO_NAMES = frozenset("位的个名这那老大生各男女")
_NUMBER, _DIGITS = re.compile(r"(?<!\d)1\d{10}(?!\d)"), re.compile(r"\d+")

_CHINESE = re.compile(r"[一-鿿]")
_LETTERS = re.compile(r"[A-Za-zÀ-ɏЀ-ӿ぀-ヿ가-힯]{2,}")


class Deeds:
    """Reads the lines of one session.

    Args:
        person: the customer, whose name and numbers a trainee may mistake.
        sentences: by line of the book, its words as this trainee would say them.
    """

    def __init__(
        self,
        session: Session,
        plot: Plot,
        person: Person,
        effects: Mapping[str, Effect],
        sentences: Mapping[str, str],
    ) -> None:
        self._person = person
        self._session = session
        self._plot = plot
        self._effects = effects
        self._bare = {name: Folded(said).bare for name, said in sentences.items()}
        self._ours = {line for beat in plot.beats for line in (*beat.lines, beat.id)}

    def holds(self, name: str, at: int) -> bool:
        """Whether a condition of the plot holds on a turn."""
        return self._on(self._session.track, name, at)

    def parts(self, name: str, at: int) -> Sequence[Part]:
        """The parts of the line that a condition asks for, with whether each was said on a turn."""
        view = View(self._session.track, at, at + 1, at)
        return self._session.rulebook.asked[name].parts(view)

    def of(self, at: int, place: int, hint: str, said: Sequence[str]) -> list[str]:
        """The effects of turn `at`, the gravest first.

        Args:
            place: the beat that is due; `hint` what would have done it.
            said: the trainee's earlier lines.
        """
        beat, line = self._plot.beats[place], self._session.track.turns[at].text
        happened = set()
        if not line:
            happened.add("silence")
        elif not _CHINESE.search(line):
            happened.add("foreign" if len(_LETTERS.findall(line)) >= 2 else "gibberish")
        if self._recited(at, place, hint):
            happened.add("recital")
        elif self._misplaced(at, hint):
            happened.add("misplaced")
        elif self._leaves(at, place):
            happened.add("unasked")
        if len(line) >= _REPEATED and beat.times == 1 and line in said:
            happened.add("repeated")
        happened |= self._mistaken(line)
        asked = [name for name in self._effects if f"effect {name}" in self._session.rulebook.asked]
        happened |= {name for name in asked if self.holds(f"effect {name}", at)}
        return [name for name in self._effects if name in happened]

    def _mistaken(self, line: str) -> set[str]:
        """Somebody else's name or number in the trainee's words."""
        person, found = self._person, set()
        called = _CALLED.findall(line)
        if called and person.surname[-1] not in called and not set(called) & _NO_NAMES:
            found.add("wrong_name")
        ours = person.phone + "".join(_DIGITS.findall(person.address))
        if any(number not in ours for number in _NUMBER.findall(line.replace(" ", "").replace("-", ""))):
            found.add("wrong_data")
        return found

    def _on(self, track: Track, name: str, at: int) -> bool:
        return self._session.rulebook.asked[name].holds(View(track, at, at + 1, at)) is True

    def _words(self, at: int) -> str:
        return self._session.track.heard[at].folded.bare

    def _recited(self, at: int, place: int, hint: str) -> bool:
        """Whether a turn reels off other steps of the plot beside the one that is due."""
        beats, bare, wanted = self._plot.beats, self._words(at), Folded(hint).bare
        later = set()
        if len(bare) >= _LONG:
            later = {b.until for b in beats[place + 1 :] if b.lines and self.holds(b.until, at)}
            later -= self._carried(hint) if later else later
        words = set()
        for number, beat in enumerate(beats):
            sentence = self._bare[beat.lines[0]] if beat.lines else ""
            if len(sentence) >= _SENTENCE and sentence in bare and sentence not in wanted:
                words.add(number)
        due = beats[place]
        if due.lines and due.lines[0] in OPENINGS and (words or later):
            return True
        return len(later) >= _RECITED or len(words) >= _RECITED or any(number < place for number in words)

    def _carried(self, hint: str) -> set[str]:
        """What of the plot the hint itself carries: some lines are said with others."""
        track = Track(self._session.track.head)
        at = track.add(Turn("agent", hint), self._session.rulebook.ear.hear("agent", hint))
        return {beat.until for beat in self._plot.beats if self._on(track, beat.until, at)}

    def _misplaced(self, at: int, hint: str) -> bool:
        """Whether he says a sentence of the book, word for word, that belongs to another moment."""
        bare, wanted = self._words(at), Folded(hint).bare
        return any(
            name not in self._ours and len(said) >= _SENTENCE and said in bare and said not in wanted
            for name, said in self._bare.items()
        )

    def _leaves(self, at: int, place: int) -> bool:
        """Whether he says good-bye while something else is due."""
        beat = self._plot.beats[place]
        held = beat.farewell or place == len(self._plot.beats) - 1 or self.holds(beat.until, at)
        return not held and self.holds("leaving", at)
