"""Rules whose moment has come and whose window is still open."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.check.rulebook import Compiled

#: In place of the last run of a window: it goes on to the end of the conversation.
END = -1


@dataclass(slots=True, eq=False)
class Open:
    """One open window.

    Attributes:
        at: the turn of the moment.
        until: the last run of the window, or `END`.
    """

    rule: Compiled
    at: int
    until: int


class Waiting:
    """The open windows by their last run, so that a turn costs what it closes and not what is open."""

    def __init__(self) -> None:
        self._by_end: dict[int, list[Open]] = {}
        self._newest: dict[str, Open] = {}

    def add(self, rule: Compiled, at: int, until: int) -> None:
        """A window that has come open."""
        opened = Open(rule, at, until)
        self._by_end.setdefault(until, []).append(opened)
        self._newest[rule.id] = opened

    def has(self, rule: Compiled) -> bool:
        """Whether a window of the rule is open."""
        return rule.id in self._newest

    def drop(self, rule: Compiled) -> None:
        """Forget the open window of a rule that has no more than one."""
        opened = self._newest.pop(rule.id, None)
        if opened is not None:
            self._by_end[opened.until].remove(opened)

    def closed(self, run: int) -> list[Open]:
        """The windows that run `run` lies behind, in the order of their moments; they are no longer open."""
        found = self._by_end.pop(run - 1, [])
        for opened in found:
            if self._newest.get(opened.rule.id) is opened:
                del self._newest[opened.rule.id]
        return found

    def __iter__(self) -> Iterator[Open]:
        """What is open, in the order of the moments."""
        every = [opened for some in self._by_end.values() for opened in some]
        return iter(sorted(every, key=lambda opened: opened.at))
