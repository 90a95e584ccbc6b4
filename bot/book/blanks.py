"""The blanks of a mandated line, such as `{agent_number}`, and what fills them.

A blank nobody has filled shows as the handbook prints it (XX号, X先生/女士), so that an unfilled
line is still the handbook's line.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

BLANK = re.compile(r"\{([a-z_]+)\}")

#: What each blank shows while it is empty. `organisation` is set by each book.
EMPTY: Mapping[str, str] = {
    "organisation": "×××",
    "agent_number": "XX",
    "agent_name": "***",
    "agent_surname": "*",
    "customer": "X先生/女士",
    "title": "先生/女士",
    "card_number": "××",
    "callback_phone": "*********",
}


@dataclass(frozen=True)
class Blanks:
    """What is known of the agent and the customer. Empty strings are unknown.

    `customer` is surname and title together, as it is said: 王先生.
    """

    organisation: str = ""
    agent_number: str = ""
    agent_name: str = ""
    agent_surname: str = ""
    customer: str = ""
    card_number: str = ""
    callback_phone: str = ""

    @property
    def title(self) -> str:
        """先生, 女士 or 小姐, read off `customer`."""
        return next((t for t in ("先生", "女士", "小姐") if self.customer.endswith(t)), "")

    def fill(self, say: str) -> str:
        """`say` with every blank replaced by what is known, or by its printed form."""

        def value(found: re.Match[str]) -> str:
            name = found.group(1)
            return getattr(self, name) or EMPTY[name]

        return BLANK.sub(value, say)


def blanks_in(say: str) -> Iterator[str]:
    """The names of the blanks of a line, in order."""
    return (found.group(1) for found in BLANK.finditer(say))
