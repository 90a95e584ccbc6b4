"""The inputs of one form on the page `/forms`: each field as it is best filled in, with what is wrong under it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from nicegui import ui

from bot.forms.checked import Checked, checked
from bot.forms.errors import Unfilled
from bot.forms.field import Field, Value
from bot.forms.filling import Part
from bot.forms.masking import is_masked
from bot.forms.model import Form
from bot.forms.shown import shown
from bot.forms.suggestion import suggested
from bot.records.desk import desk

#: A text that may be longer than this has several lines.
_LINE = 120


class Editor:
    """The inputs. What was filled in before stands in them, but for personal data of which only a part was kept."""

    def __init__(
        self,
        form: Form,
        part: Part,
        before: Mapping[str, Value] | None = None,
        *,
        draft: bool = False,
        decides: bool = True,
    ) -> None:
        """`draft`: what was kept only in part has to be filled in again. `decides`: also what others than agents set."""
        self._form, self._part, self._draft, self._decides = form, part, draft, decides
        self._before = dict(before or {})
        self._inputs: dict[str, Any] = {}
        self._hints: dict[str, ui.label] = {}

    @property
    def fields(self) -> Sequence[Field]:
        """The fields that are asked."""
        asked = self._form.fields if self._part == "fields" else self._form.closing
        return [field for field in asked if self._decides or not field.decided]

    def build(self) -> None:
        """Lay the inputs out."""
        for field in self.fields:
            kept = self._before.get(field.name)
            masked = kept is not None and is_masked(field, kept)
            self._inputs[field.name] = self._input(field, None if masked else kept)
            if masked:
                self._inputs[field.name].props(
                    'hint="没有存全，请重填"' if self._draft else f'hint="原来是 {kept}，不改就空着"'
                )
            for choice in field.choices:
                if choice.means:
                    ui.label(f"{choice.name}：{choice.means}").classes("soft")
            if any(choice.words for choice in field.choices):
                self._hints[field.name] = ui.label().classes("soft")

    def read(self, now: datetime) -> Checked | None:
        """The answers; None where some cannot be taken: what is wrong with them is told under each."""
        given = {name: each.value for name, each in self._inputs.items()}
        before = {} if self._draft else self._before
        kept = {f.name for f in self.fields if f.name in before and is_masked(f, before[f.name])}
        given = {n: v for n, v in given.items() if n not in kept or v}
        problems: Mapping[str, str] = {}
        found = None
        try:
            found = checked(self._form, self._part, given, now)
        except Unfilled as error:
            problems = error.problems
        for name, each in self._inputs.items():
            each.error = problems.get(name)
        return found

    def _input(self, field: Field, kept: Value | None) -> Any:
        label = field.label if field.required else f"{field.label}（可不填）"
        match field.type:
            case "choice":
                options = [choice.name for choice in field.choices]
                made: Any = ui.select(options, value=kept, label=label, clearable=not field.required)
            case "yes_no":
                words = {True: shown(field, True), False: shown(field, False)}
                made = ui.select(words, value=kept, label=label, clearable=not field.required)
            case "text" if field.longest > _LINE:
                made = ui.textarea(label, value=str(kept or ""), on_change=self._suggest).props(
                    "outlined autogrow rows=2"
                )
            case _:
                example = {"time": "明天下午三点", "date": "11月28号", "phone": "13812345678"}.get(
                    field.type, ""
                )
                text = "" if kept is None else f"{kept:g}" if isinstance(kept, float) else str(kept)
                example = "不写就是现在" if field.default else example
                made = ui.input(label, value=text, placeholder=example).props(
                    f"maxlength={max(field.longest, 60)}"
                )
        return made.classes("w-full").tooltip(field.ask) if field.type != "choice" else made.classes("w-full")

    def _suggest(self) -> None:
        """Which class the words point to; a person decides."""
        values = {
            f.name: str(self._inputs[f.name].value or "")
            for f in self.fields
            if f.type == "text" and f.name in self._inputs
        }
        for name, hint in self._hints.items():
            field = self._form.field(name)
            found = suggested(self._form, field, values) if field else None
            hint.text = f"内容里有“{found[1]}”，像是“{found[0].name}”。由您定。" if found else ""


def now() -> datetime:
    """The moment, by the desk's clock."""
    return datetime.now(desk().timezone)
