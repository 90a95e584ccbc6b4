"""One answer to one field: what is kept of it, or what is wrong with it."""

import re
from collections.abc import Callable
from datetime import datetime

from bot.forms.calendar import moment
from bot.forms.day import day
from bot.forms.errors import Unfit, shortened
from bot.forms.field import Choice, Field, Value
from bot.forms.number import number
from bot.forms.phone import phone
from bot.language.aligned import aligned
from bot.language.normalise import normalise, squeezed
from bot.language.numbers import spoken_digits
from bot.language.unseen import tidied
from bot.report.safe import printable

#: There is none, or nobody knows.
_NONE = frozenset(
    {"没有", "无", "没", "没有了", "都没有", "暂无", "没有的", "没约", "没有约", "没提", "没有提"}
)
_UNKNOWN = frozenset(
    {
        "不清楚",
        "不知道",
        "不详",
        "不明",
        "没问",
        "没说",
        "不晓得",
        "未知",
        "不肯说",
        "不愿意说",
        "不愿说",
        "不方便说",
        "还不清楚",
        "不确定",
    }
)

_YES = re.compile(
    r"(?:是|对|有|要|好|嗯|可以|来了|来过|预约了|约了|约过|已经.{0,4}了|yes|y|true|没错)(?:的|了|啊|呀|过|预约|约|第一次)*"
)
_NO = re.compile(
    r"(?:不是|不对|没有?|不|否|无|未|没来|不用|no|n|false)(?:的|了|啊|呀|过|预约|约|来|要|第一次)*"
)

_WHO = r"(?:他|她|我|我们|客户|业主|患者|对方|来访的?|人)"
_LEAD = re.compile(rf"^(?:{_WHO}?(?:名字|姓名)?(?:就?叫|是|为|名叫)(?=.)|{_WHO}(?=姓))")
#: 姓王的先生, 姓王，是位女士.
_SURNAME = re.compile(r"^(?:免贵)?姓([一-龥]{1,2}?)的?[，,\s]*(?:是)?(?:一?[位个])?(先生|女士|小姐)$")
_LIVES = re.compile(r"^(?:(?:他|她|我|我们|客户|业主|患者)?(?:家)?(?:就?住在?|在|地址在))(?=.)")
_PLACE = re.compile(r"(?:我?选|第)?\s*([0-9]{1,2}|[一二三四五六七八九十两]{1,2})\s*(?:个|项|种|号)?[。.]?")


def answer(field: Field, said: str | int | float | bool, now: datetime) -> Value | None:
    """What is kept of an answer; None where an optional field stays empty.

    Raises:
        Unfit: the field cannot take it; says why and what would be valid.
    """
    if not isinstance(said, str):
        said = "是" if said is True else "不是" if said is False else str(said)
    text = printable(tidied(said))
    plain = squeezed(text)
    if not text or not (plain or field.type == "text"):
        _see_optional(field, "没有收到内容。")
        return None
    if field.none and plain in _NONE:
        return field.none
    negative = plain in _NONE and field.type != "yes_no" and not _named(field, plain)
    if plain in _UNKNOWN or negative:
        _see_optional(field, "")
        return None
    return _TAKEN[field.type](field, text, now)


def choose(field: Field, said: str) -> Choice:
    """The choice that is meant: by its place, by its name, or by a part of it.

    Raises:
        Unfit: none is meant, or several.
    """
    plain = squeezed(said)
    if exact := _named(field, plain):
        return exact
    if place := _PLACE.fullmatch(aligned(said).strip()):
        chosen = int(spoken_digits(place[1]) or "0")
        if 1 <= chosen <= len(field.choices):
            return field.choices[chosen - 1]
        raise Unfit(f"{field.label}只有 {len(field.choices)} 项：{listed(field)}。请说编号或名称。")
    inside = [c for c in field.choices if any(_held(name, plain) for name in (c.name, *c.aka))]
    near = inside or [
        c for c in field.choices if any(plain and plain in squeezed(n) for n in (c.name, *c.aka))
    ]
    if len(near) == 1:
        return near[0]
    if near:
        raise Unfit(f"“{said}”可能是{'，也可能是'.join(c.name for c in near)}。请说编号或全名。")
    raise Unfit(f"{field.label}没有“{shortened(said)}”这一项。可以选：{listed(field)}。")


def listed(field: Field) -> str:
    """The choices with their places: 1 一般投诉、2 重大投诉."""
    return "、".join(f"{place} {choice.name}" for place, choice in enumerate(field.choices, 1))


def _see_optional(field: Field, why: str) -> None:
    if field.required:
        raise Unfit(f"{why}“{field.label}”必须填。{field.ask}")


def _named(field: Field, plain: str) -> Choice | None:
    return next((c for c in field.choices if plain in map(squeezed, (c.name, *c.aka))), None)


def _held(name: str, plain: str) -> bool:
    """Whether a choice's name stands in what was said, and is not denied there."""
    name = squeezed(name)
    return name in plain and not re.search(rf"(?:不是|不算|不用|没有?|别|不){re.escape(name)}", plain)


def _text(field: Field, text: str, now: datetime) -> Value:
    for name in field.called:
        text = re.sub(rf"^{re.escape(name)}\s*(?:就?是|为|[:：])\s*(?=\S)", "", text)
    if field.personal == "name":
        text = _SURNAME.sub(r"\1\2", _LEAD.sub("", text).rstrip("。.，,！! "))
    if field.personal == "address":
        text = _LIVES.sub("", text)
    if not normalise(text):
        raise Unfit(f"“{shortened(text)}”不像{field.label}。{field.ask}")
    if len(text) > field.longest:
        raise Unfit(f"{field.label}最多 {field.longest} 个字，现在是 {len(text)} 个。请说得短一些。")
    return text


def _phone(field: Field, text: str, now: datetime) -> Value:
    return phone(text)


def _choice(field: Field, text: str, now: datetime) -> Value:
    return choose(field, text).name


def _date(field: Field, text: str, now: datetime) -> Value:
    return day(text, now, field.when).isoformat()


def _time(field: Field, text: str, now: datetime) -> Value:
    return moment(text, now, field.when).kept


def _yes_no(field: Field, text: str, now: datetime) -> Value:
    plain = squeezed(text)
    if _NO.fullmatch(plain):
        return False
    if _YES.fullmatch(plain):
        return True
    raise Unfit(f"{field.label}：请说“是”或“不是”。")


_TAKEN: dict[str, Callable[[Field, str, datetime], Value]] = {
    "text": _text,
    "phone": _phone,
    "choice": _choice,
    "date": _date,
    "time": _time,
    "yes_no": _yes_no,
    "number": lambda field, text, now: number(field, text),
}
