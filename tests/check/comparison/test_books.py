"""What differs between two versions of the books."""

from bot.book.model import Book
from bot.book.shelf import Shelf, book_version
from bot.check.comparison.books import Edit, editions


def _with(shelf: Shelf, book: str, **change: object) -> Shelf:
    return Shelf({**shelf.books, book: shelf[book].model_copy(update=change)}, shelf.sources)


def _rules(book: Book, **change: object) -> dict[str, object]:
    return {**book.rules, "A02": book.rules["A02"].model_copy(update=change)}


def test_books_the_same_books_differ_in_nothing(shelf: Shelf) -> None:
    assert editions(shelf, shelf) == []


def test_books_changed_rule_tells_short_values_and_names_long_ones(shelf: Shelf) -> None:
    changed = _rules(shelf["gym"], points=3, forbid={"words": ["你"]}, expected="nothing", good=["别的"])
    new = _with(shelf, "gym", rules=changed)
    (edition,) = editions(shelf, new)
    assert (edition.book, edition.old, edition.new) == (
        "gym",
        book_version(shelf["gym"]),
        book_version(new["gym"]),
    )
    (edit,) = edition.edits
    assert (edit.part, edit.name, edit.kind) == ("rules", "A02", "changed")
    assert set(edit.what) == {"points 2 → 3", "forbid", "expected 无 → nothing", "good"}


def test_books_new_and_removed_entries(shelf: Shelf) -> None:
    rules = dict(shelf["gym"].rules)
    rules["X01"] = rules.pop("A02")
    (edition,) = editions(shelf, _with(shelf, "gym", rules=rules))
    assert set(edition.edits) == {Edit("rules", "X01", "new"), Edit("rules", "A02", "removed")}


def test_books_marking_and_the_books_own_values(shelf: Shelf) -> None:
    gym = shelf["gym"]
    marking = gym.marking.model_copy(update={"passing": 80})
    (edition,) = editions(shelf, _with(shelf, "gym", marking=marking, title="新名"))
    assert edition.edits == (
        Edit("marking", "passing", "changed", ("60 → 80",)),
        Edit("book", "title", "changed", ("健身会所前台话术 → 新名",)),
    )


def test_books_new_and_removed_books(shelf: Shelf) -> None:
    less = Shelf({name: book for name, book in shelf.books.items() if name != "gym"}, shelf.sources)
    (added,) = editions(less, shelf)
    (removed,) = editions(shelf, less)
    assert (added.book, added.old, added.edits) == ("gym", "", ())
    assert (removed.book, removed.new) == ("gym", "")
