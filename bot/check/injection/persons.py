"""Who speaks in a generated conversation, and what is known of the call."""

from dataclasses import dataclass, replace
from random import Random

from bot.book.blanks import Blanks
from bot.book.model import Book
from bot.check.injection.talk import NAMES, SURNAMES
from bot.conversation.model import Agent, Customer, Head

#: A number of a public service, which is nobody's personal data.
_PUBLIC = "12365"

#: The name of an organisation that a book leaves open, and what kind of organisation it then is.
_NAME, _KIND = "小禾", "服务中心"


@dataclass(frozen=True)
class Persons:
    """The agent and the customer of one conversation."""

    number: str
    name: str
    surname: str
    gender: str
    phone: str
    organisation: str = ""

    @property
    def customer(self) -> str:
        """As he is addressed: 王先生."""
        return self.surname + ("先生" if self.gender == "m" else "女士")

    @property
    def blanks(self) -> Blanks:
        """What fills the blanks of a line."""
        return Blanks(
            organisation=self.organisation,
            agent_number=self.number,
            agent_name=self.name,
            agent_surname=self.name[0],
            customer=self.customer,
            card_number=f"{self.number}号",
            callback_phone=_PUBLIC,
        )


def named(organisation: str) -> str:
    """An organisation's name with what the book leaves open (××店) filled: 小禾店."""
    known = organisation.replace("×", "")
    return organisation if known == organisation else f"{_NAME}{known or _KIND}"


def persons(book: Book, chance: Random) -> Persons:
    """Somebody; where the book leaves the organisation's name open, it has one of ours."""
    return Persons(
        number=str(chance.randint(1, 60)),
        name=chance.choice(NAMES),
        surname=chance.choice(SURNAMES),
        gender=chance.choice("mf"),
        phone=f"1{chance.choice('358')}{chance.randint(0, 999_999_999):09}",
        organisation=named(book.organisation),
    )


def head_for(
    book: Book, who: Persons, chance: Random, *, direction: str = "inbound", channel: str = ""
) -> Head:
    """A head in which nothing is wrong: picked up at once, in working hours, settled."""
    channel = channel or book.channel
    phone = channel == "phone" and direction == "inbound"
    hour = chance.choice((9, 10, 11, 14, 15, 16))
    return Head(
        book=book.book,
        channel=channel,
        direction=direction,
        started_at=f"2026-03-{chance.randint(2, 27):02}T{hour:02}:{chance.randint(0, 59):02}:00+08:00",
        rings=chance.randint(1, 3) if phone else None,
        ended_by=chance.choice(("agent", "customer")),
        resolved=True,
        agent=Agent(number=who.number, name=who.name),
        customer=Customer(who.surname, who.gender) if chance.random() < 0.5 else Customer(),
    )


def merged(head: Head, given: Head) -> Head:
    """A head with what an example says of the call."""
    return replace(
        head,
        started_at=given.started_at or head.started_at,
        rings=given.rings if given.rings is not None else head.rings,
        ended_by=given.ended_by,
        resolved=given.resolved,
        records=given.records,
        customer=given.customer,
    )
