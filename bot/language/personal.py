"""Personal data in a text: where it stands, and the text with it masked, character for character.

Digits may be full-width, spaced, hyphenated, read out (幺三八…), or parted by characters that nobody sees. Names are not
looked for. The numbers of public services (12315, 95588, 400-…), amounts, dates and agents' numbers are nobody's own.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from bot.language.aligned import aligned
from bot.language.digits import READ_OUT
from bot.language.unseen import UNSEEN, has_unseen, seen

Kind = Literal[
    "phone", "landline", "identity", "bank_card", "email", "plate", "address", "order", "wechat", "qq"
]


@dataclass(frozen=True, slots=True)
class Personal:
    """One piece of personal data. `span`: half-open character offsets in the text as given."""

    kind: Kind
    span: tuple[int, int]


#: How many characters stay readable at the start and at the end.
_KEPT: dict[Kind, tuple[int, int]] = {
    "phone": (3, 4),
    "identity": (3, 4),
    "bank_card": (4, 4),
    "plate": (2, 1),
    "order": (2, 4),
    "wechat": (2, 2),
    "qq": (2, 2),
}

_HAN = "".join(READ_OUT)


class _Digits(dict[str, str]):
    """Digits read out as digits; every other character as it is."""

    def __missing__(self, character: str) -> str:
        return character


_DIGITS = _Digits(READ_OUT)

#: What a text without any of these cannot have. It begins with a set of characters, which makes the search quick.
_HINT = re.compile(
    rf"[0-9０-９@＠微vVｖＶ{_HAN}十{UNSEEN}](?:(?<=[0-9０-９@＠{UNSEEN}])|(?<=[{_HAN}])[{_HAN}]"
    rf"|(?<=[{_HAN}十])(?:号楼|号院|栋|幢|座|单元|室|弄|巷)|(?<=[路街道巷弄村镇][{_HAN}十])[{_HAN}十百]{{0,4}}号|(?<=微)信|(?<=[vVｖＶ])[xXｘＸ信])"
)
_LETTER = re.compile(r"[a-z]")
_PLACE = re.compile(r"[号弄巷栋幢座元室户\-]")

_GAP = r"[\s\-－—–·.,，、。()（）嗯呃啊额]{0,3}"
_RUN = re.compile(rf"[0-9](?:{_GAP}[0-9]){{5,}}[x]?")
_GROUP = re.compile(r"[0-9]+")
_SCRIPTS = re.compile(rf"[0-9]+|[{_HAN}]+")

#: How a mobile number is cut up when it is written or read.
_MOBILE_CUTS = {
    *[(11,), (3, 4, 4), (3, 3, 5), (4, 3, 4), (3, 8), (7, 4), (3, 4, 2, 2), (3, 2, 3, 3), (4, 4, 3)],
    *[(3, 2, 2, 2, 2), (5, 6), (3, 2, 2, 4), (3, 2, 4, 2), (1,) * 11, (3, *[1] * 8), (3, 4, 1, 1, 1, 1)],
}
_MOBILE = re.compile(r"1[3-9]\d{9}")
_PREFIXED = {13: ("86",), 15: ("0086",), 12: ("0",)}
_AREA = re.compile(r"0(?:10|2\d|[3-9]\d\d)[2-8]\d{6,7}")
_AREA_CODE = re.compile(r"0(?:10|2\d|[3-9]\d\d)")
_LOCAL_CUTS = {(7,), (8,), (3, 4), (4, 4), (1,) * 7, (1,) * 8}
_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_IDENTITY = re.compile(rf"[1-8]\d{{5}}{_DATE.pattern}\d{{3}}[\dx]")
_OLD_IDENTITY = re.compile(r"[1-8]\d{5}\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}")
_TIME = re.compile(_DATE.pattern + r"(?:[01]\d|2[0-3])[0-5]\d")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)

_BEFORE_LOCAL = re.compile(r"(?:电话|号码|座机|固话|手机|联系方式|[拨打])[^\d，。？！,?!]{0,4}$")
_BEFORE_ORDER = re.compile(r"(?:订单|运单|单号|快递单?|物流单?)(?:号码?|编号)?[是为:\s,，]{0,3}[a-z]{0,4}$")
_BEFORE_CARD = re.compile(r"(?:卡号|账号|帐号|账户|户号|会员号)[是为:\s,，]{0,3}[a-z]{0,4}$")
_MONEY = re.compile(r"\s*(?:元(?!旦)|块钱|万(?!一)|亿|%)")
_COURIER = re.compile(r"(?<![a-z])(?:sf|yt|jt|jd|zto|sto|yd|ems)[a-z]{0,3}[0-9]{10,15}(?![0-9])")

_EMAIL = re.compile(r"[a-z0-9_.+\-]+@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+")
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][·.\s\-]?"
    r"(?=[a-z]{0,2}[0-9])[a-z0-9]{4,5}[a-z0-9挂学警港澳](?![a-z0-9])"
)
_WECHAT = re.compile(
    r"(?:微信|wechat|weixin|vx|v信)(?:号码?|id)?(?:"
    r"(?:就?是|为|:|加|\s|,|，)*((?!wechat|weixin|alipay)[a-z][a-z0-9_\-]{5,19}|[1-9][0-9]{5,10})"
    r"|[^a-z0-9。]{1,8}((?=[a-z\-]{1,19}[0-9_])[a-z][a-z0-9_\-]{5,19}))(?![a-z0-9])"
)
_QQ = re.compile(r"(?:qq|扣扣)(?:号码?)?(?:就?是|为|:|加|\s|,|，)*([1-9][0-9]{4,10})(?![0-9])")

_LETTERED: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    *(("email", _EMAIL), ("wechat", _WECHAT), ("qq", _QQ), ("plate", _PLATE), ("order", _COURIER)),
)

_NUMBER = rf"(?:[甲乙丙丁]?[0-9]{{1,5}}[a-z]?(?:-[0-9]{{1,4}}){{0,3}}|[{_HAN}十百]{{1,6}})"
_UNIT = r"(?:号楼|号院|号|弄|巷|栋|幢|座|单元|楼|层|室|房|户|门|期|区|组)"
_HOUSE = re.compile(
    rf"{_NUMBER}(?:{_UNIT}(?:之[{_HAN}0-9])?(?:[\s,，\-]?(?:{_NUMBER}|[a-z甲乙丙丁东西南北]){_UNIT}){{0,5}}"
    r"(?:[\s\-]?[0-9]{2,5}(?![0-9元块年月日点人个次%]))?)?"
)
_HOUSE_SIGNS = frozenset(f"0123456789abcdefghijklmnopqrstuvwxyz{_HAN}十百甲乙丙丁")
_NUMBERED = re.compile(rf"{_UNIT}|-")
_BUILDING = re.compile(r"号楼|号院|栋|幢|座|单元|室|弄|户")
_STREET = re.compile(
    r"(?<![线电思网套])(?:路|街|大道|街道|巷|弄|胡同|村|镇|小区|花园|家园|公寓|大厦|广场|苑|社区|山庄|公馆|名城|嘉园|新城|[a-z][座栋幢])\s?$"
)
_HOME = re.compile(r"(?:住在?|家在?|地址[是为:在]{0,2}|门牌号?是?|房号是?|[送寄]到)$")
_BEGINS = re.compile(r".*(?:[，。？！,.?!:;；\s]|住在|送到|寄到|地址|[是为在住到])")


def personal(text: str) -> list[Personal]:
    """Every piece of personal data in `text`, in order; pieces never overlap."""
    if not _HINT.search(text):
        return []
    if not has_unseen(text):
        return _apart(aligned(text))
    bare, places = seen(text)
    return [
        Personal(piece.kind, (places[piece.span[0]], places[piece.span[1] - 1] + 1))
        for piece in personal(bare)
    ]


def masked(text: str) -> str:
    """`text` with the middle of all personal data as `*`, exactly as long as before."""
    if not _HINT.search(text):
        return text
    if has_unseen(text):
        bare, places = seen(text)
        shown = masked(bare)
        return text if shown == bare else _put(text, places, shown)
    plain = aligned(text)
    hidden = [place for piece in _apart(plain) for place in _hidden(piece, plain)]
    return _put(text, hidden, "*" * len(hidden)) if hidden else text


def _put(text: str, places: list[int], characters: str) -> str:
    """`text` with these characters at these places."""
    changed = list(text)
    for place, character in zip(places, characters, strict=True):
        changed[place] = character
    return "".join(changed)


def _apart(plain: str) -> list[Personal]:
    found = sorted(_found(plain), key=lambda piece: (piece.span[0], -piece.span[1]))
    apart: list[Personal] = []
    for piece in found:
        if not apart or piece.span[0] >= apart[-1].span[1]:
            apart.append(piece)
    return apart


def _hidden(piece: Personal, plain: str) -> list[int]:
    """The places that a piece hides."""
    start, end = piece.span
    if piece.kind == "email":
        return list(range(start + 1, plain.index("@", start)))
    if piece.kind == "address":
        houses = _HOUSE.finditer(plain, start, end)
        house = next((found.start() for found in houses if found.end() == end), start)
        return [place for place in range(house, end) if plain[place] in _HOUSE_SIGNS]
    said = [place for place in range(start, end) if plain[place].isalnum() and plain[place] not in "嗯呃啊额"]
    if piece.kind == "landline":
        area = _AREA_CODE.match("".join(_DIGITS[plain[place]] for place in said))
        return said[area.end() if area else 0 : -4]
    head, tail = _KEPT[piece.kind]
    if len(said) < head + tail + 2:
        head, tail = min(head, 1), min(tail, len(said) // 3)
    return said[head : len(said) - tail]


def _found(plain: str) -> Iterator[Personal]:
    spoken = "".join(map(_DIGITS.__getitem__, plain))
    yield from _rows(plain, spoken)
    if _LETTER.search(plain) or "微信" in plain or "扣扣" in plain:
        for kind, expression in _LETTERED:
            for match in expression.finditer(spoken if kind in ("plate", "order") else plain):
                yield Personal(kind, match.span(match.lastindex or 0))
    if _PLACE.search(plain):
        yield from _addresses(plain)


def _rows(plain: str, spoken: str) -> Iterator[Personal]:
    """Numbers that are known by their digits, or by the word before them."""
    for run in _RUN.finditer(spoken):
        if spoken[max(0, run.start() - 1) : run.start()] in ("¥", "$", "￥"):
            continue
        groups = [match.span() for match in _GROUP.finditer(spoken, *run.span())]
        found = list(_windows(plain, spoken, groups))
        if not found and not (plain[slice(*run.span())]).isascii():
            groups = [match.span() for match in _SCRIPTS.finditer(plain, *run.span())]
            found = list(_windows(plain, spoken, groups))
        yield from found


def _windows(plain: str, spoken: str, groups: list[tuple[int, int]]) -> Iterator[Personal]:
    """Neighbouring groups of digits that make one number together; the longest wins."""
    first = 0
    while first < len(groups):
        totals = list(accumulate(end - start for start, end in groups[first : first + 19]))
        for last in range(bisect_right(totals, 19) - 1, -1, -1):
            if totals[last] < 6:
                break
            piece = _number(plain, spoken, groups[first : first + last + 1])
            if piece:
                yield piece
                first += last
                break
        first += 1


def _number(plain: str, spoken: str, groups: list[tuple[int, int]]) -> Personal | None:
    start, end = groups[0][0], groups[-1][1]
    digits = "".join(spoken[slice(*group)] for group in groups)
    cuts = tuple(group[1] - group[0] for group in groups)
    if spoken[end : end + 1] == "x" and len(digits) == 17 and _is_identity(digits + "x"):
        return Personal("identity", (start, end + 1))
    if _is_identity(digits) or (
        _IDENTITY.fullmatch(digits) and (cuts == (6, 8, 4) or "身份" in plain[:start])
    ):
        return Personal("identity", (start, end))
    if _MONEY.match(plain, end):
        return None
    for prefix in ("", *_PREFIXED.get(len(digits), ())):
        cut = cuts[1:] if prefix and cuts[0] == len(prefix) else (cuts[0] - len(prefix), *cuts[1:])
        if digits.startswith(prefix) and _MOBILE.fullmatch(digits, len(prefix)) and cut in _MOBILE_CUTS:
            return Personal("phone", (groups[1][0] if cut == cuts[1:] else start + len(prefix), end))
    kind = _kind(digits, cuts, plain[max(0, start - 14) : start], plain[start] in _HAN)
    if kind == "bank_card" and _LETTER.match(plain, end):
        return None
    return Personal(kind, (start, end)) if kind else None


def _kind(digits: str, cuts: tuple[int, ...], before: str, said: bool) -> Kind | None:
    """What a row of digits is that is no mobile number; `said`: it is read out."""
    if _BEFORE_ORDER.search(before):
        return "order"
    if _BEFORE_CARD.search(before):
        return "bank_card"
    if _AREA.fullmatch(digits) and (len(cuts) <= 4 or max(cuts) == 1):
        return "landline"
    if (
        len(digits) in (7, 8)
        and cuts in _LOCAL_CUTS
        and digits[0] in "2345678"
        and not _DATE.fullmatch(digits)
    ):
        return "landline" if said or _BEFORE_LOCAL.search(before) else None
    if 16 <= len(digits) <= 19 and digits[0] != "0" and (len(cuts) == 1 or max(cuts) <= 6):
        return None if _TIME.match(digits) else "bank_card"
    return None


def _is_identity(digits: str) -> bool:
    if len(digits) == 15:
        return bool(_OLD_IDENTITY.fullmatch(digits))
    if len(digits) != 18 or not _IDENTITY.fullmatch(digits):
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True)) % 11
    return "10x98765432"[rest] == digits[17]


def _addresses(plain: str) -> Iterator[Personal]:
    """House numbers behind a street, and rows of building, entrance and room."""
    done = 0
    for match in _HOUSE.finditer(plain):
        chain, before = match.group(), plain[max(done, match.start() - 20) : match.start()]
        if not _NUMBERED.search(chain):
            continue
        if not (_STREET.search(before) or _HOME.search(before) or len(_BUILDING.findall(chain)) > 1):
            continue
        begins = _BEGINS.match(before)
        done = match.end()
        yield Personal(
            "address", (match.start() - len(before) + (begins.end() if begins else 0), match.end())
        )
