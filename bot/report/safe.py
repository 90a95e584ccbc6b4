"""Texts made harmless for the place they go to. Every character is replaced by one, so that offsets stay valid."""

import re
from html import escape

_SURROGATE = re.compile("[\ud800-\udfff]")

#: Steers a terminal, turns the reading direction, or is no character of XML 1.0.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_BREAK = re.compile(r"[\t\n\r\u2028\u2029]")

#: What makes a spreadsheet take a cell for a formula.
_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r]")


def encodable(text: str) -> str:
    """`text` without half characters (lone surrogates), which UTF-8 cannot hold."""
    return _SURROGATE.sub("�", text)


def printable(text: str) -> str:
    """`text` without control characters; line breaks and tabs stay."""
    return _UNPRINTABLE.sub("�", text)


def one_line(text: str) -> str:
    """`printable(text)` with line breaks and tabs as spaces."""
    return _BREAK.sub(" ", printable(text))


def cell(text: str) -> str:
    """`printable(text)` that no spreadsheet takes for a formula."""
    return f"'{printable(text)}" if is_formula(text) else printable(text)


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could take `text` for a formula."""
    return bool(_FORMULA.match(text.lstrip(" ")))


def escaped(text: str) -> str:
    """`printable(text)` for HTML, inside elements and inside quoted attributes."""
    return escape(printable(text), quote=True)
