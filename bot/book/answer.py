"""A scene's steps as an agent reads them: blanks filled, waits and repeats spelled out."""

from dataclasses import dataclass

from bot.book.blanks import Blanks
from bot.book.model import Book, Scene, Step


@dataclass(frozen=True)
class Spoken:
    """One step, ready to be read out.

    Attributes:
        say: the words, or empty where something is done.
        do: what to do, or empty.
        clause: where the handbook demands it.
        line: the id of the line, or empty.
        repeat: how often to say it again after the first time.
        wait: seconds to wait after each saying, 0 for none.
        own_words: the handbook prints no sentence for it; the words are the book's.
    """

    say: str
    do: str
    clause: str
    line: str = ""
    when: str = ""
    repeat: int = 0
    wait: float = 0
    until: str = ""
    own_words: bool = False

    def as_json(self) -> dict[str, object]:
        """The contract's form: `say` or `do`, and what is not empty."""
        shown: dict[str, object] = {"say": self.say} if self.say else {"do": self.do}
        for name in ("repeat", "wait", "until", "when", "clause", "line", "own_words"):
            value = getattr(self, name)
            if value:
                shown[name] = value
        return shown

    @property
    def remark(self) -> str:
        """What goes with the words: 说3遍，每遍等5秒；客户开口就停."""
        parts = []
        if self.repeat:
            parts.append(f"一共说{self.repeat + 1}遍")
        if self.wait and self.say:
            parts.append(f"每遍等{self.wait:g}秒" if self.repeat else f"等{self.wait:g}秒")
        if self.until:
            parts.append(f"{self.until}就停")
        if self.own_words:
            parts.append("手册只有要求，没有原话，这是建议说法")
        return "，".join(parts)


def spoken(step: Step, scene: Scene, book: Book, blanks: Blanks | None) -> Spoken:
    """`step` with its line looked up and its blanks filled, or left open without `blanks`."""
    if step.say is None:
        clause = scene.clause.split()[0]
        return Spoken(
            "", step.do or "", clause, when=step.when or "", wait=step.wait or 0, until=step.until or ""
        )
    line = book.lines[step.say]
    return Spoken(
        say=fill(line.say, book, blanks),
        do="",
        clause=line.clause,
        line=step.say,
        when=step.when or "",
        repeat=step.times - 1,
        wait=step.wait or 0,
        until=step.until or "",
        own_words=line.own_words,
    )


def steps_of(scene: Scene, book: Book, blanks: Blanks | None) -> list[Spoken]:
    """Every step of a scene, in order."""
    return [spoken(step, scene, book, blanks) for step in scene.steps]


def moves_of(steps: list[Spoken]) -> list[list[Spoken]]:
    """The steps grouped as they are given one at a time: one saying with what is done along with it.

    Sayings for different cases stand together, so that the agent can choose; a waiting begins anew.
    """
    moves: list[list[Spoken]] = []
    for step in steps:
        sayings = [other for other in moves[-1] if other.say] if moves else []
        starts = bool(step.say or step.wait) and bool(sayings)
        choice = bool(step.say and step.when and sayings and sayings[-1].when)
        if not moves or (starts and not choice):
            moves.append([])
        moves[-1].append(step)
    return moves


def fill(say: str, book: Book, blanks: Blanks | None) -> str:
    """`say` with the blanks filled; the organisation is the book's unless `blanks` has one.

    Without `blanks` everything stays open.
    """
    if blanks is None:
        return say
    if not blanks.organisation:
        say = say.replace("{organisation}", book.organisation)
    return blanks.fill(say)
