"""One field of a form, and the answers to choose from: the shape of the YAML in `scripts/forms/`."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal

import pydantic
from pydantic import AfterValidator, BeforeValidator, model_validator

from bot.book.model import Clauses
from bot.book.validate import Strict
from bot.forms.due import read_due

Type = Literal["text", "choice", "phone", "date", "time", "number", "yes_no"]

#: An answer as it is kept: a number as a number, yes and no as true and false, all else as text.
Value = str | int | float | bool

#: What has been filled in, by the fields' names.
Values = Mapping[str, Value]


def _pattern(written: str) -> str:
    try:
        re.compile(written)
    except re.error as error:
        raise ValueError(f"“{written}”不是合法的正则表达式（{error}）") from error
    return written


def _span(written: str) -> str:
    if written:
        read_due(written)
    return written


def _choice(written: object) -> object:
    return {"name": written} if isinstance(written, str) else written


Name = Annotated[str, pydantic.Field(pattern=r"^[a-z][a-z0-9_]*$")]
Label = Annotated[str, pydantic.Field(min_length=1, max_length=20)]
Pattern = Annotated[str, AfterValidator(_pattern)]
Span = Annotated[str, AfterValidator(_span)]


class Choice(Strict):
    """One of the answers to choose from.

    Attributes:
        aka: other words for it.
        means: what it means, shown beside its name.
        due: shortens the form's time limit where the form is classed by this field.
        note: what must be done at once when this is chosen.
        words: regular expressions; where one is found in what has been written, this choice is suggested.
    """

    name: Label
    aka: tuple[str, ...] = ()
    means: str = ""
    clause: Clauses | None = None
    due: Span = ""
    note: str = ""
    words: tuple[Pattern, ...] = ()


class Field(Strict):
    """One field.

    Attributes:
        label: what it is called on the form; `aka` what people call it.
        ask: the question, as a colleague would put it.
        longest: most characters of a text.
        least, most, unit: of a number.
        when: a date or time must lie in the past, or in the future.
        default: where a time is not told it is when the form was opened; the dialogue does not ask for it.
        none: what is written where the answer is that there is none; without it a required field does not take that.
        personal: what kind of personal data it holds, masked at rest (telephone numbers always are).
        roster: it names somebody of the desk, and is kept as his code.
        decided: once the form is open, only a reviewer, trainer or supervisor sets it, and never whom the form names.
    """

    name: Name
    label: Label
    aka: tuple[str, ...] = ()
    ask: Annotated[str, pydantic.Field(min_length=1)]
    type: Type = "text"
    required: bool = True
    choices: tuple[Annotated[Choice, BeforeValidator(_choice)], ...] = ()
    longest: Annotated[int, pydantic.Field(ge=1, le=4000)] = 200
    least: float | None = None
    most: float | None = None
    unit: str = ""
    when: Literal["past", "future"] | None = None
    default: Literal["now"] | None = None
    none: str = ""
    personal: Literal["name", "address"] | None = None
    roster: bool = False
    decided: bool = False
    clause: Clauses

    @model_validator(mode="after")
    def _fits_its_type(self) -> "Field":
        names = [choice.name for choice in self.choices]
        if (self.type == "choice") != bool(names):
            raise ValueError("type 是 choice 的要写 choices（至少两个），别的类型不写")
        if len(names) == 1 or len(set(names)) < len(names):
            raise ValueError(f"choices 至少两个，名字各不相同，现在是：{'、'.join(names)}")
        if self.type != "number" and (self.least is not None or self.most is not None or self.unit):
            raise ValueError("least、most、unit 只用于 type: number")
        if self.type not in ("date", "time") and self.when is not None:
            raise ValueError("when 只用于 type: date 和 type: time")
        if self.default and (self.type != "time" or self.when != "past" or self.required):
            raise ValueError("default: now 只用于 type: time、when: past、required: false 的项")
        if self.type != "text" and (self.personal or self.none):
            raise ValueError("personal 和 none 只用于 type: text（电话总是隐去的，不用写）")
        if self.roster and (self.type != "text" or self.personal):
            raise ValueError("roster 只用于 type: text，也不和 personal 一起写")
        return self

    @property
    def called(self) -> tuple[str, ...]:
        """Label and other names, the longest first."""
        return tuple(sorted({self.label, *self.aka}, key=lambda name: (-len(name), name)))

    def choice(self, value: Value) -> Choice | None:
        """The choice of that name."""
        return next((choice for choice in self.choices if choice.name == value), None)
