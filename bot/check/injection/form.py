"""Labelled conversations as JSON lines, and figures as a table."""

from collections.abc import Mapping
from typing import Any

import orjson

from bot.check.injection.injection import Labelled
from bot.check.injection.measure import Measured, total
from bot.conversation.model import Conversation, Head, Turn


def line_of(labelled: Labelled) -> bytes:
    """One labelled conversation as a line of JSON.

    Every rule that stands neither in `labels` nor in `also` is kept, or does not come up.
    """
    data = _conversation(labelled.conversation)
    data["labels"] = {labelled.rule: "violated"} if labelled.rule else {}
    data["injected"] = [labelled.rule] if labelled.rule else []
    if labelled.rule:
        data |= {"way": labelled.way, "also": list(labelled.also)}
    return orjson.dumps(data) + b"\n"


def table(book: str, figures: Mapping[str, Measured], *, markdown: bool = False) -> str:
    """Precision and recall a rule, with how it was broken."""
    rows = [["book", "rule", "precision", "recall", "injected", "found", "wrong", "broken by (missed)"]]
    rows += [_row(book, rule, one) for rule, one in figures.items()]
    rows.append([*_row(book, "all", total(dict(figures)))[:-1], ""])
    if markdown:
        head, *others = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([head, "|---" * len(rows[0]) + "|", *others])
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _row(book: str, rule: str, one: Measured) -> list[str]:
    ways = ", ".join(
        f"{way} {number}" + (f" ({one.missed[way]})" if one.missed[way] else "")
        for way, number in sorted(one.ways.items())
    )
    figures = ["–" if share is None else f"{share:.3f}" for share in (one.precision, one.recall)]
    return [book, rule, *figures, str(one.injected), str(one.found), str(one.wrong), ways or "not injected"]


def _conversation(conversation: Conversation) -> dict[str, Any]:
    return {**_head(conversation.head), "turns": [_turn(turn) for turn in conversation.turns]}


def _head(head: Head) -> dict[str, Any]:
    known = {
        "id": head.id,
        "book": head.book,
        "channel": head.channel,
        "direction": head.direction,
        "started_at": head.started_at,
        "rings": head.rings,
        "ring_seconds": head.ring_seconds,
        "ended_by": head.ended_by,
        "resolved": head.resolved,
        "agent": {name: value for name in ("id", "number", "name") if (value := getattr(head.agent, name))},
        "customer": {
            name: value for name in ("surname", "gender") if (value := getattr(head.customer, name))
        },
    }
    data: dict[str, Any] = {name: value for name, value in known.items() if value not in (None, "", {})}
    if head.records is not None:
        data["records"] = [{"type": record.type} for record in head.records]
    return data


def _turn(turn: Turn) -> dict[str, Any]:
    data: dict[str, Any] = {"role": turn.role, "text": turn.text}
    if turn.start is not None:
        data |= {"start": turn.start, "end": turn.end}
    return data | ({"signals": list(turn.signals)} if turn.signals else {})
