"""Where an agent is in a scene, and where the next words lead: on, back, again, elsewhere."""

import re
from dataclasses import dataclass, replace

from bot.book.export import END, line_id, number_of_moves
from bot.book.shelf import Shelf
from bot.language.examples import scene_of

#: No scene has been opened yet.
NOWHERE = "none"

_STILL = re.compile(r"还是|仍然?|依然|依旧|照样|还没|还不|还在|一直")


@dataclass(frozen=True)
class Place:
    """Where an agent is.

    Attributes:
        line: what is given now: a line id, `end` after the last line, or `none`.
        last: the last line given of the open scene.
        back: the last line given of the scene before.
    """

    line: str = NOWHERE
    last: str = ""
    back: str = ""

    @property
    def scene(self) -> str:
        """The open scene, or an empty string."""
        return self.last.rpartition("_")[0]

    @property
    def number(self) -> int:
        """Which move of the scene was given last, from 1; 0 without a scene."""
        return int(self.last.rpartition("_")[2]) if self.last else 0


def move(place: Place, intent: str, text: str, shelf: Shelf, book: str) -> Place:
    """The place after a turn of the asking agent.

    Asking for the scene that is open already, with 还是 or the like, means the next line of it.
    """
    asked = scene_of(intent)
    if asked and not (asked == place.scene and _STILL.search(text)):
        back = place.last if place.scene != asked else place.back
        return Place(line_id(asked, 1), line_id(asked, 1), back)
    if intent == "resume" and place.back:
        return Place(place.back, place.back, place.last)
    if not place.last:
        return replace(place, line=NOWHERE)
    if intent == "previous_step":
        return _at(place, max(1, place.number - 1))
    if intent in ("repeat", "resume"):
        return _at(place, place.number)
    holder = shelf.holder(place.scene, book)
    last = number_of_moves(holder.scenes[place.scene], holder) if holder else 0
    if place.number >= last:
        return replace(place, line=END)
    return _at(place, place.number + 1)


def _at(place: Place, number: int) -> Place:
    line = line_id(place.scene, number)
    return replace(place, line=line, last=line)
