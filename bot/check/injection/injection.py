"""Labelled conversations of a book: compliant ones, and ones in which a rule is broken in a way that its form allows."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from bot.book.model import Book, Rule
from bot.check.checker import Checker
from bot.check.examples import example
from bot.check.injection.collateral import collateral
from bot.check.injection.composer import Composer
from bot.check.injection.draft import Draft, sayings
from bot.check.injection.injectors import INJECTORS
from bot.check.injection.surface import Surface
from bot.check.injection.work import Work, stands
from bot.check.rulebook import Rulebook
from bot.conversation.model import CHANNELS, Conversation
from bot.errors import BookError
from bot.language.acts import ActModel
from bot.language.examples import Example
from bot.language.sounds import Sounds

#: Where none of them fits, the rule's own bad dialogue stands in the conversation.
EXAMPLE = "bad example"

#: A conversation of a rule is composed anew so often before the next way is tried.
_TRIES = 4


@dataclass(frozen=True)
class Labelled:
    """A conversation and what was put into it.

    Attributes:
        rule: the rule that is broken; empty in a compliant conversation.
        way: how (a key of `INJECTORS`, or `EXAMPLE`).
        also: rules that may be broken along with it, about which nothing is claimed.
    """

    conversation: Conversation
    rule: str = ""
    way: str = ""
    also: tuple[str, ...] = ()


class Injection:
    """Makes labelled conversations of one book; the same seed makes the same conversations."""

    def __init__(
        self, book: Book, sounds: Sounds, acts: ActModel | None, examples: list[Example], seed: int = 0
    ) -> None:
        self.book = book
        self.checker = Checker(Rulebook.of(book, sounds, acts))
        self.composer = Composer(book, sounds, acts, examples)
        self._surface = Surface(book, sounds)
        self._seed = seed

    def labelled(self, count: int) -> Iterator[Labelled]:
        """`count` conversations for each rule in which it is broken, and five times as many without a violation."""
        for number in range(5 * count):
            yield self.compliant(number)
        for name in self.book.rules:
            for number in range(count):
                found = self.broken(name, number)
                if found is not None:
                    yield found

    def compliant(self, number: int) -> Labelled:
        """A conversation in which nothing is wrong."""
        chance = self._chance("", number)
        return self._named(self._surface.varied(self.composer.any_scene(chance), chance), f"ok-{number}")

    def broken(self, name: str, number: int) -> Labelled | None:
        """A conversation in which a rule is broken; None where neither its form nor its examples give one."""
        rule = self.book.rules[name]
        chance = self._chance(name, number)
        for number_of_try in range(_TRIES):
            channel = "phone" if number_of_try >= _TRIES / 2 else ""
            base, broken = self._base(rule, chance, channel)
            ways = list(INJECTORS)
            chance.shuffle(ways)
            for way in ways:
                work = Work(rule, base, self.composer.listener, chance)
                draft = INJECTORS[way](work)
                if draft is None or not stands(work, draft):
                    continue
                also = tuple(sorted((collateral(self.composer.listener, base, draft) | broken) - {name}))
                above = [self.book.rules[other] for other in set(rule.outranked) & set(also)]
                if not any(stands(replace(work, rule=other), draft) for other in above):
                    return self._named(
                        self._surface.varied(draft, chance), f"{name}-{number}", name, way, also
                    )
        return self._by_example(name, rule, number, chance)

    def _base(self, rule: Rule, chance: Random, channel: str) -> tuple[Draft, set[str]]:
        """A compliant dialogue in which the rule has its moment, as far as the book tells, and the rules that the
        example in it breaks, of which its author says nothing.
        """
        composer = self.composer
        said = composer.scenes_for(rule)
        dialogues = self._examples(rule, channel)
        anywhere = rule.when is None and (rule.applies is None or not (said or dialogues))
        sources = (
            ["any"] * (anywhere or not (said or dialogues))
            + ["scene"] * bool(said)
            + ["good"] * bool(dialogues)
        )
        if anywhere and rule.require is None:
            sources = ["any"]
        chance.shuffle(sources)
        for source in sources:
            draft = None
            if source == "scene":
                draft = composer.with_scene(chance.choice(said), chance, rule, channel)
            elif source == "good":
                written = chance.choice(dialogues)
                return composer.with_example(rule, written, chance), self._broken_by(written)
            if draft is not None:
                return draft, set()
        return composer.any_scene(chance, channel), set()

    def _examples(self, rule: Rule, channel: str) -> list[Conversation]:
        """The rule's good examples that have its moment: others are good because it does not come up."""
        found = []
        for written in rule.good:
            conversation = self._example(written, channel)
            if conversation is not None and ("//" in written or "@" in written):
                draft = Draft(conversation.head, sayings(conversation))
                work = Work(rule, draft, self.composer.listener, Random(0))
                shown = rule.require is None or self.composer.listener.places(rule.require, draft)
                found += [conversation] if shown and stands(work, draft) else []
        return found

    def _example(self, written: str, channel: str) -> Conversation | None:
        """An example as a conversation, in another channel unless it names one; None where it is not well written."""
        try:
            conversation = example(written, self.book)
        except BookError:
            return None
        named = any(f"@{name}" in written for name in CHANNELS)
        return (
            conversation
            if named or not channel
            else replace(conversation, head=replace(conversation.head, channel=channel))
        )

    def _broken_by(self, conversation: Conversation) -> set[str]:
        """The rules that an example breaks by itself."""
        return {finding.rule for finding in self.checker.check(conversation).findings}

    def _by_example(self, name: str, rule: Rule, number: int, chance: Random) -> Labelled | None:
        """One of the rule's bad examples, if it is one in this book, with opening and closing."""
        for channel in ("", "phone"):
            alone = [c for written in rule.bad if (c := self._example(written, channel)) is not None]
            broken = [c for c in alone if name in self._broken_by(c)]
            if broken:
                chosen = chance.choice(broken)
                draft = self.composer.with_example(rule, chosen, chance)
                also = tuple(sorted(self._broken_by(chosen) - {name}))
                return self._named(
                    self._surface.varied(draft, chance), f"{name}-{number}", name, EXAMPLE, also
                )
        return None

    def _chance(self, name: str, number: int) -> Random:
        return Random(zlib.crc32(f"{self._seed}/{self.book.book}/{name}/{number}".encode()))

    def _named(
        self, draft: Draft, name: str, rule: str = "", way: str = "", also: tuple[str, ...] = ()
    ) -> Labelled:
        conversation = replace(draft, head=replace(draft.head, id=f"{self.book.book}-{name}")).conversation()
        return Labelled(conversation, rule, way, also)
