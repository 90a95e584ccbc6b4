"""The checkers that practice goes by: the books' own, asked besides what customers react to."""

from functools import lru_cache

from bot.book.shelf import shelf
from bot.check.checker import Checker
from bot.check.rulebook import Rulebook
from bot.language.store import acts, sounds
from bot.practice.conditions import conditions_of
from bot.practice.repertoire import repertoire


@lru_cache(maxsize=64)
def stage(book: str) -> Checker:
    """The checker of a book, with the conditions of its plots.

    Raises:
        BookError: there is no such book, or a condition is not well formed.
        ModelError: there is no trained model.
    """
    own, played = shelf()[book], repertoire()
    desks = {
        name: played.effects.desks.get(name, other.organisation) for name, other in shelf().books.items()
    }
    others = [part for name, desk in desks.items() if name != book for part in (desk, desk[:4]) if part]
    asked = conditions_of(own, desks[book], others, played.matters_of(own), played.effects)
    return Checker(Rulebook.of(own, sounds(), acts(), asked))
