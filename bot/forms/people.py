"""Who can be named in a form: the people on the desk's roster, by code, number or name."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from bot.forms.errors import Unfit, shortened
from bot.language.numbers import spoken_digits

#: What people say around a number: 工号10, 10号, 10号坐席.
_AROUND = re.compile(r"(?:工号|编号|号)?(?:坐席|客服|同事|员工)?")
_MARKS = re.compile(r"[\s（）()，,。.：:、]")

_NEAR, _LISTED = 3, 8


@dataclass(frozen=True)
class Person:
    """One on the roster. `code` is unique; number and name may be empty."""

    code: str
    number: str = ""
    name: str = ""

    @property
    def shown(self) -> str:
        """Code and name."""
        return f"{self.code} {self.name}" if self.name and self.name != self.code else self.code


_KEYS: tuple[Callable[[Person], tuple[str, ...]], ...] = (
    lambda person: (person.code,),
    lambda person: (person.number,),
    lambda person: (person.name,),
    lambda person: (
        (
            *(f"{each}{person.name}" for each in (person.code, person.number) if each),
            *(f"{person.name}{each}" for each in (person.code, person.number) if each),
        )
        if person.name
        else ()
    ),
)


@dataclass(frozen=True)
class People:
    """The roster. Where nobody is on it, every name is taken as it is."""

    persons: tuple[Person, ...] = ()

    def code(self, said: str) -> str:
        """The code of whoever is meant.

        Raises:
            Unfit: nobody on the roster is, or several are; names whoever is near.
        """
        if not self.persons:
            return said
        for reading in _readings(said):
            for keys in _KEYS:
                found = [p for p in self.persons if any(key and reading == _plain(key) for key in keys(p))]
                if len(found) == 1:
                    return found[0].code
                if found:
                    names = "、".join(person.shown for person in found[:_LISTED])
                    raise Unfit(f"“{shortened(said)}”不止一位：{names}。请写前面的编号。")
        raise Unfit(
            f"名册里没有“{shortened(said)}”。{self._near(said)}"
            "请写工号或姓名；不在名册上的写“没有”，把是谁写进内容里。"
        )

    def shown(self, code: str) -> str:
        """Code and name; what is written where nobody on the roster has that code."""
        return next((person.shown for person in self.persons if person.code == code), code)

    def name(self, code: str) -> str:
        """The name of whoever has that code; empty where nobody has."""
        return next((person.name for person in self.persons if person.code == code), "")

    def _near(self, said: str) -> str:
        plain = _plain(said)
        held = [p for p in self.persons if p.name and (p.name in said or (plain and plain in _plain(p.name)))]
        if not held:
            words = {_plain(word): p for p in self.persons for word in (p.code, p.number, p.name) if word}
            held = [words[word] for word in get_close_matches(plain, words, n=_NEAR, cutoff=0.5)]
        if held:
            return f"是不是{'，或者'.join(dict.fromkeys(person.shown for person in held[:_NEAR]))}？"
        more = "……" if len(self.persons) > _LISTED else ""
        return f"有：{'、'.join(person.shown for person in self.persons[:_LISTED])}{more}。"


#: An empty roster.
NOBODY = People()


def _readings(said: str) -> Iterator[str]:
    """What was said, without what is said around a number, and its spoken number as digits."""
    yield _plain(said)
    bare = _AROUND.sub("", _plain(said))
    if bare:
        yield bare
        if digits := spoken_digits(bare):
            yield digits


def _plain(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold()
