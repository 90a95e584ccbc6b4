"""What an injector is given and what it gives back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from bot.book.model import Rule
from bot.check.injection.draft import Draft
from bot.check.injection.listener import Listener


@dataclass(frozen=True)
class Work:
    """A compliant dialogue in which a rule has its moment, and the rule that is to be broken."""

    rule: Rule
    draft: Draft
    listener: Listener
    chance: Random


#: Breaks the rule; None where the rule's form or the dialogue leaves nothing to break in this way.
Injector = Callable[[Work], Draft | None]


def operators(condition: Any, book_cues: dict[str, Any], name: str) -> Iterator[Any]:
    """Every use of an operator in a condition and in the cues it names: the mapping that holds it."""
    if isinstance(condition, str):
        if condition in book_cues:
            yield from operators(book_cues[condition], book_cues, name)
    elif isinstance(condition, list):
        for item in condition:
            yield from operators(item, book_cues, name)
    elif isinstance(condition, dict):
        if name in condition:
            yield condition
        for key, value in condition.items():
            if key in ("all", "any", "not", "certain", "count", "order", "since", "cue") or (
                key == "items" and isinstance(value, dict)
            ):
                inner = list(value.values()) if key == "items" else value
                yield from operators(inner, book_cues, name)


def moment(work: Work) -> int | None:
    """The number of the saying at which the rule's moment comes first; None where it has none."""
    if work.rule.when is None:
        return None
    draft = work.draft
    return next((i for i in range(len(draft.said)) if work.listener.holds(work.rule.when, draft, i)), None)


def stands(work: Work, draft: Draft) -> bool:
    """Whether the rule still comes up in a draft: leaving words out may take away its moment too, or what makes one of
    the things it requires due.
    """
    rule, listener = work.rule, work.listener
    for given in operators(rule.require, listener.book.cues, "not"):
        if listener.holds(given["not"], work.draft) and not listener.holds(given["not"], draft):
            return False
    if rule.applies is not None and not listener.holds(rule.applies, draft):
        return False
    if rule.exempt is not None and listener.holds(rule.exempt, draft):
        return False
    if rule.when is None:
        return True
    moments = [i for i in range(len(draft.said)) if listener.holds(rule.when, draft, i)]
    return bool(moments) and _agent_runs(draft, moments[0]) >= rule.least


def _agent_runs(draft: Draft, at: int) -> int:
    """How often the agent takes the word from a saying on."""
    roles = [one.role for one in draft.said[at:]]
    return sum(role == "agent" and (i == 0 or roles[i - 1] == "customer") for i, role in enumerate(roles))
