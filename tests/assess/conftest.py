"""Marks as a desk would enter them, by the name of the item."""

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

import pytest

from bot.assess.mark import Mark
from bot.assess.scheme import Schemes, read_schemes
from bot.book.handbook import Handbook
from bot.book.shelf import Shelf

Enter = Callable[..., Mark]


@pytest.fixture(scope="session")
def ledger(handbook: Handbook, shelf: Shelf) -> Schemes:
    return read_schemes(texts=handbook, books=shelf)


@pytest.fixture
def enter(ledger: Schemes) -> Enter:
    """`enter("迟到", date(2026, 10, 3), 5)`: a mark of that item, its points or yuan as given."""
    numbers = count(1)

    def entered(item: str, day: date, given: int | None = None, **more: Any) -> Mark:
        one = ledger.find(item)
        points = one.points_of(given) if one.points else 0
        yuan = one.yuan_of(given) if one.yuan else None
        more = {"dismissal": one.dismisses(), **more}
        return Mark(next(numbers), one.id, one.name, one.kind, points, day, yuan, **more)

    return entered
