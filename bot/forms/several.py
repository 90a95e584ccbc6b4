"""An answer that tells more than was asked: 我叫王小明，电话13812345678，检测报告晚了一个星期."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from bot.forms.answer import answer
from bot.forms.errors import Unfit
from bot.forms.field import Field, Value
from bot.forms.phone import is_only_a_phone
from bot.language.normalise import squeezed

_CLAUSE = re.compile(r"[^，,。；;！!\n]+[，,。；;！!\n]*")
_ENDS = "，,。；;！!\n \t"
_NAMED = re.compile(r"(?:我|他|她|客户|业主|对方|患者)?(?:的?名字)?(?P<name>(?:叫|(?=姓)).{1,8})")


def taken_apart(
    asked: Field, said: str, others: Sequence[Field], now: datetime
) -> tuple[dict[str, Value], str]:
    """What the answer tells of other fields, and what is left of it for the one that was asked.

    Args:
        others: fields that are still empty.
    """
    clauses = [found.group() for found in _CLAUSE.finditer(said)]
    told: dict[str, Value] = {}
    left = []
    for clause in clauses:
        field, value = _meant(asked, clause.strip(_ENDS), others, now, alone=len(clauses) == 1)
        if field is None or value is None or field.name in told:
            left.append(clause)
        else:
            told[field.name] = value
    return told, "".join(left).strip(_ENDS) if told else said


def answer_in(asked: Field, said: str, now: datetime) -> Value | None:
    """The answer to what was asked; of several clauses, the only one that is an answer.

    Raises:
        Unfit: the field cannot take it.
    """
    try:
        return answer(asked, said, now)
    except Unfit:
        fitting = set[Value]()
        if asked.type in ("number", "choice", "yes_no"):
            clauses = [found.group().strip(_ENDS) for found in _CLAUSE.finditer(said)]
            values = [_tried(asked, clause, now) for clause in clauses]
            fitting = {value for value in values if value is not None}
        if len(fitting) == 1:
            return fitting.pop()
        raise


def _meant(
    asked: Field, clause: str, others: Sequence[Field], now: datetime, *, alone: bool
) -> tuple[Field | None, Value | None]:
    """The field that a clause is about, where it cannot be the one that was asked."""
    for field in others:
        for name in field.called:
            begins = re.match(
                rf"(?:他|她|客户|业主|患者)?的?{re.escape(name)}\s*(?:就?是|为|叫|[:：])\s*(?=\S)", clause
            )
            if begins and name not in asked.called:
                return field, _tried(field, clause[begins.end() :], now)
        if field.type == "phone" and asked.type != "phone" and is_only_a_phone(clause):
            return field, _tried(field, clause, now)
        if field.personal == "name" and asked.personal != "name" and (named := _NAMED.fullmatch(clause)):
            return field, _tried(field, named["name"], now)
        if not alone and _unmistakable(field, clause):
            return field, _tried(field, clause, now)
    return None, None


def _unmistakable(field: Field, clause: str) -> bool:
    """A choice by its full name, or a number with its unit. What classes a form is never taken in passing."""
    if field.type == "choice":
        return not any(c.means or c.due for c in field.choices) and squeezed(clause) in {
            squeezed(c.name) for c in field.choices
        }
    return field.type == "number" and bool(field.unit) and clause.endswith(field.unit)


def _tried(field: Field, text: str, now: datetime) -> Value | None:
    with suppress(Unfit):
        return answer(field, text, now)
    return None
