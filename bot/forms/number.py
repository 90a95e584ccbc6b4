"""Numbers in an answer: 45, 四十五岁, 大概12."""

import re

from bot.forms.errors import Unfit, shortened
from bot.forms.field import Field
from bot.language.aligned import aligned
from bot.language.numbers import numbers

#: What stands around a number without changing it.
_AROUND = re.compile(
    r"大概|大约|差不多|左右|上下|今年|已经|刚刚?|满|是|有|才|都|快|了|多|吧|啊|呢|整|周岁|虚岁|[\s,，。.、~]"
)
#: 三四十, 七八个: no one number.
_VAGUE = re.compile(r"[一二三四五六七八九两](?=[二三四五六七八九][十百千万个])|[十百千万]几|几[十百千万]")
#: No number of a form is larger.
_LARGEST = 1e12


def number(field: Field, text: str) -> int | float:
    """The number that is said, without its unit.

    Raises:
        Unfit: none is said, or several; it is not exact, or out of the field's bounds.
    """
    plain = aligned(text)
    found = numbers(plain)
    example = f"{field.least:g}" if field.least else "12"
    valid = f"请只报一个数字，例如 {example}{field.unit}。"
    if len(found) != 1 or found[0].share:
        raise Unfit(
            f"没有看出{field.label}是多少。{valid}"
            if not found
            else f"“{shortened(text)}”里不止一个数。{valid}"
        )
    one = found[0]
    if _VAGUE.search(plain):
        raise Unfit(f"“{shortened(text)}”不是一个准数。{valid}")
    rest = plain[: one.start] + plain[one.end :]
    for word in (*field.called, field.unit):
        rest = rest.replace(word, "") if word else rest
    rest = _AROUND.sub("", rest)
    if rest:
        raise Unfit(f"“{shortened(text)}”里的“{shortened(rest)}”没听懂。{valid}")
    if one.value > _LARGEST:
        raise Unfit(f"{field.label}太大了。{valid}")
    if field.least is not None and one.value < field.least:
        raise Unfit(f"{field.label}不能小于 {field.least:g}。{valid}")
    if field.most is not None and one.value > field.most:
        raise Unfit(f"{field.label}不能大于 {field.most:g}，现在是 {one.value:g}。{valid}")
    return int(one.value) if one.value == int(one.value) else one.value
