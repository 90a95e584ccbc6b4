"""What stands around the core of a dialogue: opening, talk, details read back, the last question, closing."""

from dataclasses import replace
from random import Random

from bot.check.injection.draft import Draft, Said
from bot.check.injection.frame import Frame
from bot.check.injection.persons import Persons
from bot.check.injection.talk import DONE, DONE_WITH_THANKS, EXCHANGES, HELLO, REPLIES, RIGHT
from bot.check.injection.work import operators
from bot.conversation.model import Head, Record

#: Scenes of the frame; they are played in every conversation.
FRAME = (
    "greeting",
    "closing",
    "closing_answered",
    "closing_unresolved",
    "thanks",
    "address",
    "courtesy",
    "farewell",
)

#: How many of the transcripts carry times, say the customer's number, and answer thanks.
_TIMED, _DETAILS, _THANKED = 0.85, 0.25, 0.4


class Wrapping:
    """Makes a whole dialogue of a core."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def complete(self, draft: Draft, chance: Random) -> Draft:
        """With or without times, and with the forms that the rules which now apply ask for."""
        return self._recorded(replace(draft, timed=chance.random() < _TIMED))

    def framed(self, head: Head, who: Persons, core: list[Said], chance: Random) -> Draft:
        """Opening, talk, the core, more talk, closing."""
        said = [self._frame.opening(head, who)]
        asks_first = not core or (
            core[0].role == "customer" and not core[0].signals and chance.random() < 0.4
        )
        if asks_first or not (core and core[0].role == "customer"):
            said += self.exchange(who, head, chance, hello=True)
        said += core
        if chance.random() < 0.5 or not core:
            said += self.exchange(who, head, chance)
        if (
            chance.random() < _DETAILS
            and "confirm_info" in self._frame.book.lines
            and head.direction == "inbound"
        ):
            said += self._details(who)
        return self.finished(head, said, who, chance)

    def finished(self, head: Head, said: list[Said], who: Persons, chance: Random) -> Draft:
        """What has been said, and the closing."""
        if said[-1].role == "agent":
            said = [*said, Said("customer", "好的。", talk=True)]
        asks = self._frame.question(who)
        thanks: Said | None = None
        if asks:
            thankful = [*said, *asks, Said("customer", chance.choice(DONE_WITH_THANKS), talk=True)]
            thanks = self._frame.thanked(head, who, tuple(thankful)) if chance.random() < _THANKED else None
            said = thankful if thanks else [*said, *asks, Said("customer", chance.choice(DONE), talk=True)]
        last = thanks or self._frame.closing(head, who, tuple(said))
        said = self._addressed([*said, last], head, who)
        return self.complete(Draft(head, tuple(said)), chance)

    def ended_by(
        self, scene: str, head: Head, who: Persons, said: list[Said], played: list[Said], chance: Random
    ) -> Draft:
        """A dialogue that a scene ends; where it is one of the frame, something has been asked and answered before."""
        if scene in FRAME:
            said = [
                *said,
                *self.exchange(who, head, chance, hello=True),
                Said("customer", REPLIES[0], talk=True),
            ]
            said += [*self._frame.question(who), *played]
            return self.complete(Draft(head, tuple(self._addressed(said, head, who))), chance)
        return self.complete(Draft(replace(head, resolved=None), (*said, *played)), chance)

    def exchange(self, who: Persons, head: Head, chance: Random, *, hello: bool = False) -> list[Said]:
        """A question and its answer; a customer whose name is known is addressed."""
        asked, answered = chance.choice(EXCHANGES)
        begins = chance.choice(HELLO) if hello else ""
        name = f"{who.customer}，" if head.customer.surname else ""
        return [Said("customer", begins + asked, talk=True), Said("agent", name + answered, talk=True)]

    def _details(self, who: Persons) -> list[Said]:
        back = self._frame.line("confirm_info", who)
        told = Said("customer", f"我的电话是{who.phone}。", kept=True)
        return [
            told,
            replace(back, text=f"好的，{who.phone}，{back.text}"),
            Said("customer", RIGHT[0], talk=True),
        ]

    def _addressed(self, said: list[Said], head: Head, who: Persons) -> list[Said]:
        """With the customer addressed by his name, if it is known and nobody has done so."""
        if not head.customer.surname or any(who.customer in one.text for one in said):
            return said
        last = max((i for i, one in enumerate(said) if one.role == "agent" and i), default=0)
        return [
            replace(one, text=f"{who.customer}，{one.text}") if i == last and i else one
            for i, one in enumerate(said)
        ]

    def _recorded(self, draft: Draft) -> Draft:
        """With the forms that the rules which now apply ask for."""
        if draft.head.records is not None:
            return draft
        due = [
            Record(given["record"])
            for rule in self._frame.book.rules.values()
            for given in operators(rule.require, {}, "record")
            if self._frame.concerned(rule, draft) and (rule.applies is not None or rule.when is not None)
        ]
        return replace(draft, head=replace(draft.head, records=tuple(due))) if due else draft
