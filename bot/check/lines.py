"""One saying held to one mandated line, by the same operator that the rules use."""

from dataclasses import dataclass

from bot.book.answer import fill
from bot.book.blanks import Blanks
from bot.book.model import AnyOf, Book
from bot.check.ear import Ear
from bot.check.factory import Factory
from bot.check.sounding import Sounding
from bot.check.track import Track, View
from bot.conversation.model import Head, Turn
from bot.language.store import acts, sounds


@dataclass(frozen=True)
class Held:
    """What a saying carries of a line and what it lacks, as it would be read."""

    said: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def held_to(said: str, line_id: str, book: Book, blanks: Blanks) -> Held:
    """Hold `said` against a line of the book: its parts, or all of it where the line names none.

    Raises:
        ModelError: there is no trained model.
    """
    factory = Factory(book, Sounding(sounds()))
    condition = factory.line(line_id, line_id)
    ear = Ear(factory.features, acts())
    track = Track(Head())
    at = track.add(Turn("agent", said), ear.hear("agent", said))
    view = View(track, at, at + 1, at, final=True)
    line = book.lines[line_id]
    needs = line.needs or [line.say]
    read = [fill(need.any[0] if isinstance(need, AnyOf) else need, book, blanks) for need in needs]
    parts = [part.said for part in condition.parts(view)]
    lacking = (
        () if condition.holds(view) else tuple(t for t, there in zip(read, parts, strict=True) if not there)
    )
    return Held(tuple(t for t in read if t not in lacking), lacking)
