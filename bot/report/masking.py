"""Reports and conversations without personal data. Every text keeps its length, so that offsets stay valid."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.check.finding import Evidence, Finding, Part, Report
from bot.conversation.model import Conversation, Customer, Head, Turn
from bot.language.label import masked_label
from bot.language.personal import masked
from bot.language.surname import surname_kept


def mask_report(report: Report, conversation: Conversation) -> tuple[Report, Conversation]:
    """Both with personal data masked in ids, turns, records, quotes and messages; of a customer's name the surname stays.

    An id stays but for a number that is somebody's, and the agent stays: by them the reader finds both.
    """
    turns = tuple(_turn(turn) for turn in conversation.turns)
    findings = tuple(_finding(finding, conversation.turns, turns) for finding in report.findings)
    shown = replace(report, id=masked_label(report.id), findings=findings)
    return shown, Conversation(_head(conversation.head), turns)


def mask_id(report: Report) -> Report:
    """A report without findings, masked: there is nothing but its id."""
    shown = masked_label(report.id)
    return report if shown == report.id else replace(report, id=shown)


def quoted(report: Report, conversation: Conversation) -> Conversation:
    """The conversation with the words of those turns alone that the report quotes: the others need no masking."""
    quoted = {piece.turn for finding in report.findings for piece in finding.evidence}
    turns = conversation.turns
    return Conversation(conversation.head, tuple(t if n in quoted else _SILENT for n, t in enumerate(turns)))


_SILENT = Turn("agent", "")


def _head(head: Head) -> Head:
    shown, surname = masked_label(head.id), surname_kept(head.customer.surname)
    if shown != head.id or surname != head.customer.surname:
        head = replace(head, id=shown, customer=Customer(surname, head.customer.gender))
    if not head.records and not head.more:
        return head
    records = head.records and tuple(
        replace(record, id=masked_label(record.id), fields=_fields(record.fields)) for record in head.records
    )
    return replace(head, records=records, more=_fields(head.more))


def _turn(turn: Turn) -> Turn:
    text = masked(turn.text)
    return turn if text == turn.text else replace(turn, text=text)


def _finding(finding: Finding, before: tuple[Turn, ...], after: tuple[Turn, ...]) -> Finding:
    evidence = tuple(_evidence(piece, before, after) for piece in finding.evidence)
    changed = [
        (old.quote, new.quote)
        for old, new in zip(finding.evidence, evidence, strict=True)
        if old.quote != new.quote
    ]
    return replace(
        finding,
        evidence=evidence,
        message=_text(finding.message, changed),
        expected=_text(finding.expected, changed),
        parts=tuple(Part(_text(part.text, changed), part.said) for part in finding.parts),
        why=masked(finding.why),
    )


def _evidence(piece: Evidence, before: tuple[Turn, ...], after: tuple[Turn, ...]) -> Evidence:
    """A quote is cut out of the masked turn: half a number in a quote is no number, but still personal."""
    start, end = piece.span
    if 0 <= piece.turn < len(before) and before[piece.turn].text[start:end] == piece.quote:
        return replace(piece, quote=after[piece.turn].text[start:end])
    return replace(piece, quote=masked(piece.quote))


def _text(text: str, changed: list[tuple[str, str]]) -> str:
    for old, new in changed:
        text = text.replace(old, new)
    return masked(text)


def _fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _value(value) for key, value in fields.items()}


def _value(value: Any) -> Any:
    match value:
        case str():
            return masked(value)
        case bool() | float() | None:
            return value
        case int():
            text = masked(str(value))
            return value if text == str(value) else text
        case Mapping():
            return _fields(value)
        case list() | tuple():
            return [_value(inner) for inner in value]
        case _:
            return value
