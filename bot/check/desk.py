"""The project's checkers: each book compiled once a process."""

from functools import lru_cache

from bot.book.shelf import DEFAULT_BOOK, shelf
from bot.check.checker import Checker
from bot.check.rulebook import Rulebook
from bot.language.store import acts, sounds


@lru_cache(maxsize=64)
def checker(book: str = DEFAULT_BOOK) -> Checker:
    """The checker of a book.

    Raises:
        BookError: there is no such book, or one of its conditions is not well formed.
        ModelError: there is no trained model.
    """
    return Checker(Rulebook.of(shelf()[book], sounds(), acts()))
