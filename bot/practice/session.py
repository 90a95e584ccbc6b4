"""One practice session: the trainee speaks, the customer answers, the one checker listens."""

import hashlib
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from bot.book.answer import fill
from bot.book.blanks import Blanks
from bot.check.demand import Demands
from bot.check.finding import Finding, Report
from bot.check.track import Track, View
from bot.conversation.model import Agent, Conversation, Head, Turn
from bot.conversation.model import Customer as Caller
from bot.language.folded import Folded
from bot.practice.clock import Clock, VirtualClock
from bot.practice.customer import ENOUGH, Customer, Said, joined
from bot.practice.feedback import Feedback
from bot.practice.part import DIFFICULTIES, Difficulty
from bot.practice.person import Person, filled
from bot.practice.plot import OPENINGS, Beat, Plot, Plotter
from bot.practice.repertoire import repertoire
from bot.practice.stage import stage

#: A trainee's line beyond this many characters is cut: nobody speaks ten pages.
LONGEST = 2_000

#: From so many characters on the same words said again are a repetition.
_REPEATED = 5

#: What keeps a line from counting, whatever it contains.
_SPOILS = frozenset({"recital", "unasked", "misplaced"})

#: Shorter lines (王先生, 请稍等) are said by the way.
_SENTENCE = 8

#: So many further steps said in one turn are a recital.
_RECITED = 2

#: Rules that what the customer says may bring up beside the plot.
_OWED = frozenset({"R01", "S07", "S08", "S11"})

_CHINESE = re.compile(r"[一-鿿]")
_LETTERS = re.compile(r"[A-Za-zÀ-ɏЀ-ӿ぀-ヿ가-힯]{2,}")


@dataclass(frozen=True)
class Setting:
    """What a session is about: the same setting plays the same customer.

    Attributes:
        agent_number, agent_name: who the trainee is.
    """

    book: str
    scene: str
    difficulty: Difficulty = 1
    seed: int = 0
    agent_number: str = "8"
    agent_name: str = "李晓"

    @property
    def key(self) -> str:
        """What the customer's chances hang on."""
        return f"{self.book}/{self.scene}/{self.difficulty}/{self.seed}"


@dataclass(frozen=True)
class Exchange:
    """One line of the trainee and what came of it.

    Attributes:
        said: his words; `reply` the customer's.
        beat: what was due; `done` whether he did it.
    """

    said: str
    reply: Said | None
    beat: str
    done: bool
    feedback: Feedback


@dataclass
class _Standing:
    """How far the plot has come."""

    beat: int = 0
    tries: int = 0
    times: int = 0
    firsts: list[float] = field(default_factory=list)


class PracticeSession:
    """A session under way.

    Attributes:
        card: facts that the trainee has before him.
        exchanges: what has happened so far.
        over: nothing more will be said; `lost`: because the customer had enough.
    """

    def __init__(self, setting: Setting, clock: Clock | None = None) -> None:
        if setting.difficulty not in DIFFICULTIES:
            raise ValueError("difficulty is 1, 2 or 3")
        self.setting = setting
        self._checker = stage(setting.book)
        self.book = self._checker.rulebook.book
        played = repertoire()
        rng = random.Random(setting.key)
        self.person = Person.drawn(played.persons, rng)
        part = played.part(self.book, setting.scene)
        self.matter = rng.choice(played.matters_of(self.book))
        self.plot: Plot = Plotter(self.book, part, self.matter, played.effects, rng).plot(setting.difficulty)
        self._effects = played.effects.effects
        texts = {
            "complaint": rng.choice(self.matter.complaint).text,
            "question": rng.choice(self.matter.question).text,
            "agent_number": setting.agent_number,
        }
        self._desk = played.effects.desks.get(setting.book, self.book.organisation)
        blanks = self.person.blanks(self.matter, self._desk, **texts)
        self._customer = Customer(
            self.plot, self.person, blanks, played.effects, played.reactions, setting.difficulty, setting.key
        )
        self.card = tuple(filled(fact, blanks) for fact in self.plot.card)
        self._session = self._checker.start(self._head())
        self._clock = clock or VirtualClock()
        self._turns: list[Turn] = []
        self._standing = _Standing()
        self.exchanges: list[Exchange] = []
        self.over = False
        self.lost = False
        if self.plot.customer_first and self.plot.beats:
            self._customer_says(self._customer.begins(self.plot.beats[0]), 0.0)

    def _head(self) -> Head:
        known = self.plot.direction == "outbound"
        return Head(
            id=hashlib.sha256(self.setting.key.encode()).hexdigest()[:12],
            book=self.setting.book,
            channel=self.plot.channel,
            direction=self.plot.direction,
            agent=Agent(number=self.setting.agent_number, name=self.setting.agent_name),
            customer=Caller(self.person.surname, self.person.gender) if known else Caller(),
            rings=2 if self.plot.channel == "phone" and self.plot.direction == "inbound" else None,
        )

    @property
    def turns(self) -> tuple[Turn, ...]:
        """Everything said so far."""
        return tuple(self._turns)

    @property
    def due(self) -> Beat | None:
        """What the trainee owes now."""
        beats = self.plot.beats
        return None if self.over or self._standing.beat >= len(beats) else beats[self._standing.beat]

    @property
    def heat(self) -> int:
        """How angry the customer is, 0 to 100."""
        return self._customer.heat

    def hint(self) -> str:
        """What to say now, word for word; empty when nothing is due."""
        beat = self.due
        if beat is None:
            return ""
        due = fill(beat.due, self.book, self.blanks())
        opens = bool(beat.lines) and beat.lines[0] in OPENINGS
        if not opens and self._known_by_name and not self._addressed and self.person.customer not in due:
            due = f"{self.person.customer}，{due}"
        return due if opens else "".join([*self._owed(beat, due), due])

    def _owed(self, beat: Beat, due: str) -> list[str]:
        """What the rules ask for beside the plot, because of what the customer has said."""
        lines: list[str] = []
        planned = {line for later in self.plot.beats[self._standing.beat :] for line in later.lines}
        for waiting in Demands(self._session).waiting():
            name = waiting.rule.rule.expected or ""
            ours = waiting.satisfied or name in planned or waiting.rule.id not in _OWED
            if ours or name not in self.book.lines:
                continue
            said = fill(self.book.lines[name].say, self.book, self.blanks())
            if name == "confirm_info":
                said = f"与您核对信息，{self._given()}，请您确认。"
            if said not in lines and said not in due:
                lines.append(said)
        return lines

    def _given(self) -> str:
        """The details that the customer has given, to be read back."""
        words = "".join(turn.text for turn in self._turns if turn.role == "customer").replace(" ", "")
        name = self.person.surname + self.person.given
        found = [detail for detail in (name, self.person.phone, self.person.address) if detail in words]
        return "，".join(found) or self.person.phone

    @property
    def _addressed(self) -> bool:
        said = f"{self.person.surname}先生", f"{self.person.surname}女士"
        return any(turn.role == "agent" and any(name in turn.text for name in said) for turn in self._turns)

    @property
    def _known_by_name(self) -> bool:
        name = self.person.surname
        told = any(turn.role == "customer" and f"姓{name}" in turn.text for turn in self._turns)
        full = any(turn.role == "customer" and name + self.person.given in turn.text for turn in self._turns)
        return told or full or self.plot.direction == "outbound"

    def blanks(self) -> Blanks:
        """What fills the blanks of the lines that the trainee says."""
        return Blanks(
            organisation=self._desk,
            agent_number=self.setting.agent_number,
            agent_name=self.setting.agent_name,
            agent_surname=self.setting.agent_name[:1],
            customer=self.person.customer,
        )

    def say(self, line: str) -> Exchange:
        """The trainee's next line; the customer answers.

        Raises:
            ValueError: the session is over.
        """
        beat = self.due
        if beat is None:
            raise ValueError("the session is over")
        line = line.strip()[:LONGEST]
        hint, before = self.hint(), len(self._session.verdicts.findings)
        at = self._agent_says(line)
        effects = self._what_happened(line, at, beat, hint)
        done = not _SPOILS & set(effects) and self._is_done(beat, at)
        change = self._customer.feel(effects, done)
        reply = self._advance(beat, done, at) if done else self._insist(beat, effects)
        if done and reply is not None:
            reply = joined(self._customer.reacts(effects, done), reply)
        self._customer_says(reply, self._pause())
        found = self._session.verdicts.findings[before:]
        exchange = Exchange(line, reply, beat.id, done, self._feedback(beat, done, effects, change, found))
        self.exchanges.append(exchange)
        return exchange

    def _is_done(self, beat: Beat, at: int) -> bool:
        if not self._holds(beat.until, at):
            return False
        self._standing.times += 1
        return True

    def _holds(self, name: str, at: int) -> bool:
        condition = self._checker.rulebook.asked[name]
        return condition.holds(View(self._session.track, at, at + 1, at)) is True

    def _what_happened(self, line: str, at: int, beat: Beat, hint: str) -> list[str]:
        """The effects of a line, the gravest first."""
        happened = set()
        if not line:
            happened.add("silence")
        elif not _CHINESE.search(line):
            happened.add("foreign" if len(_LETTERS.findall(line)) >= 2 else "gibberish")
        if self._recited(at, beat, hint):
            happened.add("recital")
        elif self._misplaced(at, beat, hint):
            happened.add("misplaced")
        elif self._leaves(at, beat):
            happened.add("unasked")
        if len(line) >= _REPEATED and beat.times == 1 and any(e.said == line for e in self.exchanges):
            happened.add("repeated")
        asked = self._checker.rulebook.asked
        happened |= {
            name for name in self._effects if f"effect {name}" in asked and self._holds(f"effect {name}", at)
        }
        return [name for name in self._effects if name in happened]

    def _recited(self, at: int, due: Beat, hint: str) -> bool:
        """Whether a turn reels off other steps of the plot beside the one that is due."""
        place = self._standing.beat
        beats = list(enumerate(self.plot.beats))
        wanted = self._carried(hint)
        later = {b.until for n, b in beats if n > place and b.lines and self._holds(b.until, at)} - wanted
        bare = self._session.track.heard[at].folded.bare
        others = {n: self._words(b) for n, b in beats if b.lines and b.until != due.until}
        words = {n for n, said in others.items() if len(said) >= _SENTENCE and said in bare}
        if due.lines and due.lines[0] in OPENINGS and (words or later):
            return True
        return len(later) >= _RECITED or len(words) >= _RECITED or any(n < place for n in words)

    def _carried(self, hint: str) -> set[str]:
        """What of the plot the hint itself carries: some lines are said with others."""
        track = Track(self._session.track.head)
        at = track.add(Turn("agent", hint), self._checker.rulebook.ear.hear("agent", hint))
        view, asked = View(track, at, at + 1, at), self._checker.rulebook.asked
        return {beat.until for beat in self.plot.beats if asked[beat.until].holds(view) is True}

    def _misplaced(self, at: int, due: Beat, hint: str) -> bool:
        """Whether he says a sentence of the book, word for word, that belongs to another moment."""
        bare = self._session.track.heard[at].folded.bare
        ours = {line for beat in self.plot.beats for line in beat.lines} | {due.id}
        wanted = Folded(hint).bare
        return any(
            name not in ours and said in bare and said not in wanted for name, said in self._sentences.items()
        )

    @cached_property
    def _sentences(self) -> dict[str, str]:
        """The book's sentences that are long enough to be told apart."""
        filled_in = {name: fill(line.say, self.book, self.blanks()) for name, line in self.book.lines.items()}
        bare = {name: Folded(said).bare for name, said in filled_in.items()}
        return {name: said for name, said in bare.items() if len(said) >= _SENTENCE}

    def _words(self, beat: Beat) -> str:
        return Folded(fill(self.book.lines[beat.lines[0]].say, self.book, self.blanks())).bare

    def _leaves(self, at: int, beat: Beat) -> bool:
        """Whether he says good-bye while something else is due."""
        held = beat.farewell or self._last(beat) or self._holds(beat.until, at)
        return not held and self._holds("leaving", at)

    def _last(self, beat: Beat) -> bool:
        return beat is self.plot.beats[-1]

    def _advance(self, beat: Beat, done: bool, at: int) -> Said | None:
        standing = self._standing
        if standing.times < beat.times:
            return self._customer.again(beat, standing.times)
        self._next()
        following = self.due
        while following is not None and following.merges and self._holds(following.until, at):
            self._next()
            following = self.due
        if following is None:
            self.over = True
            return self._customer.wins() if not beat.farewell else None
        if not following.say and following.again and self._turns[0].role == "customer":
            return self._customer.again(following, 1)
        return self._customer.begins(following) or Said("")

    def _next(self) -> None:
        standing = self._standing
        standing.firsts.append(0.5**standing.tries)
        standing.beat += 1
        standing.tries = standing.times = 0

    def _insist(self, beat: Beat, effects: Sequence[str]) -> Said:
        standing = self._standing
        standing.tries += 1
        if standing.tries >= self._customer.patience or self._customer.heat >= ENOUGH:
            self.over = self.lost = True
            return joined(self._customer.reacts(effects, False), self._customer.loses())
        reaction = self._customer.reacts(effects, False)
        if reaction is not None and any(self._effects[name].instead for name in effects):
            return reaction
        return joined(reaction, self._customer.again(beat, standing.tries))

    def _pause(self) -> float:
        beat = self.due
        return beat.pause if beat is not None else 0.0

    def _agent_says(self, line: str) -> int:
        start, end = self._clock.speak(line)
        turn = Turn("agent", line, start, end)
        self._turns.append(turn)
        self._session.add(turn)
        return len(self._turns) - 1

    def _customer_says(self, said: Said | None, pause: float) -> None:
        if said is None or (not said.text and not said.signals):
            return
        start, end = self._clock.speak(said.text, pause)
        turn = Turn("customer", said.text, start, end, said.signals)
        self._turns.append(turn)
        self._session.add(turn)

    def _feedback(
        self, beat: Beat, done: bool, effects: Sequence[str], change: int, found: Sequence[Finding]
    ) -> Feedback:
        took = tuple(self._effects[name].took for name in effects)
        said = fill(beat.due, self.book, self.blanks())
        return Feedback(beat.id, done, "" if done else said, took, change, self._customer.heat, tuple(found))

    @property
    def achieved(self) -> float:
        """The share of the plot that was done, 0 to 1; what took several tries counts less."""
        return sum(self._standing.firsts) / len(self.plot.beats) if self.plot.beats else 0.0

    def conversation(self) -> Conversation:
        """The session as a conversation: who ended it is known once it is over."""
        head = self._session.track.head
        if self.over:
            closed = bool(self.plot.beats) and self.plot.beats[-1].farewell
            head = replace(head, ended_by="customer" if self.lost else "agent" if closed else "")
        return Conversation(head, self.turns)

    def report(self) -> Report:
        """What the checker says of the conversation as it stands; the same as of its transcript."""
        return self._checker.check(self.conversation())
