"""What a script book is: lines to be said, scenes that order them, and rules on what is said.

The shape of the YAML in `scripts/` is exactly these models; unknown keys are refused.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from bot.book.blanks import EMPTY, blanks_in
from bot.book.validate import Strict

CLAUSE = re.compile(r"[A-Z]\S*")
Channel = Literal["phone", "chat", "counter"]
Severity = Literal["light", "medium", "severe"]


def _known_blanks(say: str) -> str:
    for name in blanks_in(say):
        if name not in EMPTY:
            raise ValueError(f"没有“{{{name}}}”这个空。可以用：{'、'.join(EMPTY)}")
    return say


def _clauses(written: str) -> str:
    for clause in written.split():
        if not CLAUSE.fullmatch(clause):
            raise ValueError(f"条款号“{clause}”要以手册的字母开头，如 K.6.6；几条之间空一格")
    return written


Say = Annotated[str, Field(min_length=1), AfterValidator(_known_blanks)]
Clauses = Annotated[str, Field(min_length=1), AfterValidator(_clauses)]


class AnyOf(Strict):
    """One of several wordings, each as good as the other; `patterns` are regular expressions beside them."""

    any: list[Say] = Field(min_length=1)
    patterns: list[str] = []


class Line(Strict):
    """A sentence that must be said.

    Attributes:
        clause: where the handbook demands it; several are separated by a space.
        say: the words, with blanks.
        needs: the parts that an accepted saying must carry. Empty: the whole sentence.
        match: how strictly a saying is held to it (`exact` words, key `parts`, or `meaning`).
        act: the agent's act (an intent of `data/nlu/agent/`) whose sayings are held to this line.
        own_words: the handbook demands the thing but prints no sentence; the words are ours.
    """

    clause: Clauses
    say: Say
    needs: list[Say | AnyOf] = []
    match: Literal["exact", "parts", "meaning"] = "parts"
    act: str | None = None
    own_words: bool = False


class Step(Strict):
    """One thing to say or to do, with its waiting and repeating.

    Attributes:
        say: the id of a line.
        do: what to do, where nothing is said.
        when: the case in which the step comes (没有别的事, 超过10秒仍听不清).
        times: how often it is said in all.
        wait: seconds to wait after each saying.
        until: what ends the repeating early.
        ends: the conversation is over after this step.
    """

    say: str | None = None
    do: str | None = None
    when: str | None = None
    times: int = Field(default=1, ge=1, le=9)
    wait: float | None = Field(default=None, gt=0)
    until: str | None = None
    ends: bool = False

    @model_validator(mode="after")
    def _one_of(self) -> "Step":
        if (self.say is None) == (self.do is None):
            raise ValueError("一步要么写 say（说哪一句），要么写 do（做什么），两者写一个")
        return self


class Note(Strict):
    """Something to know in a scene, with the clause it rests on."""

    text: str
    clause: Clauses


class Scene(Strict):
    """A moment of the work: when it comes, and what is said and done in it, in order.

    Attributes:
        gist: one sentence by which an agent recognises the moment; shown when two are close.
        never: what must not be said here, each with its clause.
        near: scenes that are easily taken for this one.
        begins: the condition on a turn by which a live call is seen to have come to this scene.
    """

    name: str
    clause: Clauses
    gist: str
    channel: Channel | None = None
    steps: list[Step] = Field(min_length=1)
    notes: list[Note] = []
    never: list[Note] = []
    near: list[str] = []
    begins: Any = None


class Window(Strict):
    """Which turns a rule looks at, counted in runs (consecutive turns of one side are one).

    Attributes:
        next: so many runs after the moment; `first`, `last`: of the conversation; `rest`: to its end.
        of: whose runs are counted.
        same: the moment's own turn is looked at too.
    """

    next: int | None = Field(default=None, ge=1)
    first: int | None = Field(default=None, ge=1)
    last: int | None = Field(default=None, ge=1)
    rest: bool = False
    of: Literal["agent", "customer", ""] = "agent"
    same: bool = False


class Rule(Strict):
    """What a conversation is held to. Conditions are compiled, and their form checked, by the checker.

    Attributes:
        name: the rule in a few words.
        points: what a violation costs; `points_none` where nothing of the mandated line was said.
        why: why it matters, told to the agent.
        expected: the id of the line that would have passed, where there is one.
        advice: how to put it instead, where no single line fits.
        message: what the finding says; may hold {missing}, {quote} and {count}.
        absent: the book does not have this rule.
        applies: a condition on the whole conversation; where it fails, the rule is not applicable.
        exempt: a condition on the whole conversation; where it holds, the rule is not applicable.
        when: the moments at which the rule comes up; without it, once for the conversation.
        pick: which of several moments count; `apart` a new one only after the last one's window.
        window: where `require` and `forbid` are looked for. Without it: the whole conversation, or the
            moment's turn where `when` stands.
        least: so many runs of the agent must follow the moment, or it is not judged.
        require: must hold in the window. `forbid`: must not hold in it, or on any turn.
        once: all violations are one finding with every place.
        outranked: rules whose violation at the same place makes this one not count.
        covered: rules whose violation in the agent's last two turns makes this one not count: one quarrel
            is one finding.
        good, bad: examples that pass and that do not; the tests run them. A saying of the agent, or a
            dialogue with a speaker before each turn; `//` parts the turns.
    """

    name: str
    clause: Clauses
    severity: Severity
    points: int = Field(ge=0, le=20)
    points_none: int | None = Field(default=None, ge=0, le=20)
    critical: bool = False
    why: str
    expected: str | None = None
    advice: str = ""
    message: str = ""
    absent: bool = False
    applies: Any = None
    exempt: Any = None
    when: Any = None
    pick: Literal["each", "first", "last", "apart"] = "each"
    window: Window | None = None
    least: int = Field(default=0, ge=0)
    require: Any = None
    forbid: Any = None
    once: bool = False
    outranked: list[str] = []
    covered: list[str] = []
    good: list[str] = Field(min_length=1)
    bad: list[str] = Field(min_length=1)

    @model_validator(mode="after")
    def _asks_something(self) -> "Rule":
        if self.require is None and self.forbid is None:
            raise ValueError("一条规则至少写 require（必须说什么）或 forbid（不能说什么）")
        return self


class Marking(Strict):
    """How a conversation is scored, in points."""

    start: int = 100
    floor: int = 0
    passing: int = 60
    critical_cap: int = 59
    times: int = Field(default=2, ge=1)


class Book(Strict):
    """One trade's script book.

    Attributes:
        book: its id, the same as the file's name.
        extends: the book whose lines, scenes and rules it takes over; its own come first.
        handbook: letters of the handbook texts it rests on.
        organisation: what `{organisation}` says in this trade.
        trades: words by which an agent names this trade (switching books in the chat).
        cues: named conditions that rules and scenes refer to.
        marking: how a conversation is scored.
    """

    book: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str
    extends: str | None = None
    handbook: str = ""
    organisation: str = ""
    channel: Channel = "phone"
    trades: list[str] = []
    lines: dict[str, Line] = {}
    scenes: dict[str, Scene] = {}
    cues: dict[str, Any] = {}
    rules: dict[str, Rule] = {}
    marking: Marking = Marking()
