"""What a form holds, put into words."""

from collections.abc import Sequence

from bot.forms.field import Field, Value, Values
from bot.forms.moment import kept_moment
from bot.forms.people import NOBODY, People


def shown(field: Field, value: Value, people: People = NOBODY) -> str:
    """A value as a person reads it; `people`: whose codes are shown with their names."""
    if field.roster:
        return people.shown(str(value))
    if isinstance(value, bool):
        yes, no = ("有", "没有") if field.label.startswith("有没有") else ("是", "不是")
        return yes if value else no
    if isinstance(value, int | float):
        return f"{value:.12g}{field.unit}"
    return kept_moment(value).shown if field.type in ("date", "time") else value


def lines(fields: Sequence[Field], values: Values, people: People = NOBODY) -> list[str]:
    """One line a field that is filled in: label and value."""
    return [
        f"{field.label}：{shown(field, values[field.name], people)}"
        for field in fields
        if field.name in values
    ]


def lacking(fields: Sequence[Field], values: Values) -> list[str]:
    """The labels of the required fields that are empty."""
    return [field.label for field in fields if field.required and field.name not in values]
