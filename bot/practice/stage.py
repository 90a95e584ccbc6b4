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
    desk = played.effects.desks.get(book, own.organisation)
    parts = [played.part(own, scene) for scene in played.scenes(own)]
    asked = conditions_of(own, desk, parts, played.matters_of(own), played.effects)
    return Checker(Rulebook.of(own, sounds(), acts(), asked))
