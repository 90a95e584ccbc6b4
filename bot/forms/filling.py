"""A form filled in by dialogue: one field after the other, back, on, changed, read back, and confirmed."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from bot.forms.asking import SUMMARY_ENDS, left_empty, noted, put, so_far
from bot.forms.command import Command, command, consents
from bot.forms.errors import Unfit
from bot.forms.field import Field, Value, Values
from bot.forms.masking import is_masked
from bot.forms.model import Form
from bot.forms.people import NOBODY, People
from bot.forms.reply import Reply
from bot.forms.several import answer_in, taken_apart
from bot.forms.shown import lacking, shown
from bot.forms.suggestion import suggested

Part = Literal["fields", "closing"]

_HELP = (
    "可以说：“上一项”“跳过”（只限可以不填的）“看一下”“电话改成……”“改电话”；"
    "“暂停”先存着，“取消”不要了，填完说“确认”。"
)


@dataclass
class Filling:
    """Where the filling-in of a form stands.

    Attributes:
        part: which fields are asked: those of the form, or those for closing it.
        values: what has been filled in.
        skipped: optional fields that are to stay empty.
        at: the field that was gone back to; empty where the next open one is asked.
        people: who can be named in it.
    """

    form: Form
    part: Part = "fields"
    values: dict[str, Value] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    at: str = ""
    people: People = NOBODY

    @property
    def fields(self) -> Sequence[Field]:
        """The fields that are asked."""
        return self.form.fields if self.part == "fields" else self.form.closing

    @property
    def asked(self) -> Field | None:
        """The field that is asked now; None where everything is filled in and waits for consent."""
        gone_back = next((f for f in self.fields if f.name == self.at), None)
        return gone_back or next((f for f in self._open() if not f.default), None)

    @property
    def missing(self) -> list[str]:
        """The labels of the required fields that are empty."""
        return lacking(self.fields, self.values)

    def begin(self) -> Reply:
        """The first question, or the next one of a form that is taken up again."""
        return self._next()

    def say(self, text: str, now: datetime) -> Reply:
        """Take one message: an answer, or a command.

        Args:
            now: with the desk's time zone; days and times are reckoned from it.
        """
        asked = self.asked
        if asked is not None and consents(text) and (found := suggested(self.form, asked, self.values)):
            return self._taken(asked, found[0].name)
        wanted = command(text, self.fields, read_back=asked is None)
        if wanted is not None:
            return self._commanded(wanted, now)
        if asked is None:
            return Reply((f"没听懂。{SUMMARY_ENDS}",), ("确认", "看一下"))
        return self._answered(asked, text, now)

    def as_json(self) -> dict[str, Any]:
        """A form that survives JSON."""
        return {
            "form": self.form.form,
            "part": self.part,
            "values": dict(self.values),
            "skipped": list(self.skipped),
            "at": self.at,
        }

    @classmethod
    def from_json(cls, form: Form, kept: Mapping[str, Any], people: People = NOBODY) -> "Filling":
        """What `as_json` wrote; fields that the form no longer has are left out."""
        known = {f.name for f in form.all_fields}
        return cls(
            form,
            kept["part"],
            {name: value for name, value in kept["values"].items() if name in known},
            [name for name in kept["skipped"] if name in known],
            kept["at"],
            people,
        )

    @classmethod
    def resumed(
        cls, form: Form, values: Values, skipped: Sequence[str] = (), people: People = NOBODY
    ) -> "Filling":
        """A draft taken up again. What was kept only in part, or names nobody on the roster, is asked for once more."""
        known = {f.name: f for f in form.fields}
        whole = {n: v for n, v in values.items() if n in known and not is_masked(known[n], v)}
        found = cls(form, "fields", {}, [name for name in skipped if name in known], people=people)
        for name, value in whole.items():
            with suppress(Unfit):
                found.values[name] = people.code(str(value)) if known[name].roster else value
        return found

    def _open(self) -> list[Field]:
        return [f for f in self.fields if f.name not in self.values and f.name not in self.skipped]

    def _answered(self, asked: Field, text: str, now: datetime) -> Reply:
        told, left = taken_apart(asked, text, [f for f in self._open() if f is not asked], now)
        wrong = []
        for each in [f for f in self.fields if f.roster and f.name in told]:
            try:
                told[each.name] = self.people.code(str(told[each.name]))
            except Unfit as error:
                wrong.append(f"{each.label}：{error}")
                del told[each.name]
        self.values.update(told)
        before = [*noted(self.fields, told, self.people), *wrong]
        if before and not left:
            return self._next(before)
        try:
            value = self._named(asked, answer_in(asked, left, now))
        except Unfit as error:
            return self._next([*before, str(error)], again=True)
        return self._taken(asked, value, told, wrong)

    def _taken(
        self, asked: Field, value: Value | None, told: Values | None = None, wrong: Sequence[str] = ()
    ) -> Reply:
        """An answer was taken; several at once are said back, with what is `wrong` with others."""
        self._put(asked, value)
        self.at = ""
        all_told = {**(told or {}), **({} if value is None else {asked.name: value})}
        choice = None if value is None else asked.choice(value)
        return self._next(
            [
                *(noted(self.fields, all_told, self.people) if told else ()),
                *wrong,
                *([choice.note] if choice and choice.note else ()),
            ]
        )

    def _named(self, asked: Field, value: Value | None) -> Value | None:
        """The value; of somebody on the roster his code.

        Raises:
            Unfit: nobody on the roster is meant.
        """
        return self.people.code(str(value)) if asked.roster and value is not None else value

    def _put(self, asked: Field, value: Value | None) -> None:
        if value is None:
            self.values.pop(asked.name, None)
            self.skipped = [*self.skipped, asked.name]
        else:
            self.values[asked.name] = value
            self.skipped = [name for name in self.skipped if name != asked.name]

    def _commanded(self, wanted: Command, now: datetime) -> Reply:
        match wanted.kind:
            case "cancel":
                return Reply(("好的，这张单子取消了，没有登记。",), end="cancel")
            case "pause":
                return Reply(("好的，先存着。说“继续填单”就接着填。",), end="pause")
            case "help":
                return self._next([_HELP], again=True)
            case "show":
                return self._next([] if self.asked is None else so_far(self), again=True)
            case "resume":
                fresh = self.part == "fields" and not self.values and not self.skipped
                return Reply((), end="resume") if fresh else self._next(again=True)
            case "back":
                return self._back()
            case "skip":
                return self._skipped()
            case "submit":
                return self._submitted()
            case "change":
                return self._changed(wanted, now)

    def _back(self) -> Reply:
        asked = self.asked
        place = len(self.fields) if asked is None else self.fields.index(asked)
        before = [f for f in self.fields[:place] if not f.default]
        if not before:
            return self._next(["已经是第一项了。"])
        self.at = before[-1].name
        return self._next()

    def _skipped(self) -> Reply:
        asked = self.asked
        if asked is not None and asked.name not in self.values:
            if asked.required:
                return self._next([f"“{asked.label}”必须填，不能跳过。"], again=True)
            self._put(asked, None)
        self.at = ""
        return self._next()

    def _submitted(self) -> Reply:
        if self.missing:
            return self._next([f"还缺：{'、'.join(self.missing)}。补齐了才能提交。"], again=True)
        return Reply((), end="submit")

    def _changed(self, wanted: Command, now: datetime) -> Reply:
        if wanted.field is None:
            names = "、".join(f"“改{f.label}”" for f in self.fields if f.name in self.values)
            return Reply((f"改哪一项？可以说：{names}。" if names else "还什么都没有填。",))
        if not wanted.said:
            self.at = wanted.field.name
            return self._next()
        try:
            value = self._named(wanted.field, answer_in(wanted.field, wanted.said, now))
        except Unfit as error:
            return self._next([str(error)], again=True)
        self._put(wanted.field, value)
        self.at = "" if self.at == wanted.field.name else self.at
        field = wanted.field
        said = left_empty(field) if value is None else shown(field, value, self.people)
        return self._next([f"改好了：{field.label} {said}。"])

    def _next(self, before: Sequence[str] = (), *, again: bool = False) -> Reply:
        lines, buttons = put(self, again=again)
        return Reply((*before, *lines), buttons)
