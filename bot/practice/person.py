"""Who calls: a name, a title, a telephone, an address and a temper, drawn once and kept to the end."""

import random
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.conversation.model import Turn
from bot.practice.part import Matter, Persons, Temper

_BLANK = re.compile(r"\{([a-z_]+)\}")

#: Telephone numbers of customers begin so: no network has given them out.
_PREFIX = "19900"


@dataclass(frozen=True)
class Person:
    """One customer.

    Attributes:
        gender: `m` or `f`.
        temper: its name.
    """

    surname: str
    given: str
    gender: str
    phone: str
    address: str
    colleague: str
    temper: str
    manner: Temper

    @classmethod
    def drawn(cls, persons: Persons, rng: random.Random) -> "Person":
        """Somebody."""
        gender = rng.choice(("m", "f"))
        temper = rng.choice(sorted(persons.tempers))
        return cls(
            surname=rng.choice(persons.surnames),
            given=rng.choice(persons.given["m" if gender == "m" else "f"]),
            gender=gender,
            phone=_PREFIX + "".join(rng.choices("0123456789", k=6)),
            address=rng.choice(persons.streets),
            colleague=rng.choice(persons.colleagues),
            temper=temper,
            manner=persons.tempers[temper],
        )

    @property
    def customer(self) -> str:
        """As he is addressed: 王先生."""
        return self.surname + ("先生" if self.gender == "m" else "女士")

    @property
    def title(self) -> str:
        """How he is addressed while his name is not known."""
        return "先生" if self.gender == "m" else "女士"

    def named_in(self, turns: Iterable[Turn]) -> bool:
        """Whether he has told his name."""
        told = f"姓{self.surname}", self.surname + self.given
        return any(name in turn.text for turn in turns if turn.role == "customer" for name in told)

    def blanks(self, matter: Matter, organisation: str, **texts: str) -> Mapping[str, str]:
        """What fills the blanks of the customer's words."""
        return {
            "surname": self.surname,
            "customer": self.customer,
            "name": self.surname + self.given,
            "phone": f"{self.phone[:3]} {self.phone[3:7]} {self.phone[7:]}",
            "address": self.address,
            "colleague": self.colleague,
            "matter": matter.matter,
            "organisation": organisation,
            **texts,
        }


def filled(text: str, blanks: Mapping[str, str]) -> str:
    """`text` with its blanks filled; a blank that is not known stays as it is."""
    return _BLANK.sub(lambda found: blanks.get(found[1], found[0]), text)
