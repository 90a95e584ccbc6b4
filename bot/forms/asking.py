"""How the next field is asked for, and how the whole is read back for confirmation (K.6.11)."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from bot.forms.field import Choice, Field, Value, Values
from bot.forms.model import Form
from bot.forms.people import NOBODY, People
from bot.forms.shown import shown
from bot.forms.suggestion import suggested

SUMMARY_ENDS = "都对就说“确认”；要改就说“改电话”，或者“电话改成……”。"


class Standing(Protocol):
    """Where a form stands, as far as it is shown."""

    @property
    def form(self) -> Form:
        """Which form."""

    @property
    def fields(self) -> Sequence[Field]:
        """The fields that are asked."""

    @property
    def values(self) -> Mapping[str, Value]:
        """What has been filled in."""

    @property
    def skipped(self) -> Sequence[str]:
        """Fields that stay empty."""

    @property
    def people(self) -> People:
        """Who can be named in it."""

    @property
    def asked(self) -> Field | None:
        """The field that is asked now."""


def put(standing: Standing, *, again: bool = False) -> tuple[list[str], tuple[str, ...]]:
    """The lines of the question that comes now, and the buttons under it; at the end everything is read back.

    Args:
        again: the same question once more: its label goes before it.
    """
    asked = standing.asked
    if asked is None:
        ends = f"请您确认：{SUMMARY_ENDS}"
        return ["与您核对信息：", *so_far(standing), ends], ("确认", "取消")
    value = standing.values.get(asked.name)
    questions = [field for field in standing.fields if not field.default]
    lines = [
        (f"（{questions.index(asked) + 1}/{len(questions)}）" if asked in questions else "")
        + (f"{asked.label}现在写的是“{shown(asked, value, standing.people)}”。" if value is not None else "")
        + (f"{asked.label}：" if again and value is None else "")
        + asked.ask
        + ("" if asked.required or "跳过" in asked.ask or "没有”" in asked.ask else "（可以跳过）")
    ]
    buttons: tuple[str, ...] = ()
    if asked.type == "choice":
        lines += _choices(standing, asked)
        buttons = tuple(choice.name for choice in asked.choices)
    elif asked.type == "yes_no":
        buttons = ("是", "不是")
    return lines, buttons if asked.required else (*buttons, "跳过")


def so_far(standing: Standing) -> list[str]:
    """Every field with its place: filled in, left empty, or still open."""
    lines = []
    for place, field in enumerate(standing.fields, 1):
        empty = left_empty(field) if field.default or field.name in standing.skipped else "（还没填）"
        known = field.name in standing.values
        value = shown(field, standing.values[field.name], standing.people) if known else empty
        lines.append(f"{place} {field.label}：{value}")
    return lines


def left_empty(field: Field) -> str:
    """What is said of a field of which nothing is told."""
    return f"登记的时候（不是的话，就说“{field.label}是昨天下午三点”）" if field.default else "（空）"


def noted(fields: Sequence[Field], told: Values, people: People = NOBODY) -> list[str]:
    """What was taken down of an answer that told several things."""
    said = [f"{f.label} {shown(f, told[f.name], people)}" for f in fields if f.name in told]
    return [f"记下了：{'，'.join(said)}。"] if said else []


def _choices(standing: Standing, asked: Field) -> list[str]:
    if any(choice.means for choice in asked.choices):
        lines = [f"{place} {_meaning(choice)}" for place, choice in enumerate(asked.choices, 1)]
    else:
        lines = ["　".join(f"{place} {choice.name}" for place, choice in enumerate(asked.choices, 1))]
    if found := suggested(standing.form, asked, standing.values):
        choice, words = found
        lines.append(f"前面记的内容里有“{words}”，像是“{choice.name}”。由您定，请选一个。")
    return lines


def _meaning(choice: Choice) -> str:
    if not choice.means:
        return choice.name
    return f"{choice.name}：{choice.means}{f'（{choice.clause}）' if choice.clause else ''}"
