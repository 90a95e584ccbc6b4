"""Compliant dialogues of a book: its opening, a scene or a rule's good example, neutral talk, its closing."""

from dataclasses import replace
from random import Random

from bot.book.model import Book, Rule
from bot.check.injection.draft import Draft, Said, sayings
from bot.check.injection.frame import Frame
from bot.check.injection.listener import Listener
from bot.check.injection.persons import Persons, head_for, merged, named, persons
from bot.check.injection.scenes import Stage
from bot.check.injection.talk import EXCHANGES
from bot.check.injection.triggers import Triggers
from bot.check.injection.wrapping import FRAME, Wrapping
from bot.conversation.model import Conversation, Head
from bot.language.acts import ActModel
from bot.language.examples import Example
from bot.language.sounds import Sounds


class Composer:
    """Composes dialogues that keep every rule of the book, as far as its scenes do."""

    def __init__(self, book: Book, sounds: Sounds, acts: ActModel | None, examples: list[Example]) -> None:
        self.book = book
        self.listener = Listener(book, sounds, acts)
        self.frame = Frame(self.listener)
        self.wrapping = Wrapping(self.frame)
        self.triggers = Triggers(self.listener, examples)
        self.stage = Stage(self.frame, self.triggers, examples)

    def any_scene(self, chance: Random, channel: str = "") -> Draft:
        """A dialogue around one of the book's scenes, or of nothing but talk. `channel`: another than the book's."""
        names = [name for name in self.book.scenes if name not in FRAME]
        scene = chance.choice([*names, ""])
        found = self.with_scene(scene, chance, channel=channel) if scene else None
        return found or self.talk(chance, channel=channel)

    def talk(self, chance: Random, direction: str = "inbound", channel: str = "") -> Draft:
        """A dialogue in which a customer asks and is answered."""
        who = persons(self.book, chance)
        head = head_for(self.book, who, chance, direction=direction, channel=channel)
        return self.wrapping.framed(head, who, [], chance)

    def with_scene(
        self, scene: str, chance: Random, rule: Rule | None = None, channel: str = ""
    ) -> Draft | None:
        """A dialogue around a scene, opened by a customer who also brings the moment of `rule`; None if nobody does."""
        moment = None if rule is None else rule.when if rule.when is not None else rule.applies
        who = persons(self.book, chance)
        for direction in ("outbound", "internal", "inbound"):
            channel = channel or self.book.scenes[scene].channel or ""
            head = head_for(self.book, who, chance, direction=direction, channel=channel)
            opening = self.frame.opening(head, who)
            if self._of_itself(scene, head, opening):
                said = [opening, *self.stage.play(scene, None, who, chance, opening.line).said]
                return self.wrapping.finished(head, said, who, chance)
            triggers = self.stage.triggers(scene, head, moment) if direction == "inbound" else []
            if triggers:
                trigger = chance.choice(triggers)
                if trigger is not None and trigger.signals:
                    head = head_for(self.book, who, chance, channel="phone")
                    opening = self.frame.opening(head, who)
                played = self.stage.play(scene, trigger, who, chance, opening.line)
                if played.ends:
                    return self.wrapping.ended_by(scene, head, who, [opening], list(played.said), chance)
                return self.wrapping.framed(head, who, list(played.said), chance)
        return None

    def scenes_for(self, rule: Rule) -> list[str]:
        """The scenes in which the rule's line is said; for a rule without one, those that begin as its moment does."""
        scenes = self.book.scenes
        if rule.expected is not None:
            return [
                name for name, scene in scenes.items() if rule.expected in [step.say for step in scene.steps]
            ]
        moment = rule.when if rule.when is not None else rule.applies
        if moment is None:
            return []
        head = Head(channel=self.book.channel, direction="inbound")
        brought = self.triggers.of(moment, head)
        found = [
            name
            for name, scene in scenes.items()
            if scene.begins and self.triggers.of(scene.begins, head, moment)
        ]
        shares = {
            name: sum(self.triggers.opens(scenes[name].begins, head, said) for said in brought)
            for name in found
        }
        return [name for name, share in shares.items() if share == max(shares.values())]

    def with_example(self, rule: Rule, conversation: Conversation, chance: Random) -> Draft:
        """A dialogue around an example of a rule, good or bad, which keeps what the example says of the call."""
        who = persons(self.book, chance)
        if conversation.head.customer.surname:
            who = replace(who, surname=conversation.head.customer.surname)
        head = merged(
            head_for(
                self.book,
                who,
                chance,
                direction=conversation.head.direction,
                channel=conversation.head.channel,
            ),
            conversation.head,
        )
        name = self.book.organisation
        core = [
            replace(one, text=one.text.replace(name, named(name)) if name else one.text, kept=True)
            for one in sayings(conversation)
        ]
        if len(core) == 1:
            draft = self.wrapping.framed(head, who, self._among_talk(core[0], chance), chance)
        else:
            draft = self._around(head, who, core, rule, chance)
        return replace(draft, timed=draft.timed or any(turn.start is not None for turn in conversation.turns))

    def _around(self, head: Head, who: Persons, core: list[Said], rule: Rule, chance: Random) -> Draft:
        """Opening and closing, where the example does not bring its own."""
        first = next((one for one in core if one.role == "agent"), core[0])
        opening = self.frame.opening(head, who)
        begins = core[0].role == "agent" and (
            bool(rule.window and rule.window.first) or self._same(opening.line, first) or not _spoken(core)
        )
        said = core if begins else [opening, *core]
        last = rule.window is not None and rule.window.last
        if last or not _spoken(core) or self._ended(core[-1]):
            return self.wrapping.complete(Draft(head, tuple(said)), chance)
        return self.wrapping.finished(head, said, who, chance)

    def _among_talk(self, said: Said, chance: Random) -> list[Said]:
        asked, _ = chance.choice(EXCHANGES)
        return [Said("customer", asked, talk=True), said, Said("customer", "嗯，好。", talk=True)]

    def _of_itself(self, scene: str, head: Head, opening: Said) -> bool:
        """Whether a conversation that begins like this is in the scene although the customer has said nothing."""
        if head.direction == "inbound":
            return False
        found = self.book.scenes[scene]
        if found.begins is None:
            return found.steps[0].say == opening.line
        return self.listener.holds(found.begins, Draft(head, (opening,)), 0)

    def _same(self, line: str, said: Said) -> bool:
        if line not in self.book.lines:
            return False
        return self.listener.lines[line].holds(self.listener.view(Draft(Head(), (said,)))) is True

    def _ended(self, said: Said) -> bool:
        """Whether a saying is a line with which the book ends a conversation."""
        ends = {s.say for scene in self.book.scenes.values() for s in scene.steps if s.say and s.ends}
        return said.role == "agent" and any(self._same(line, said) for line in ends)


def _spoken(core: list[Said]) -> bool:
    """Whether the customer says anything."""
    return any(one.role == "customer" and one.text.strip("（）无声杂音") for one in core)
