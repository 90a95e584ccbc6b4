"""How what is said reaches the transcript: hesitation, lost punctuation, numbers read out, a turn cut in two, a homophone."""

import re
from dataclasses import replace
from random import Random

from bot.book.model import Book
from bot.check.injection.draft import Draft, Said
from bot.check.injection.talk import HESITATION
from bot.check.injection.work import operators
from bot.language.sounds import Sounds

_STOPS = re.compile("[，。！？、；]")
_READ_OUT = str.maketrans("0123456789", "零一二三四五六七八九")
_NUMBER = re.compile(r"\d{1,2}(?=号)")

#: How often each of them happens to a saying.
_HESITATES, _UNPUNCTUATED, _READS_OUT, _CUT, _MISHEARD = 0.08, 0.08, 0.3, 0.08, 0.08


class Surface:
    """Varies sayings in ways that change nothing of what a rule asks for."""

    def __init__(self, book: Book, sounds: Sounds) -> None:
        self._sounds = sounds
        rules = book.rules.values()
        named = [given["line"] for rule in rules for given in operators(rule.require, {}, "line")]
        self._by_sound = {
            name: [need for need in book.lines[name].needs if isinstance(need, str) and "{" not in need]
            for name in named
            if book.lines[name].match == "parts"
        }
        common = sorted({c for line in book.lines.values() for c in line.say if c in sounds})
        self._alike: dict[str, list[str]] = {}
        for character in common:
            self._alike.setdefault(sounds[character], []).append(character)

    def varied(self, draft: Draft, chance: Random) -> Draft:
        """The draft as a recogniser might have written it."""
        said: list[Said] = []
        for number, one in enumerate(draft.said):
            said += [one] if one.kept or one.signals or not one.text else self._varied(one, number, chance)
        return draft.with_said(said)

    def _varied(self, one: Said, number: int, chance: Random) -> list[Said]:
        text = one.text
        if one.line in self._by_sound and chance.random() < _MISHEARD:
            text = self._misheard(text, self._by_sound[one.line], chance)
        if chance.random() < _READS_OUT:
            text = _NUMBER.sub(lambda found: _read_out(found[0]), text)
        if number and chance.random() < _HESITATES:
            text = chance.choice(HESITATION) + text
        cut = text.find("，", 4) + 1
        if 0 < cut < len(text) - 3 and number and chance.random() < _CUT:
            return [replace(one, text=text[:cut]), replace(one, text=text[cut:], gap=0.3)]
        if chance.random() < _UNPUNCTUATED:
            text = _STOPS.sub("", text)
        return [replace(one, text=text)]

    def _misheard(self, text: str, needs: list[str], chance: Random) -> str:
        """One character of a part that is recognised by its sound, written as another that sounds the same."""
        spans = [range(at, at + len(need)) for need in needs if (at := text.find(need)) >= 0]
        places = [(i, others) for span in spans for i in span if (others := self._others(text[i]))]
        if not places:
            return text
        place, others = chance.choice(places)
        return text[:place] + chance.choice(others) + text[place + 1 :]

    def _others(self, character: str) -> list[str]:
        return [c for c in self._alike.get(self._sounds.get(character, ""), []) if c != character]


def _read_out(number: str) -> str:
    """8 as 八, 50 as 五零."""
    return number.translate(_READ_OUT)
