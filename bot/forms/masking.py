"""Personal data of a form as it is kept: of a name the surname stays, of a number its ends."""

import json
import re
from functools import lru_cache

from bot.forms.field import Field, Value, Values
from bot.forms.model import Form
from bot.language.personal import masked
from bot.paths import home

_SURNAME_SAID = re.compile(r"^(?:免贵)?姓")
_TITLES = (
    "先生",
    "女士",
    "小姐",
    "阿姨",
    "大爷",
    "大姐",
    "大哥",
    "老师",
    "太太",
    "师傅",
    "经理",
    "主任",
    "总",
    "同志",
    "医生",
)
_HOUSE = re.compile(r"[0-9０-９]|[零〇一二三四五六七八九十百]+(?=号|栋|幢|座|单元|室|楼|层|户|弄|巷)")


def masked_values(form: Form, values: Values) -> dict[str, Value]:
    """The values with all personal data masked: in the fields that hold it, and wherever else it stands."""
    fields = {field.name: field for field in form.all_fields}
    return {name: _masked(fields[name], value) if name in fields else value for name, value in values.items()}


def is_masked(field: Field, value: Value) -> bool:
    """Whether only a part of a personal value was kept."""
    return isinstance(value, str) and "*" in value and (field.type == "phone" or field.personal is not None)


def masked_labels(form: Form, values: Values) -> list[str]:
    """The labels of the fields of which only a part was kept."""
    return [f.label for f in form.all_fields if f.name in values and is_masked(f, values[f.name])]


def masked_name(name: str) -> str:
    """王小明 → 王**, 欧阳修先生 → 欧阳*先生, 王女士 → 王女士."""
    title = next((title for title in _TITLES if name.endswith(title) and len(name) > len(title)), "")
    bare = name[: len(name) - len(title)]
    said = _SURNAME_SAID.match(bare)
    head = said.group() if said else ""
    bare = bare[len(head) :]
    kept = 2 if bare[:2] in _double_surnames() else 1
    return head + bare[:kept] + "".join("*" if c.isalnum() else c for c in bare[kept:]) + title


def masked_phone(number: str) -> str:
    """13812345678 → 138****5678, 0591-87654321 → 0591-****4321."""
    if "*" in number:
        return number
    digits = [place for place, c in enumerate(number) if c.isdigit()]
    area = number.find("-") + 1 if "-" in number else 3 if len(digits) >= 11 else 0
    hidden = [place for place in digits if place >= area][:-4]
    return "".join("*" if place in hidden else c for place, c in enumerate(number))


def _masked(field: Field, value: Value) -> Value:
    if not isinstance(value, str):
        return value
    if field.type == "phone":
        return masked_phone(value)
    if field.personal == "name":
        return masked(masked_name(value))
    hidden = masked(value)
    if field.personal == "address" and hidden == value:
        return _HOUSE.sub(lambda found: "*" * len(found.group()), value)
    return hidden if field.type == "text" else value


@lru_cache(maxsize=1)
def _double_surnames() -> frozenset[str]:
    words = json.loads((home() / "data" / "entities" / "words.json").read_text(encoding="utf-8"))
    return frozenset(name for name in words["surnames"] if len(name) == 2)
