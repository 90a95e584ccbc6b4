"""Several answers given at once: from a page, a file or a command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from bot.forms.answer import answer
from bot.forms.errors import Unfilled, Unfit
from bot.forms.field import Field, Value
from bot.forms.filling import Part
from bot.forms.model import Form
from bot.language.unseen import tidied


@dataclass(frozen=True)
class Checked:
    """What was given, as it is kept. `emptied`: fields that were given as empty."""

    values: dict[str, Value]
    emptied: tuple[str, ...]


def checked(form: Form, part: Part, given: Mapping[str, object], now: datetime) -> Checked:
    """The answers, by the names or the labels of their fields. What is missing is not complained about here.

    Args:
        now: with the desk's time zone.

    Raises:
        Unfilled: some cannot be taken, or there are no such fields; says so for each.
    """
    fields = form.fields if part == "fields" else form.closing
    values: dict[str, Value] = {}
    emptied = []
    problems: dict[str, str] = {}
    for key, said in given.items():
        field = next((f for f in fields if key in (f.name, f.label)), None)
        field = field or next((f for f in fields if key in f.aka), None)
        if field is None:
            problems[key] = _unknown(form, fields, key)
        elif said is None or (isinstance(said, str) and not tidied(said)):
            emptied.append(field.name)
        elif not isinstance(said, str | int | float | bool):
            problems[field.name] = f"{field.label}：要写文字或数字。"
        else:
            try:
                value = answer(field, said, now)
            except Unfit as error:
                problems[field.name] = _named(field, str(error))
                continue
            if value is None:
                emptied.append(field.name)
            else:
                values[field.name] = value
    if problems:
        raise Unfilled(form.title, problems)
    return Checked(values, tuple(emptied))


def _named(field: Field, problem: str) -> str:
    """A problem with the name of its field, if it does not begin with it anyway."""
    return problem if problem.startswith(field.label) else f"{field.label}：{problem}"


def _unknown(form: Form, fields: tuple[Field, ...], key: str) -> str:
    names = [name for f in fields for name in (f.name, f.label)]
    near = get_close_matches(key, names, n=1)
    hint = f"是不是“{near[0]}”？" if near else ""
    return f"{form.title}没有“{key}”这一项。{hint}可以写：{'、'.join(f'{f.name}（{f.label}）' for f in fields)}。"
