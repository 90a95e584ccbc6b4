"""What customers say: the models of the files in `scripts/customers/`."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from bot.book.model import Channel
from bot.book.validate import Strict

Difficulty = Literal[1, 2, 3]
DIFFICULTIES: tuple[Difficulty, ...] = (1, 2, 3)


def difficulty_of(number: int) -> Difficulty:
    """The difficulty nearest to a number."""
    return 1 if number <= 1 else 2 if number == 2 else 3


#: What follows when the steps of a scene are done.
Then = Literal["matter", "closing", "end"]


class Wording(Strict):
    """One thing a customer may say; an empty text is silence.

    Attributes:
        signals: what the telephone notices.
        region: where people talk so; one customer comes from one place.
    """

    text: str = ""
    signals: list[str] = []
    region: str = ""


def _wording(given: Any) -> Any:
    return {"text": given} if isinstance(given, str) else given


Said = Annotated[Wording, BeforeValidator(_wording)]


class StepTexts(Strict):
    """What the customer says around one mandated line.

    Attributes:
        say: what gives the agent the occasion for it; empty for the first, which `begin` introduces.
        again: what he says when it was not said, one after the other.
        fact: what the trainee tells along with it; told when one of `keys` is said.
    """

    say: list[Said] = []
    again: list[Said] = []
    fact: str = ""
    keys: list[str] = []


class Path(Strict):
    """One way a scene may go: which lines are due.

    Attributes:
        then, channel: instead of the part's.
        won: instead of the part's.
        begin: instead of the part's.
    """

    steps: list[str]
    card: list[str] = []
    then: Then | None = None
    channel: Channel | None = None
    difficulty: list[Difficulty] = list(DIFFICULTIES)
    begin: list[Said] | dict[Difficulty, list[Said]] | None = None
    won: list[Said] | None = None
    lost: list[Said] | None = None


class Part(Strict):
    """A customer's part in one scene.

    Attributes:
        goal: what he wants, in a few words.
        card: facts that the trainee has before him.
        after_matter: an everyday question comes before the scene: it is answered, or it stays open.
        channel: where the scene is played, where that is not the book's own channel.
        begin: what he says first, by difficulty where that differs.
    """

    scene: str
    goal: str = ""
    card: list[str] = []
    then: Then = "matter"
    after_matter: Literal["", "answered", "open"] = ""
    channel: Channel | None = None
    begin: list[Said] | dict[Difficulty, list[Said]]
    steps: dict[str, StepTexts] = {}
    won: list[Said] = []
    lost: list[Said] = Field(min_length=1)
    paths: list[Path] = []

    @model_validator(mode="after")
    def _paths_name_steps(self) -> "Part":
        for path in self.paths:
            for step in path.steps:
                if step not in self.steps:
                    raise ValueError(f"paths 里的“{step}”在 steps 里没有。可以写：{'、'.join(self.steps)}")
        return self


class Matter(Strict):
    """An everyday question of a trade, with its answer.

    Attributes:
        keys: the answer counts as given when one word of each list is said.
        step: the concrete step an agent takes when the customer is angry about it.
    """

    id: str
    matter: str
    question: list[Said] = Field(min_length=1)
    more: list[Said] = Field(min_length=1)
    complaint: list[Said] = Field(min_length=1)
    answer: str
    keys: list[list[Annotated[str, BeforeValidator(str)]]] = Field(min_length=1)
    step: str
    understood: list[Said] = Field(min_length=1)


class Matters(Strict):
    """The matters of one trade."""

    matters: list[Matter] = Field(min_length=1)


class Temper(Strict):
    """How a person talks: what he puts before and after a sentence."""

    before: list[str]
    after: list[str]


class Persons(Strict):
    """Whom customers are made of."""

    surnames: list[str]
    given: dict[Literal["m", "f"], list[str]]
    streets: list[str]
    colleagues: list[str]
    tempers: dict[str, Temper]


class Effect(Strict):
    """How a customer takes something the agent does.

    Attributes:
        when: a condition on the agent's turn, as in the books; without it, the engine tells.
        heat: how much hotter he gets, of 100; negative calms him.
        took: what the trainee is told about it.
        instead: he says it instead of coming back to his matter.
    """

    when: Any = None
    heat: int = 0
    took: str
    instead: bool = False


class Effects(Strict):
    """What an agent may do, the gravest first.

    Attributes:
        desks: by book, the name of the desk where the book leaves it open.
        endings: what customers say at the edges of a call.
    """

    desks: dict[str, str] = {}
    effects: dict[str, Effect]
    endings: dict[str, list[Said]]


Reactions = dict[str, dict[Literal[1, 2], list[Said]]]
