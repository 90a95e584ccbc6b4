"""What may be said instead of an answer: 上一项, 跳过, 看一下, 电话改成…, 取消, 暂停, 继续, 确认."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.forms.field import Field
from bot.language.aligned import aligned
from bot.language.normalise import squeezed
from bot.language.numbers import spoken_digits

Kind = Literal["back", "skip", "show", "cancel", "pause", "help", "submit", "change", "resume"]

_SAID: dict[Kind, tuple[str, ...]] = {
    "back": (
        "上一项",
        "上一个",
        "上一步",
        "返回",
        "退回",
        "后退",
        "回上一项",
        "返回上一项",
        "回到上一项",
        "退回上一项",
    ),
    "skip": ("跳过", "略过", "不填", "先不填", "跳过这项", "跳过这一项", "下一项", "这项不填"),
    "show": (
        *(
            "看一下",
            "看看",
            "看一看",
            "查看",
            "看一下单子",
            "看看单子",
            "填了什么",
            "看看填了什么",
            "现在填了哪些",
        ),
        *("填到哪了", "填到哪儿了", "念一遍", "读一遍", "核对一下", "看一下填了什么"),
    ),
    "cancel": (
        "取消",
        "取消填单",
        "不填了",
        "退出",
        "作废",
        "放弃",
        "算了不填了",
        "取消这张单子",
        "取消单子",
    ),
    "pause": (
        *(
            "暂停",
            "先放着",
            "先放一放",
            "先不填了",
            "等会儿再填",
            "等会再填",
            "待会儿再填",
            "待会再填",
            "回头再填",
        ),
        *("以后再填", "先存着", "存草稿", "保存草稿"),
    ),
    "resume": ("继续", "继续填", "继续填单", "继续填单子", "接着填", "接着填单", "接着填单子"),
    "help": ("帮助", "怎么填", "能说什么", "可以说什么", "这项怎么填", "help"),
    "submit": ("提交", "确认", "确认提交", "提交吧", "填完了", "可以提交了"),
}
_KINDS: dict[str, Kind] = {squeezed(said): kind for kind, all_said in _SAID.items() for said in all_said}

#: Taken as consent only where the whole form has been read back.
_CONSENT = frozenset(
    {"保存"}
    | {
        "确认",
        "确定",
        "对",
        "对的",
        "是的",
        "没错",
        "没问题",
        "好",
        "好的",
        "可以",
        "嗯",
        "行",
        "就这样",
        "无误",
        "核对无误",
    }
    | {"是", "完成", "ok", "对的确认", "没错提交", "正确", "都对", "都对的", "对对", "嗯嗯", "确认无误"}
)
_DISSENT = frozenset(
    {
        "不对",
        "不是",
        "错了",
        "有错",
        "要改",
        "改",
        "改一下",
        "修改",
        "我要改",
        "不",
        "不行",
        "有误",
        "填错了",
        "写错了",
    }
)

_ORDINAL = r"第\s*(?P<place>\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:项|条|个)"
_PLEASE = r"(?:请|麻烦|帮我|我要|我想|要|想)?(?:再)?"
_TO = r"(?:应该|应当)?(?:就?是|成|为|改成|改为|换成)"


@dataclass(frozen=True)
class Command:
    """What is wanted. `field` and `said` are of a change: which field, and what it is to be; both may be open."""

    kind: Kind
    field: Field | None = None
    said: str = ""


def consents(text: str) -> bool:
    """Whether the message says yes, and no more."""
    return squeezed(text) in _CONSENT


def command(text: str, fields: Sequence[Field], *, read_back: bool) -> Command | None:
    """The command that was said; None where it is an answer.

    Args:
        fields: those that can be changed, in order.
        read_back: everything has been read back and waits for consent.
    """
    plain = squeezed(text)
    if plain in _KINDS:
        return Command(_KINDS[plain])
    if text.strip() in ("?", "？"):
        return Command("help")
    if read_back and plain in _CONSENT:
        return Command("submit")
    if (read_back and plain in _DISSENT) or plain in ("改一下", "我要改", "要改"):
        return Command("change")
    return _change(text.strip(" 。.！!"), fields, read_back=read_back)


def _change(text: str, fields: Sequence[Field], *, read_back: bool) -> Command | None:
    names = sorted(
        ((name, field) for field in fields for name in field.called), key=lambda pair: -len(pair[0])
    )
    which = (
        rf"(?:(?P<name>{'|'.join(re.escape(aligned(name)) for name, _ in names)})|{_ORDINAL})(?:这?一?项)?"
    )
    ways = [
        rf"{_PLEASE}(?:把|将)?{which}(?:给我?)?(?:改|换|更正|订正)(?:成|为)[\s:,，]*(?P<said>.+)",
        rf"{_PLEASE}(?:把|将)?{which}(?:要|得|给我?)?(?:改|修改|更正|换)(?:一下|下|掉)?(?P<said>)",
        rf"{_PLEASE}(?:修改|改|更正|重填|重新填|换)(?:一?下)?{which}(?:[\s:,，]*{_TO}?[\s:,，]*(?P<said>.+))?",
        rf"{which}(?:填|写|说|报|记)?(?:错了|不对|有误)(?:[\s,，。]*{_TO}?[\s:,，]*(?P<said>.+))?",
    ]
    if read_back:
        ways.append(rf"{which}\s*(?:{_TO}|[:：])?\s*(?P<said>.+)")
    plain = aligned(text)
    for way in ways:
        found = re.fullmatch(way, plain, re.DOTALL)
        if found is None:
            continue
        field = _field(found["name"], found["place"], names, fields)
        if field is not None:
            said = text[slice(*found.span("said"))] if found["said"] else ""
            return Command("change", field, said.strip())
    return None


def _field(
    name: str | None, place: str | None, names: Sequence[tuple[str, Field]], fields: Sequence[Field]
) -> Field | None:
    if place is not None:
        number = int(spoken_digits(place) or "0")
        return fields[number - 1] if 1 <= number <= len(fields) else None
    return next((field for called, field in names if aligned(called) == name), None)
