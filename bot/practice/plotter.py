"""Writes the plot of one session: the beats for one way through a scene, and of the call around it."""

import random
from collections.abc import Mapping, Sequence

from bot.book.model import Book, Step
from bot.conversation.model import Channel, Direction
from bot.practice.beat import OPENINGS, Beat, Plot
from bot.practice.conditions import closing_line
from bot.practice.part import Difficulty, Effects, Matter, Part, Path, Then, Wording
from bot.practice.words import sentences

#: Lines that are no sentence to be said: a list of words, a form of address.
_NOT_SAID = frozenset({"courtesy_words"})


#: Lines after which the customer's matter is still open: nobody asks him then what else there is.
_LEFT_OPEN = frozenset(
    {
        "look_it_up",
        "dialect_callback",
        "dialect_colleague",
        "person_absent",
        "to_manager",
        "complaint_sympathy",
    }
    | {"complaint_register", "complaint_to_office", "refuse_privacy", "refuse_colleague", "will_reply"}
)

#: Lines that ask on from a fact; after the others it is told.
_FACT_FIRST = frozenset({"person_absent"})

#: Scenes in which somebody else goes on with the customer.
_HANDED_OVER = frozenset({"find_person", "transfer"})

#: What a trainee says who has no answer, and what he is told about it.
_PUT_OFF = "对不起，您问的这件事我要核实一下，现在还答复不了您，请您谅解。"
_OPEN = "客户问的事现在查不到，要核实以后才能答复。"

#: How customers wait to be spoken to, elsewhere than on the telephone.
_WAITING: Mapping[Channel, str] = {"counter": "waiting_counter", "chat": "waiting_chat"}

#: Lines beside which nobody asks what else there is.
_ASKS_OR_OWES = frozenset({"anything_else", "will_reply"})

#: Lines after which the customer is owed an answer.
_PROMISED = frozenset({"look_it_up", "to_manager", "complaint_sympathy", "complaint_register"})

#: Seconds that a look-up takes when the customer has been asked to wait.
_LOOK_UP = 35.0

#: Seconds that a noisy line stays noisy before the customer has to be asked to call again.
_NOISE = 12.0


class Plotter:
    """Writes the plot of one session."""

    def __init__(self, book: Book, part: Part, matter: Matter, effects: Effects, rng: random.Random) -> None:
        self._book = book
        self._part = part
        self._matter = matter
        self._effects = effects
        self._rng = rng
        self._region = ""

    def plot(self, difficulty: Difficulty) -> Plot:
        """The beats for one way through the scene, drawn among those of the difficulty."""
        scene = self._book.scenes[self._part.scene]
        path = self._path(difficulty)
        then: Then = path.then or self._part.then
        steps = [step for step in self._steps(path) if step.say not in _NOT_SAID]
        opens = bool(steps) and steps[0].say in OPENINGS
        channel = path.channel or self._part.channel or scene.channel or self._own_channel(steps)
        direction: Direction = "inbound"
        if steps and steps[0].say == "callback_opening":
            direction = "outbound"
        elif steps and steps[0].say == "internal_opening":
            direction = "internal"
        first = channel != "phone" and direction == "inbound"
        begin = _by_difficulty(path.begin or self._part.begin, difficulty)
        regions = sorted({wording.region for wording in begin} - {""})
        self._region = self._rng.choice(regions) if regions else ""
        begin = self._from_there(begin)
        won = self._from_there(path.won or self._part.won)
        beats = self._scene_beats(steps, begin, first, opens, channel)
        last = won or begin
        if not steps or (opens and len(steps) == 1):
            last = won if first else begin
        named = {step.say for step in steps}
        handed_over = self._part.scene in _HANDED_OVER
        settled = then == "closing" and not handed_over and not _LEFT_OPEN & named
        beats += self._afterwards(then, last, settled, bool(_PROMISED & named), direction == "outbound")
        return Plot(
            scene=self._part.scene,
            goal=self._part.goal,
            card=(*self._part.card, *path.card, *self._facts(then)),
            beats=tuple(beats),
            channel=channel,
            direction=direction,
            customer_first=first,
            won=won,
            lost=self._from_there(path.lost or self._part.lost),
        )

    def _own_channel(self, steps: Sequence[Step]) -> Channel:
        """The book's channel; a scene whose lines speak of a call is played on the telephone."""
        said = [self._book.lines[step.say].say for step in steps if step.say in self._book.lines]
        calls = any(word in line for line in said for word in ("来电", "电话"))
        return "phone" if calls else self._book.channel

    def _from_there(self, wordings: Sequence[Wording]) -> Sequence[Wording]:
        """Those that people of the customer's region say."""
        return [w for w in wordings if w.region in ("", self._region)] or wordings

    def _path(self, difficulty: Difficulty) -> Path:
        fitting = [path for path in self._part.paths if difficulty in path.difficulty] or self._part.paths
        if fitting:
            return self._rng.choice(fitting)
        scene = self._book.scenes[self._part.scene]
        return Path(steps=[s.say for s in scene.steps if s.say is not None and s.say in self._part.steps])

    def _steps(self, path: Path) -> list[Step]:
        """The scene's steps that say the path's lines, in the path's order."""
        scene = self._book.scenes[self._part.scene]
        by_line = {step.say: step for step in scene.steps if step.say is not None}
        return [by_line.get(name) or Step(say=name) for name in path.steps if name in self._book.lines]

    def _scene_beats(
        self, steps: Sequence[Step], begin: Sequence[Wording], first: bool, opens: bool, channel: Channel
    ) -> list[Beat]:
        beats: list[Beat] = []
        waiting = self._effects.endings[_WAITING.get(channel, "waiting")]
        if not opens:
            name = (
                "desk_greeting" if channel == "counter" and "desk_greeting" in self._book.lines else "opening"
            )
            due = self._book.lines[name].say
            asked = self._matter.question if self._part.after_matter else begin
            beats.append(Beat("opening", due, f"line {name}", asked if first else (), waiting, (name,)))
        if self._part.after_matter:
            beats += self._asked_before(steps, first)
        for number, step in enumerate(steps):
            name = step.say or ""
            texts = self._part.steps.get(name)
            say = self._from_there(texts.say if texts else [])
            if number == 0:
                say = begin if first == opens else (say if first else begin)
                if opens and not first:
                    say = []
            elif number == 1 and opens and not first:
                say = begin
            again = self._from_there(texts.again if texts else []) or waiting
            due, until = self._owed(name)
            beats.append(
                Beat(
                    name,
                    due,
                    until,
                    say,
                    waiting if opens and number == 0 and not first else again,
                    (name,),
                    times=step.times,
                    pause=self._pause(name, step),
                    merges=(number > 0 or first) and step.times == 1 and number < len(steps) - 1,
                    farewell=step.ends or name in ("silent_farewell", "noisy_farewell", "wrong_number"),
                )
            )
        return beats

    def _owed(self, name: str) -> tuple[str, str]:
        """What is said at a step, with the fact that belongs to it, and the condition that it is."""
        line, texts = self._book.lines[name].say, self._part.steps.get(name)
        if texts is None or not texts.fact:
            return line, f"line {name}"
        said = f"{texts.fact}{line}" if name in _FACT_FIRST else f"{line}{texts.fact}"
        return said, f"fact {self._part.scene} {name}"

    @staticmethod
    def _pause(name: str, step: Step) -> float:
        if name == "hold_back":
            return _LOOK_UP
        if name == "noisy_farewell":
            return _NOISE
        return step.wait or 0.0

    def _afterwards(
        self, then: Then, last: Sequence[Wording], settled: bool, promised: bool, outbound: bool
    ) -> list[Beat]:
        """The matter and the good-bye.

        Args:
            settled: the scene's own matter has been answered.
            promised: the customer is owed an answer.
        """
        beats: list[Beat] = []
        endings = self._effects.endings
        matter = self._matter
        if then == "end":
            return beats
        if outbound:
            due = f"给您回电是为了{matter.matter}。{matter.answer}"
            beats.append(Beat("matter", due, f"answer {matter.id}", last, endings["what_for"]))
            last = matter.understood
        thanks: Sequence[Wording] = _joined(last, endings["thanks"], self._rng)
        if then == "matter":
            asked = _joined(last, matter.question, self._rng) if last else matter.question
            beats.append(Beat("matter", matter.answer, f"answer {matter.id}", asked, matter.more))
            last = matter.understood
            thanks = _joined(last, endings["thanks"], self._rng)
        if "O03" in self._book.rules and not outbound and (then == "matter" or settled):
            beats.append(self._anything_else(last))
            thanks = endings["nothing_else"]
        closing = self._book.lines[closing_line(self._book)].say
        if "O04" in self._book.rules and promised:
            closing = self._book.lines["will_reply"].say
        due = f"不用客气，{closing}" if "不用客气" not in closing else closing
        if outbound:
            due = "不用客气，感谢您的接听，再见！"
        beats.append(
            Beat(
                "closing",
                due,
                "farewell" if outbound else "closing",
                thanks,
                endings["nothing_more"],
                (closing_line(self._book),),
                farewell=True,
            )
        )
        return beats

    def _asked_before(self, steps: Sequence[Step], first: bool) -> list[Beat]:
        """The question of the day, before a scene that is about how a conversation ends."""
        matter = self._matter
        question = matter.more if first else matter.question
        if self._part.after_matter == "open":
            return [Beat("matter", _PUT_OFF, "put off", question, matter.more)]
        beats = [Beat("matter", matter.answer, f"answer {matter.id}", question, matter.more)]
        if "O03" in self._book.rules and not _ASKS_OR_OWES & {step.say for step in steps}:
            beats.append(self._anything_else(matter.understood))
        return beats

    def _anything_else(self, say: Sequence[Wording]) -> Beat:
        due = self._book.lines["anything_else"].say
        return Beat("anything_else", due, "anything_else", say, say, ("anything_else",))

    def _facts(self, then: Then) -> tuple[str, ...]:
        if self._part.after_matter == "open":
            return (_OPEN,)
        return (self._matter.answer,) if then == "matter" or self._part.after_matter else ()


def _by_difficulty(
    given: Sequence[Wording] | Mapping[Difficulty, Sequence[Wording]], difficulty: Difficulty
) -> Sequence[Wording]:
    if isinstance(given, Mapping):
        return given.get(difficulty) or next(iter(given.values()))
    return given


def _joined(first: Sequence[Wording], second: Sequence[Wording], rng: random.Random) -> Sequence[Wording]:
    """Wordings of two lists, one after the other in one saying."""
    if not first:
        return second
    count = max(len(first), len(second))
    ones, twos = list(first), list(second)
    rng.shuffle(ones)
    rng.shuffle(twos)
    return [_one(ones[n % len(ones)], twos[n % len(twos)]) for n in range(count)]


def _one(one: Wording, two: Wording) -> Wording:
    if not one.text:
        return two
    return Wording(text=sentences(one.text, two.text), signals=[*one.signals, *two.signals])
