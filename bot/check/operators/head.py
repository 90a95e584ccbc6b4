"""`head`: what is known about the conversation beside its words (channel, direction, who ended it, ...)."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.check.condition import Verdict, Wordless
from bot.check.track import View
from bot.conversation.model import Head
from bot.errors import BookError

FIELDS = ("channel", "direction", "ended_by", "resolved", "surname", "gender", "agent_number")


class HeadIs(Wordless):
    """Holds where each named field has one of its values; None where a field is unknown.

    `known` as the value asks only whether the field is known.
    """

    def __init__(self, wanted: Mapping[str, Sequence[Any]]) -> None:
        self._wanted = tuple(wanted.items())

    @classmethod
    def decode(cls, given: object, where: str) -> "HeadIs":
        """From `{channel: phone, ended_by: [agent, system]}`."""
        if not isinstance(given, Mapping) or not given or set(given) - set(FIELDS):
            raise BookError(f"{where}：head 里可以写：{'、'.join(FIELDS)}，现在是 {given!r}。")
        return cls({k: v if isinstance(v, list) else [v] for k, v in given.items()})

    def holds(self, view: View) -> Verdict:
        """Whether every field is as wanted."""
        unknown = False
        for name, wanted in self._wanted:
            value = field_of(view.track.head, name)
            if wanted == ["known"]:
                if value in ("", None):
                    return False
            elif value in ("", None):
                unknown = True
            elif value not in wanted:
                return False
        return None if unknown else True


def field_of(head: Head, name: str) -> Any:
    """The value of a field; empty or None where it is unknown."""
    if name == "surname":
        return head.customer.surname
    if name == "gender":
        return head.customer.gender
    if name == "agent_number":
        return head.agent.number
    return getattr(head, name)
