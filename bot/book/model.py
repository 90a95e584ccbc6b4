"""What a script book is: lines to be said, scenes that order them, and rules on what is said.

The shape of the YAML in `scripts/` is exactly these models; unknown keys are refused.
"""

import re
from typing import Annotated, Literal

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
    """One of several wordings, each as good as the other."""

    any: list[Say] = Field(min_length=1)


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
    """

    name: str
    clause: Clauses
    gist: str
    channel: Channel | None = None
    steps: list[Step] = Field(min_length=1)
    notes: list[Note] = []
    never: list[Note] = []
    near: list[str] = []


class Forbid(Strict):
    """What an agent must not say: `words` literally, `patterns` as regular expressions, `acts` by meaning.

    `unless` are expressions in which the words are innocent; a hit inside one does not count.
    """

    words: list[str] = []
    acts: list[str] = []
    patterns: list[str] = []
    unless: list[str] = []

    @model_validator(mode="after")
    def _usable(self) -> "Forbid":
        if not self.words and not self.patterns and not self.acts:
            raise ValueError("forbid 里至少写一个 words、patterns 或 acts")
        for pattern in (*self.patterns, *self.unless):
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"“{pattern}”不是合法的正则表达式（{error}）") from error
        return self


class Rule(Strict):
    """What an agent's words are held to.

    Attributes:
        name: the rule in a few words.
        points: what a violation costs, in points.
        why: why it matters, told to the agent.
        instead: the id of the line that would have passed, where there is one.
        advice: how to put it instead, where no single line fits.
        good, bad: sayings that pass and that do not; the tests run them.
    """

    name: str
    clause: Clauses
    severity: Severity
    points: int = Field(ge=0, le=20)
    critical: bool = False
    why: str
    forbid: Forbid
    instead: str | None = None
    advice: str
    good: list[str] = Field(min_length=1)
    bad: list[str] = Field(min_length=1)


class Book(Strict):
    """One trade's script book.

    Attributes:
        book: its id, the same as the file's name.
        extends: the book whose lines, scenes and rules it takes over; its own come first.
        handbook: letters of the handbook texts it rests on.
        organisation: what `{organisation}` says in this trade.
        trades: words by which an agent names this trade (switching books in the chat).
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
    rules: dict[str, Rule] = {}
