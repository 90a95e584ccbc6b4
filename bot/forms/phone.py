"""Telephone numbers in an answer: mobile, landline with or without area code and extension, service numbers."""

import re

from bot.forms.errors import Unfit
from bot.language.aligned import aligned
from bot.language.digits import READ_OUT

_GAP = r"[\s\-－—–.·]{0,3}"
_READ = str.maketrans(READ_OUT)
_HAN = "".join(READ_OUT)

#: A row of Chinese digits that is read out: two or more, so that 三点 stays what it is.
_SAID = re.compile(rf"[{_HAN}0-9](?:{_GAP}[{_HAN}0-9])+")
_ROW = re.compile(rf"\+?[0-9](?:{_GAP}[0-9])+")
_EXTENSION = re.compile(r"[\s,，。]*(?:转(?:接|分机)?|分机(?:号)?|ext\.?)[\s:：是]*([0-9]{1,6})")
_LEAD = (
    r"(?:(?:我|他|她|客户|业主|对方|本人|家里|单位)的?)?(?:联系)?(?:电话|手机|座机|固话|号码|联系方式)?(?:号码?)?"
    r"(?:就?是|为|[:：]|留|打)?"
)

_MOBILE = re.compile(r"1[3-9]\d{9}")
_AREA = re.compile(r"(0(?:10|2\d|[3-9]\d\d))([2-8]\d{6,7})")
_SERVICE = re.compile(r"([48]00)(\d{3})(\d{4})")
_LOCAL = re.compile(r"[2-8]\d{6,7}")

_VALID = "手机号是 11 位，例如 13812345678；座机请带区号，例如 0591-87654321。"


def phone(said: str) -> str:
    """The one number that is said: 13812345678, 0591-87654321, 87654321转802, 400-123-4567.

    Raises:
        Unfit: there is none, there are several, or it has too few or too many digits.
    """
    numbers = phones(said)
    if len(numbers) > 1:
        raise Unfit(f"这里有 {len(numbers)} 个号码：{'、'.join(numbers)}。请说用哪一个。")
    if numbers:
        return numbers[0]
    rows = [_digits(row.group()) for row in _ROW.finditer(_read_out(said))]
    row = max(rows, key=len, default="")
    if len(row) < 5:
        raise Unfit(f"没有看出电话号码。{_VALID}")
    if row.startswith("1") and not _MOBILE.match(row[:11].ljust(11, "0")):
        raise Unfit(f"没有 {row[:2]} 开头的手机号（{row}）。请和客户再核对一遍。")
    kind = "手机号应当是 11 位，" if row.startswith("1") else ""
    raise Unfit(f"{kind}这个号码是 {len(row)} 位：{row}。请和客户再核对一遍。{_VALID}")


def phones(said: str) -> list[str]:
    """Every number that is said, once."""
    text = _read_out(said)
    found: dict[str, None] = {}
    for row in _ROW.finditer(text):
        whole = _number(row.group())
        for number in [whole] if whole else filter(None, map(_number, row.group().split())):
            extension = None if _MOBILE.fullmatch(number) else _EXTENSION.match(text, row.end())
            found[f"{number}转{extension[1]}" if extension else number] = None
    return list(found)


def is_only_a_phone(said: str) -> bool:
    """Whether a clause is a number and what leads up to it, and nothing else."""
    text = _read_out(said)
    bare = _EXTENSION.sub("", _ROW.sub("", text, count=1))
    return len(phones(said)) == 1 and re.fullmatch(rf"\s*{_LEAD}\s*[,，。.！!；;]?\s*", bare) is not None


def _read_out(said: str) -> str:
    """Digits half-width, and those that are read out as digits."""
    return _SAID.sub(lambda row: row.group().translate(_READ), aligned(said))


def _digits(row: str) -> str:
    return "".join(c for c in row if c.isdigit())


def _number(row: str) -> str | None:
    """How a row of digits is written as a telephone number; None where it is none."""
    digits, abroad = _digits(row), row.startswith("+")
    for prefix in ("0086", "86"):
        rest = digits.removeprefix(prefix)
        if rest != digits and (abroad or _MOBILE.fullmatch(rest)):
            digits, abroad = rest, False
            break
    if abroad:
        return f"+{digits}" if 8 <= len(digits) <= 15 else None
    if _MOBILE.fullmatch(digits) or _LOCAL.fullmatch(digits):
        return digits
    found = _SERVICE.fullmatch(digits) or _AREA.fullmatch(digits)
    return "-".join(found.groups()) if found else None
