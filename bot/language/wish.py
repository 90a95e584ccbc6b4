"""Whether a message asks for practice, and which scene; or for a form to be filled in, and which."""

import re
from dataclasses import dataclass

_WISH = re.compile(
    r"\s*(?:开始(?:练习|对练|演练|模拟)|(?:我)?(?:想|要|来)(?:练|对练|演练|模拟)(?:习|练|一?下|一遍|一个)?|练习一?下|练一?下|陪我练(?:习|练|一?下)?|对练(?=$|[\s：:，,]))"
    r"(?:吧|啊|呗)?[\s：:，,。]*(?P<scene>.{0,40}?)[\s。！!]*"
)

_WHOM = r"(?:我|我们|咱|帮我|麻烦|请|给我|帮忙|[给帮替](?:客户|业主|他|她|患者))?"
_PLEASE = rf"(?:那|好|现在|这就|开始|马上)?{_WHOM}(?:现在|先|再)?(?:想|要|来|得|需要)?(?:先|再)?"
_ONE = r"(?:一?下|一?[张份个]|上|好)?"
#: What is written out: it names itself a form.
_PAPER = r"(?P<paper>(?!咨询单)[一-龥]{2,10}?(?:单|登记|登记表|记录表|记录))(?:单子)?"
#: A form, whichever.
_ANY = r"(?P<any>单子|单据|单|表|登记表|登记单)"
#: What is registered: 登记一下报修.
_MATTER = r"(?P<matter>报修|维修|投诉|来访|访客|嘉宾|来电|就诊|就诊咨询)"
_FORM = re.compile(
    rf"\s*{_PLEASE}(?:"
    rf"(?:填写?|新?建|开|打开|写)(?:入)?{_ONE}(?:{_ANY}|{_PAPER})"
    rf"|登记{_ONE}(?:这个|客户的?|业主的?)?{_MATTER}"
    rf"|做{_ONE}(?P<done>[一-龥]{{2,6}}登记)"
    rf"|(?P<bare>来访登记|访客登记|嘉宾登记|(?:客户)?来电记录单|(?:客户)?投诉处理单|报修单)"
    rf")(?:吧|啊|呗|了)?[\s。！!]*"
)
_ON = re.compile(
    r"\s*(?:我|我们|帮我)?(?:想|要)?(?:继续|接着)(?:填写?|登记)(?:那张|刚才的?|上次的?|这张)?(?P<form>[一-龥]{0,10}?)(?:吧|啊|呗)?[\s。！!]*"
)

#: A question about forms, or a wish for none.
_ASKS = re.compile(
    r"[?？吗呢]|怎么|如何|咋|什么|啥|哪|几|多少|多久|是否|是不是|要不要|该不该|应该|应当|能不能|可不可以|会不会|有没有|为何|为啥|必须|不|没|别|谁|何时"
)


@dataclass(frozen=True)
class FormWish:
    """A form that is asked for, by what it was called, if it was; `again`: the one that was left half filled in."""

    named: str
    again: bool = False


def practice_wish(text: str) -> str | None:
    """What the message wants to practise, or an empty text where it names nothing; None where it wants no practice."""
    found = _WISH.fullmatch(text)
    return None if found is None else found["scene"]


def form_wish(text: str) -> FormWish | None:
    """The form that the message wants to fill in; None where it wants none, or asks about one (投诉单怎么填)."""
    if _ASKS.search(text):
        return None
    if again := _ON.fullmatch(text):
        return FormWish("" if again["form"] in ("单", "单子", "表") else again["form"], again=True)
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    return FormWish(
        next((found[group] or "" for group in ("paper", "matter", "done", "bare") if found[group]), "")
    )
