"""Ids and other labels without personal data: recordings are often named after the number that called."""

import re

from bot.language.aligned import aligned
from bot.language.personal import Personal, masked, personal

#: The shortest label that may hold a number worth hiding.
_SHORTEST = 7

_DATE = r"20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_CLOCK = r"(?:[01]\d|2[0-3])[0-5]\d[0-5]\d"
#: A mobile number written without a gap before or behind a date. What may be a time of day is one: 20261102135123….
_DATED = re.compile(
    rf"(?<!\d)(?:{_DATE}(?!{_CLOCK})|{_DATE}{_CLOCK})?(1[3-9]\d{{9}})(?:{_DATE}(?:{_CLOCK})?)?(?!\d)"
)


def masked_label(text: str) -> str:
    """`text` with the middle of personal data as `*`, as `masked` has it, but with what tells labels apart.

    Long rows of digits and order numbers stay: they are what systems number conversations and records by, and two
    of one day would look alike. Bank cards by the number they begin with (62) do not.
    """
    if len(text) < _SHORTEST:
        return text
    shown = masked(text)
    plain = aligned(text)
    if shown != text:
        for piece in personal(text):
            if _tells_apart(piece, plain):
                begin, end = piece.span
                shown = shown[:begin] + text[begin:end] + shown[end:]
    for found in _DATED.finditer(plain):
        begin, end = found.span(1)
        shown = f"{shown[: begin + 3]}****{shown[end - 4 :]}"
    return shown


def _tells_apart(piece: Personal, plain: str) -> bool:
    return piece.kind == "order" or (piece.kind == "bank_card" and not plain.startswith("62", piece.span[0]))
