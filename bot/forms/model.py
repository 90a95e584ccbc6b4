"""What a form is: the shape of the YAML in `scripts/forms/`. Unknown keys are refused."""

from datetime import datetime
from typing import Annotated

import pydantic
from pydantic import model_validator

from bot.book.model import Clauses
from bot.book.validate import Strict
from bot.forms.due import read_due
from bot.forms.field import Choice, Field, Label, Name, Span, Value, Values
from bot.forms.moment import kept_moment, moment_at

#: Of what type the fields are that the other keys of a form name.
_FITTING = {
    "classed_by": ("choice",),
    "due_by": ("time", "date"),
    "callback.phone": ("phone",),
    "callback.name": ("text",),
    "callback.about": ("text", "choice"),
    "callback.at": ("time",),
}


class Callback(Strict):
    """The fields that tell whom to call back, about what, and when."""

    phone: Name
    name: Name | None = None
    about: Name | None = None
    at: Name | None = None


class Form(Strict):
    """One kind of form.

    Attributes:
        form: its id, the same as the file's name.
        prefix: letter or letters before its numbers.
        names: what people call it; the longest that is said wins.
        due: how long there is from opening to closing it; empty means no limit.
        due_by: the field with the time that was promised: it replaces `due` where it is filled in.
        classed_by: the choice field that classes the form.
        fields: asked in this order. `closing`: filled in when it is done.
    """

    form: Name
    title: Label
    clause: Clauses
    prefix: Annotated[str, pydantic.Field(pattern=r"^[A-Z]{1,4}$")]
    names: Annotated[tuple[Label, ...], pydantic.Field(min_length=1)]
    due: Span = ""
    due_by: Name | None = None
    classed_by: Name | None = None
    callback: Callback | None = None
    fields: Annotated[tuple[Field, ...], pydantic.Field(min_length=1)]
    closing: Annotated[tuple[Field, ...], pydantic.Field(min_length=1)]

    @model_validator(mode="after")
    def _hangs_together(self) -> "Form":
        names = [field.name for field in self.all_fields]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"fields 和 closing 里“{min(twice)}”写了两次")
        if any(field.default for field in self.closing):
            raise ValueError("default: now 只写在 fields 里，closing 里的都要问")
        for key, fitting in _FITTING.items():
            name = self._named(key)
            able = [field.name for field in self.fields if field.type in fitting]
            if name is not None and name not in able:
                there = "、".join(able) or "（还没有合适的项）"
                raise ValueError(f"{key} 写的是“{name}”，要写 fields 里的一项：{there}")
        return self

    def _named(self, key: str) -> str | None:
        """The field that a key such as `callback.phone` names."""
        holder: object = self
        for part in key.split("."):
            holder = getattr(holder, part, None)
        return holder if isinstance(holder, str) else None

    @property
    def all_fields(self) -> tuple[Field, ...]:
        """All fields, those for closing last."""
        return (*self.fields, *self.closing)

    @property
    def questions(self) -> tuple[Field, ...]:
        """The fields that the dialogue asks for, one after the other."""
        return tuple(field for field in self.fields if not field.default)

    def field(self, name: str) -> Field | None:
        """The field of that name."""
        return next((field for field in self.all_fields if field.name == name), None)

    def clauses(self) -> set[str]:
        """Every clause that the form or one of its fields rests on."""
        written = [self.clause, *(field.clause for field in self.all_fields)]
        return {clause for each in written for clause in each.split()}

    def class_of(self, values: Values) -> Choice | None:
        """The choice that classes the form, once it is filled in."""
        field = self.field(self.classed_by) if self.classed_by else None
        return field.choice(values.get(field.name, "")) if field else None

    def due_at(self, values: Values, opened: datetime) -> datetime | None:
        """By when it is to be done: as promised, else by the form's limit or a shorter one of its class.

        Args:
            opened: with the desk's time zone, by which days end.
        """
        promised = values.get(self.due_by) if self.due_by else None
        if isinstance(promised, str):
            return kept_moment(promised).ends(opened.tzinfo)
        due = read_due(self.due).after(opened) if self.due else None
        chosen = self.class_of(values)
        if chosen and chosen.due:
            limit = read_due(chosen.due).after(opened)
            due = min(due, limit) if due else limit
        return due

    def completed(self, values: Values, opened: datetime) -> dict[str, Value]:
        """The values, with the moment of opening for the times that were not told.

        Args:
            opened: with the desk's time zone.
        """
        return {f.name: moment_at(opened).kept for f in self.fields if f.default} | dict(values)

    def later(self, values: Values, opened: datetime) -> list[str]:
        """The labels of times that would lie after the day on which the form was opened, though they led to it."""
        told = [f for f in self.fields if f.default and f.name in values]
        return [f.label for f in told if kept_moment(str(values[f.name])).day > opened.date()]

    def notes(self, values: Values) -> list[str]:
        """What must be done at once, by what was chosen."""
        chosen = [field.choice(values[field.name]) for field in self.all_fields if field.name in values]
        return [choice.note for choice in chosen if choice and choice.note]
