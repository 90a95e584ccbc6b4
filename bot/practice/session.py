"""One practice session: the trainee speaks, the customer answers, the one checker listens."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from bot.book.answer import fill
from bot.book.blanks import Blanks
from bot.check.finding import Finding, Report
from bot.conversation.model import Agent, Conversation, Head, Turn
from bot.conversation.model import Customer as Caller
from bot.practice.beat import Beat, Plot
from bot.practice.changing import changing
from bot.practice.clock import Clock, VirtualClock
from bot.practice.customer import ENOUGH, Customer, Said, joined
from bot.practice.deeds import Deeds
from bot.practice.exchange import Exchange
from bot.practice.feedback import Feedback, unheard
from bot.practice.hints import Hints, with_gaps
from bot.practice.part import DIFFICULTIES
from bot.practice.person import Person, filled
from bot.practice.plotter import Plotter
from bot.practice.repertoire import repertoire
from bot.practice.setting import AND, Setting
from bot.practice.stage import stage
from bot.practice.standing import Standing
from bot.practice.voice import Voice

#: A trainee's line beyond this many characters is cut: nobody speaks ten pages.
LONGEST = 2_000

#: What keeps a line from counting, whatever it contains.
_SPOILS = frozenset({"recital", "unasked", "misplaced", "wrong_desk", "wrong_name", "wrong_data"})

#: When these are due, what he came for is done.
_SETTLED = frozenset({"anything_else", "closing"})

#: What he reacts to before he has said what he wants.
_AT_ONCE = frozenset({"insulted", "wrong_desk", "foreign", "asks_score"})


class PracticeSession:
    """A session under way.

    Attributes:
        goal: what the customer wants, in a few words.
        card: facts that the trainee has before him.
        exchanges: what has happened so far.
        over: nothing more will be said; `lost`: because the customer had enough.
    """

    def __init__(self, setting: Setting, clock: Clock | None = None, voice: Voice | None = None) -> None:
        if setting.difficulty not in DIFFICULTIES:
            raise ValueError("difficulty is 1, 2 or 3")
        self.setting = setting
        self._checker = stage(setting.book)
        self.book = self._checker.rulebook.book
        played = repertoire()
        rng = random.Random(setting.key)
        self.person = Person.drawn(played.persons, rng)
        self.matter = rng.choice(played.matters_of(self.book))
        parts = [played.part(self.book, scene) for scene in setting.scene.split(AND)]
        plotters = [Plotter(self.book, part, self.matter, played.effects, rng) for part in parts]
        plots = [plotter.plot(setting.difficulty) for plotter in plotters]
        self.plot: Plot = reduce(changing, plots)
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
        self._turns: list[Turn] = []
        self.goal = filled(self.plot.goal, blanks)
        self.card = tuple(filled(fact, blanks) for fact in self.plot.card)
        self._session = self._checker.start(self._head())
        sentences = {name: self._filled(line.say) for name, line in self.book.lines.items()}
        self._deeds = Deeds(self._session, self.plot, self.person, self._effects, sentences)
        self._hints = Hints(self._session, self.plot, self.person, self._filled, lambda: self._named)
        self._clock = clock or VirtualClock()
        self._voice = voice
        self._standing = Standing()
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
    def voiced(self) -> list[str]:
        """What the customer has said in another voice than his own, in order; empty where he has none."""
        if self._voice is None:
            return []
        return [
            turn.text for turn in self._turns if turn.role == "customer" and turn.text and not turn.signals
        ]

    def speak_with(self, voice: Voice | None) -> None:
        """Give the customer another voice from here on; without one he keeps what he has."""
        self._voice = voice or self._voice

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
        return "" if self.due is None else self._hints.line(self._standing.beat, self._turns)

    def guide(self, stage: int) -> str:
        """The hint with gaps: whole at stage 0, then less and less, from 3 on nothing."""
        return with_gaps(self.hint(), stage)

    def _filled(self, say: str) -> str:
        return fill(say.replace("{colleague}", self.person.colleague), self.book, self.blanks())

    @property
    def _named(self) -> bool:
        on_card = any(self.person.customer in fact for fact in self.card)
        return on_card or self.plot.direction == "outbound" or self.person.named_in(self._turns)

    def blanks(self) -> Blanks:
        """What fills the blanks of the lines that the trainee says."""
        return Blanks(
            organisation=self._desk,
            agent_number=self.setting.agent_number,
            agent_name=self.setting.agent_name,
            agent_surname=self.setting.agent_name[:1],
            customer=self.person.customer if self._named else self.person.title,
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
        effects = self._deeds.of(at, self._standing.beat, hint, [e.said for e in self.exchanges])
        done = not _SPOILS & set(effects) and self._done(beat, at)
        effects = self._customer.reached(effects, done)
        change = self._customer.feel(effects, done)
        reply = self._advance(beat, at) if done else self._insist(beat, effects)
        if done and reply is not None:
            reply = joined(self._customer.reacts(effects), reply)
        spoken = self._customer_says(reply, self._pause())
        reply = reply if spoken is None else Said(spoken.text, spoken.signals)
        found = self._session.verdicts.findings[before:]
        exchange = Exchange(
            line, reply, beat.id, done, self._feedback(beat, at, done, effects, change, found)
        )
        self.exchanges.append(exchange)
        return exchange

    def _done(self, beat: Beat, at: int) -> bool:
        """Whether a turn does what is due; a farewell in other words than the book's does it as a further try."""
        done = self._deeds.holds(beat.until, at)
        if not done and beat is self.plot.beats[-1] and beat.id == "closing":
            done = self._deeds.holds("leaving", at)
            self._standing.tries += done
        self._standing.times += done
        return done

    def _advance(self, beat: Beat, at: int) -> Said | None:
        standing = self._standing
        if standing.times < beat.times:
            return self._customer.again(beat, standing.times)
        self._standing.next()
        following = self.due
        while following is not None and following.merges and self._deeds.holds(following.until, at):
            self._standing.next()
            following = self.due
        if following is None:
            self.over = True
            return self._customer.wins() if not beat.farewell else None
        if not following.say and following.again and self._turns[0].role == "customer":
            return self._customer.again(following, 1)
        return self._customer.begins(following) or Said("")

    def _insist(self, beat: Beat, effects: Sequence[str]) -> Said:
        standing = self._standing
        standing.tries += 1
        reaction = self._reaction(beat, effects)
        if standing.tries >= self._customer.patience or self._customer.heat >= ENOUGH:
            self.over = True
            self.lost = beat.id not in _SETTLED
            last = self._customer.loses() if self.lost else self._customer.hangs_up()
            return joined(reaction, last)
        if reaction is not None and any(self._effects[name].instead for name in effects):
            return reaction
        return joined(reaction, self._customer.again(beat, standing.tries))

    def _reaction(self, beat: Beat, effects: Sequence[str]) -> Said | None:
        """What he says to the line itself; before he has said a word, nothing about his matter."""
        silent = not any(turn.role == "customer" for turn in self._turns)
        if any(wording.signals for wording in beat.again) or self.plot.scene == "wrong_number":
            return None
        return self._customer.reacts([e for e in effects if not silent or e in _AT_ONCE])

    def _pause(self) -> float:
        beat = self.due
        return beat.pause if beat is not None else 0.0

    def _agent_says(self, line: str) -> int:
        start, end = self._clock.speak(line)
        turn = Turn("agent", line, start, end)
        self._turns.append(turn)
        self._session.add(turn)
        return len(self._turns) - 1

    def _customer_says(self, said: Said | None, pause: float) -> Turn | None:
        if said is None or (not said.text and not said.signals):
            return None
        text = said.text
        if self._voice is not None and text and not said.signals:
            text = self._voice(text, self.person)
        start, end = self._clock.speak(text, pause)
        turn = Turn("customer", text, start, end, said.signals)
        self._turns.append(turn)
        self._session.add(turn)
        return turn

    def _feedback(
        self, beat: Beat, at: int, done: bool, effects: Sequence[str], change: int, found: Sequence[Finding]
    ) -> Feedback:
        took = tuple(self._effects[name].took for name in effects)
        if not done and not took:
            took = (unheard(beat, self.over),)
        said, lacking = ("", ()) if done else (self._filled(beat.due), self._lacking(beat, at))
        return Feedback(beat.id, done, said, lacking, took, change, self._customer.heat, tuple(found))

    def _lacking(self, beat: Beat, at: int) -> tuple[str, ...]:
        """The parts of what was due that were not said, where others were."""
        parts = self._deeds.parts(beat.until, at)
        lacking = tuple(part.text for part in parts if not part.said)
        return lacking if len(lacking) < len(parts) else ()

    @property
    def achieved(self) -> float:
        """The share of the plot that was done, 0 to 1; what took several tries counts less."""
        return self._standing.achieved(len(self.plot.beats))

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
